import assert from 'node:assert/strict';
import { isStatusRequestFor, runningOperation, startGateway, titleOf } from './gateway';
import { VeoWindow } from './veoWindow';

describe('an operation that is removed during a status request', () => {
  let veo: VeoWindow;
  let name: string;

  before(async () => {
    veo = await VeoWindow.open(await startGateway());
    name = runningOperation(veo.gateway);
    await veo.track(name);
  });
  after(() => veo.close());

  it('shows no message about its check', () => isRemovedQuietly(() => veo.check(name)));

  it('shows no message about a refresh', () =>
    isRemovedQuietly(() => veo.workbench.runCommand('Veo: Refresh Operations')));

  async function isRemovedQuietly(check: () => Promise<void>): Promise<void> {
    veo.gateway.script({ once: { kind: 'hang' }, operation: name });
    const hanging = veo.gateway.nextRequest(isStatusRequestFor(name));
    await check();
    await hanging;
    await veo.workbench.toasts.progress(`Checking ${titleOf(name)}`).waitFor();
    await veo.row(name).select();
    await veo.workbench.page.keyboard.press('Delete');
    await veo.workbench.toasts.progress(`Checking ${titleOf(name)}`).waitFor({ state: 'detached' });
    await undoRemoval();
    assert.deepEqual(await veo.workbench.toasts.messages(), []);
  }

  /** Restores the operation and waits for its next request: by then all messages about the removal were shown. */
  async function undoRemoval(): Promise<void> {
    const request = veo.gateway.nextRequest(isStatusRequestFor(name));
    await veo.workbench.toasts.click(new RegExp(`${titleOf(name)}.* was removed from the list`), 'Undo');
    await request;
    await veo.row(name).waitFor();
  }
});
