import assert from 'node:assert/strict';
import { endedOperation, idOf, isStatusRequestFor, runningOperation, startGateway, titleOf } from './gateway';
import { VeoWindow } from './veoWindow';

const HOUR_MS = 3_600_000;

describe('after a restart of VS Code', () => {
  let veo: VeoWindow;
  let seen: string;
  let first: string;
  let second: string;
  let ahead = 0;

  before(async () => {
    veo = await VeoWindow.open(await startGateway(() => Date.now() + ahead));
    seen = endedOperation(veo.gateway);
    first = runningOperation(veo.gateway);
    second = runningOperation(veo.gateway, { durationSeconds: 3 * (HOUR_MS / 1000) });
    await veo.track(seen, first, second);
    await veo.status('2 running').click();
    await veo.status(/^\s*Veo: 2 running\s*$/).waitFor();
    await veo.workbench.waitForStored(/seenAt/);
    await veo.workbench.showContainer('Search'); // Visible results would be marked as seen after 2 s.
    await veo.workbench.waitForStored(/^workbench\.view\.search$/);
  });
  after(() => veo.close());

  it('running operations are polled at once, and an end reached meanwhile is reported', async () => {
    ahead += HOUR_MS;
    const requests = [first, second].map((name) => veo.gateway.nextRequest(isStatusRequestFor(name)));
    await veo.restart();
    await Promise.all(requests);
    await veo.workbench.toasts.dismiss(`${titleOf(first)}`);
    await veo.status('Veo: 1 ready · 1 running').waitFor();
    await veo.badge.getByText('1', { exact: true }).waitFor();
  });

  it('a reported end is not reported again, but stays unseen until it is looked at', async () => {
    await veo.workbench.waitForStored(/finishedAt.*finishedAt/);
    await veo.restart();
    await veo.status('Veo: 1 ready · 1 running').waitFor();
    ahead += 2 * HOUR_MS;
    await veo.workbench.runCommand('Veo: Refresh Operations');
    await veo.workbench.toasts.with(titleOf(second)).waitFor();
    assert.equal((await veo.workbench.toasts.messages()).length, 1);
    await veo.status('Veo: 2 ready').waitFor();
  });

  it('all operations are in the tree, and visible results are marked as seen', async () => {
    await veo.workbench.showContainer('Veo');
    for (const name of [seen, first, second]) {
      const { icon } = await veo.row(name).texts();
      assert.ok(icon.includes('codicon-pass-filled'), icon.join(' '));
    }
    assert.equal(await veo.tree.all().count(), 3);
    await veo.badge.waitFor({ state: 'hidden' });
    await veo.status(/^\s*Veo$/).waitFor();
  });

  it('checking is still paused, the view says so, and it starts at once when it is resumed there', async () => {
    const name = runningOperation(veo.gateway);
    await veo.track(name);
    await veo.workbench.runCommand('Veo: Pause Checking');
    await veo.status('Veo: paused · 1 running').waitFor();
    await veo.workbench.waitForStored(/veo\.paused/);
    await veo.workbench.waitForStored(new RegExp(idOf(name)));
    const requests = () => veo.gateway.requests.filter(isStatusRequestFor(name)).length;
    const requested = requests();
    await veo.restart();
    await veo.status('Veo: paused · 1 running').waitFor();
    await veo.viewMessage.getByText('Checking is paused. Resume it with the button above.').waitFor();
    await veo.screenshots('paused');
    assert.equal(requests(), requested);
    const request = veo.gateway.nextRequest(isStatusRequestFor(name));
    await veo.workbench.toolbarButton('Resume Checking').click();
    await request;
    await veo.viewMessage.waitFor({ state: 'hidden' });
  });
});
