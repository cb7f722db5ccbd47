import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileNameOf, runningOperation, sampleVideo, startGateway } from './gateway';
import { VeoWindow } from './veoWindow';

const anHour = 3_600_000;

describe('downloading by itself', () => {
  let veo: VeoWindow;
  let name: string;
  let ahead = 0;

  before(async () => {
    veo = await VeoWindow.open(await startGateway(() => Date.now() + ahead), {
      settings: { 'veo.download.automatic': true, 'veo.download.folder': 'videos' },
    });
    name = runningOperation(veo.gateway);
    await veo.track(name);
  });
  after(() => veo.close());

  it('saves a video when its operation is seen to end, and the row tells it', async () => {
    ahead += anHour;
    await veo.workbench.runCommand('Veo: Refresh Operations');
    await veo.row(name).locator.locator('.label-description').getByText('saved').waitFor();
    const file = join(veo.workbench.folder, 'videos', fileNameOf(name));
    assert.deepEqual(await readFile(file), await readFile(sampleVideo));
  });

  it('still tells of the end, and of nothing else', async () => {
    await veo.workbench.toasts.with('The video is ready.').waitFor();
    assert.equal((await veo.workbench.toasts.messages()).length, 1);
  });
});
