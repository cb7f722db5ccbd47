import assert from 'node:assert/strict';
import { startGateway } from './gateway';
import { VeoWindow } from './veoWindow';

const insecure = 'The endpoint "open" is not used. veo.endpoints[0].url must be https';
const duplicate = 'The endpoint "twice" is not used. veo.endpoints[2].id is the id of another endpoint, too.';

describe('endpoints in the settings that cannot be used', () => {
  let veo: VeoWindow;

  before(async () => {
    const settings = {
      'veo.endpoints': [
        { id: 'open', label: 'Open Gateway', kind: 'litellm', url: 'http://gateway.example' },
        { id: 'twice', label: 'First', kind: 'google', url: 'https://first.example' },
        { id: 'twice', label: 'Second', kind: 'google', url: 'https://second.example' },
      ],
    };
    veo = await VeoWindow.open(await startGateway(), { settings });
  });
  after(() => veo.close());

  it('are reported with the reason, all in one message', async () => {
    await veo.workbench.toasts.with(insecure).filter({ hasText: duplicate }).waitFor();
    assert.equal((await veo.workbench.toasts.messages()).length, 1);
  });

  it('never get a key, since Set API Key does not list them', async () => {
    await veo.workbench.runCommand('Veo: Set API Key…');
    assert.deepEqual(await veo.workbench.quickInput.items(), ['AI Thực Chiến', 'Google', 'First']);
    await veo.workbench.quickInput.cancel();
  });

  it('can be corrected in the settings, which the message opens', async () => {
    await veo.workbench.toasts.click(insecure, 'Open Settings');
    const found = veo.workbench.page.locator('.settings-editor .setting-item-label', {
      hasText: /^Endpoints$/,
    });
    await found.waitFor();
  });
});
