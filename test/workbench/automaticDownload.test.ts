import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileNameOf, runningOperation, sampleVideo, startGateway } from './gateway';
import { VeoWindow } from './veoWindow';

const HOUR_MS = 3_600_000;

describe('automatic download', () => {
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

  it('saves a video when polling finds the end of its operation, and the row says so', async () => {
    ahead += HOUR_MS;
    await veo.workbench.runCommand('Veo: Refresh Operations');
    await veo.row(name).locator.locator('.label-description').getByText('saved').waitFor();
    const file = join(veo.workbench.folder, 'videos', fileNameOf(name));
    assert.deepEqual(await readFile(file), await readFile(sampleVideo));
  });

  it('still shows the message about the end, and no other', async () => {
    await veo.workbench.toasts.with('The video is ready.').waitFor();
    assert.equal((await veo.workbench.toasts.messages()).length, 1);
  });
});
