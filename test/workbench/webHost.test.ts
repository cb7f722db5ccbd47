import assert from 'node:assert/strict';
import { startCorsGateway } from './corsGateway';
import { endedOperation, GATEWAY_KEY, idOf, isStatusRequestFor, titleOf, videoIdOf } from './gateway';
import { VeoWindow } from './veoWindow';

describe('VS Code for the Web, where the extension runs in a web worker', () => {
  let veo: VeoWindow;
  let name: string;

  before(async () => {
    veo = await VeoWindow.openInWeb(await startCorsGateway(), { 'veo.download.folder': 'videos' });
    name = endedOperation(veo.gateway);
  });
  after(() => veo.close());

  it('sends requests from the browser with the key of the person', async () => {
    await veo.check(name);
    const request = veo.gateway.nextRequest(isStatusRequestFor(name));
    await veo.enterKey();
    const { headers } = await request;
    assert.equal(headers['x-goog-api-key'], GATEWAY_KEY);
    assert.equal(headers.origin, new URL(veo.workbench.page.url()).origin);
  });

  it('shows that the video is ready', async () => {
    await veo.workbench.toasts.with('The video is ready.').waitFor();
    await veo.row(name).locator.locator('.codicon-pass-filled').waitFor();
    const { ariaLabel } = await veo.row(name).texts();
    assert.ok(
      ariaLabel.startsWith(`Operation ${titleOf(name)}`) && ariaLabel.includes(': video ready'),
      ariaLabel,
    );
    await veo.workbench.screenshot('web');
  });

  it('copies the ID of the video', async () => {
    await veo.workbench.toasts.click('The video is ready.', 'Copy Video ID');
    await veo.confirmation(`Copied ${videoIdOf(name)}`).waitFor();
    assert.equal(await veo.workbench.clipboard(), videoIdOf(name));
  });

  it('saves the video in the file system of the browser', async () => {
    await veo.workbench.runCommand('Veo: Download Video…');
    await veo.workbench.quickInput.locator.getByText(titleOf(name)).first().click();
    await veo.workbench.toasts.with(/Saved \w+:.*\/videos\/.+-1\.mp4 \(0\.1 MB\)\./).waitFor();
    await veo.tree.row(/saved/).waitFor();
  });

  it('does not offer the simulator, which needs Node', async () => {
    const offered = await veo.workbench.quickInput.commandsFor(
      'built-in',
      'Extensions: Show Built-in Extensions',
    );
    assert.deepEqual(
      offered.filter((title) => title.includes('Simulator')),
      [],
    );
    await veo.workbench.openMoreActions();
    const items = await veo.workbench.menu.items();
    assert.ok(items.includes('Show Log') && !items.join().includes('Simulator'), items.join());
    await veo.workbench.page.keyboard.press('Escape');
  });

  it('keeps the list when the window is loaded again', async () => {
    await veo.workbench.waitForStored(new RegExp(idOf(name)));
    await veo.restart();
    await veo.row(name).waitFor();
  });
});
