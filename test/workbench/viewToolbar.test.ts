import assert from 'node:assert/strict';
import { endedOperation, isStatusRequestFor, runningOperation, startGateway } from './gateway';
import { VeoWindow } from './veoWindow';

describe('the toolbar of the view', () => {
  let veo: VeoWindow;
  let name: string;

  before(async () => {
    veo = await VeoWindow.open(await startGateway());
    name = runningOperation(veo.gateway);
    await veo.track(name);
  });
  after(() => veo.close());

  it('has a button that polls all running operations at once', async () => {
    const request = veo.gateway.nextRequest(isStatusRequestFor(name));
    await veo.workbench.toolbarButton('Refresh Operations').click();
    await request;
  });

  it('has a button that opens the box for an operation', async () => {
    await veo.workbench.toolbarButton('Check Veo operation').click();
    await veo.workbench.quickInput.locator.getByText('Check Veo operation').waitFor();
    await veo.workbench.quickInput.cancel();
  });

  it('pauses checking from its menu, and the status bar says so', async () => {
    await veo.workbench.openMoreActions();
    assert.deepEqual(await veo.workbench.menu.items(), [
      'Pause Checking',
      'Paste Operations',
      'Find Operation…',
      'Export Operations…',
      'Import Operations…',
      'Select Endpoint…',
      'Set API Key…',
      'Remove API Key…',
      'Try with the Built-in Simulator',
      'Show Log',
      'Settings',
    ]);
    await veo.workbench.menu.pick('Pause Checking');
    await veo.status('Veo: paused · 1 running').waitFor();
  });

  it('does not poll an operation that is added during the pause, except by a check', async () => {
    const added = runningOperation(veo.gateway);
    const request = veo.gateway.nextRequest(isStatusRequestFor(added));
    await veo.track(added);
    await request;
    await veo.status('Veo: paused · 2 running').waitFor();
  });

  it('resumes checking from its menu, and the status bar says so', async () => {
    await veo.workbench.openMoreActions();
    await veo.workbench.menu.pick('Resume Checking');
    await veo.status(/^\s*Veo: 2 running\s*$/).waitFor();
  });

  it('offers to remove finished operations once there is one', async () => {
    await veo.track(endedOperation(veo.gateway));
    const { menu, page } = veo.workbench;
    for (let offered: string[] = []; !offered.includes('Remove Finished Operations'); ) {
      await veo.workbench.openMoreActions();
      offered = await menu.items();
      await page.keyboard.press('Escape');
    }
  });
});
