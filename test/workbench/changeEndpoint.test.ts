import assert from 'node:assert/strict';
import type { Simulator } from '../../src/simulator/simulator';
import { GATEWAY_KEY, gatewaySettings, isStatusRequestFor, runningOperation, startGateway } from './gateway';
import { VeoWindow } from './veoWindow';

describe('an operation that the default endpoint does not know', () => {
  let veo: VeoWindow;
  let second: Simulator;
  let name: string;

  before(async () => {
    const gateway = await startGateway();
    second = await startGateway();
    const own = gatewaySettings(gateway)['veo.endpoints'] as object[];
    const other = { id: 'second', label: 'Second Gateway', kind: 'litellm', url: second.url };
    veo = await VeoWindow.open(gateway, { settings: { 'veo.endpoints': [...own, other] } });
    name = runningOperation(gateway);
    await veo.setKey();
  });
  after(async () => {
    await veo.close();
    await second.stop();
  });

  it('can be moved to another endpoint from its message', async () => {
    veo.gateway.script({ kind: 'notFound' });
    await veo.check(name);
    await veo.workbench.toasts.click('Own Gateway does not know this operation', 'Change Endpoint…');
    const { quickInput } = veo.workbench;
    assert.deepEqual(
      (await quickInput.items()).map((label) => label.trim()),
      ['AI Thực Chiến', 'Google', 'Second Gateway', 'Add Endpoint…'],
    );
    await veo.workbench.screenshot('change-endpoint');
    const requested = second.nextRequest(isStatusRequestFor(name));
    await quickInput.pick('Second Gateway');
    await veo.enterKey();
    assert.equal((await requested).headers['x-goog-api-key'], GATEWAY_KEY);
  });

  it('stays one row, which is running', async () => {
    await veo.row(name).waitFor();
    assert.equal((await veo.tree.rows()).length, 1);
    assert.match((await veo.row(name).texts()).ariaLabel, /: running/);
  });

  it('returns to its former endpoint on Undo', async () => {
    const summary = 'checked at Second Gateway from now on.';
    const requested = veo.gateway.nextRequest(isStatusRequestFor(name));
    await veo.workbench.toasts.click(summary, 'Undo');
    await requested;
    assert.equal((await veo.tree.rows()).length, 1);
  });

  it('can be moved from its row', async () => {
    await veo.row(name).openMenu();
    const requested = second.nextRequest(isStatusRequestFor(name));
    await veo.workbench.menu.pick('Change Endpoint…');
    await veo.workbench.quickInput.pick('Second Gateway');
    await requested;
  });
});
