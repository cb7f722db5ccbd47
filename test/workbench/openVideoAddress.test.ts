import assert from 'node:assert/strict';
import { endedOperation, startGateway, videoUriOf } from './gateway';
import { VeoWindow } from './veoWindow';

const explanation =
  'This address wants an API key, which a browser does not send: it will probably show an error.';

describe('opening the address of a video that requires the key', () => {
  let veo: VeoWindow;
  let name: string;

  before(async () => {
    veo = await VeoWindow.open(await startGateway());
    name = endedOperation(veo.gateway);
    await veo.track(name);
    await veo.row(name).locator.locator('.codicon-pass-filled').waitFor();
  });
  after(() => veo.close());

  it('says first that a browser will not send the key', async () => {
    await openFromMenu();
    await veo.workbench.toasts.with(explanation).waitFor();
    assert.deepEqual(await veo.workbench.toasts.buttons(explanation), [
      'Open Anyway',
      'Copy Video URI',
      "Open and Don't Show Again",
    ]);
  });

  it('can be replaced by copying the address', async () => {
    await veo.workbench.toasts.click(explanation, 'Copy Video URI');
    await veo.confirmation(`Copied ${videoUriOf(veo.gateway, name)}`).waitFor();
    assert.equal(await veo.workbench.clipboard(), videoUriOf(veo.gateway, name));
  });

  it('is explained each time, until the person chooses not to be told again', async () => {
    await veo.row(name).select();
    await veo.workbench.page.keyboard.press('Control+Enter');
    await openByButton('Open Anyway');
    await openFromMenu();
    await openByButton("Open and Don't Show Again");
  });

  it('opens at once after that choice', async () => {
    const opened = waitForVideoTab();
    await openFromMenu();
    await opened;
    assert.deepEqual(await veo.workbench.toasts.messages(), []);
  });

  async function openFromMenu(): Promise<void> {
    await veo.row(name).openMenu();
    await veo.workbench.menu.pick('Open Video URI');
  }

  async function openByButton(button: string): Promise<void> {
    const opened = waitForVideoTab();
    await veo.workbench.toasts.click(explanation, button);
    await opened;
  }

  /** Waits for the new tab. VS Code in a browser forwards an address on the machine of its server through that server. */
  async function waitForVideoTab(): Promise<void> {
    const page = await veo.workbench.page.context().waitForEvent('page');
    const { port, pathname, search } = new URL(videoUriOf(veo.gateway, name));
    assert.ok(page.url().endsWith(`/proxy/${port}${pathname}${search}`), page.url());
    await page.close();
  }
});
