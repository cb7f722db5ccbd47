import assert from 'node:assert/strict';
import { DURATION_PATTERN } from './durationPattern';
import { model, runningOperation, startGateway } from './gateway';
import { VeoWindow } from './veoWindow';

const contract = 'videos';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('the median duration of operations', () => {
  let veo: VeoWindow;
  let clockAheadMs = 0;

  before(async () => {
    const gateway = await startGateway(() => Date.now() + clockAheadMs);
    veo = await VeoWindow.open(gateway, { settings: { 'veo.checking.requestsPerMinute': 600 } });
  });
  after(() => veo.close());

  it('is shown in the row and the tooltip of the next one after five observations', async () => {
    const startedAt = Date.now() - MINUTE_MS;
    const wanted = { contract, model, startedAt } as const;
    const five = Array.from({ length: 5 }, () => runningOperation(veo.gateway, wanted));
    await veo.track(...five);
    clockAheadMs = HOUR_MS;
    await veo.workbench.runCommand('Veo: Refresh Operations');
    await veo.workbench.toasts.dismiss('5 operations: 5 ready');
    const order = { startedAt: Date.now() - MINUTE_MS / 2, durationSeconds: 2 * (HOUR_MS / 1000) };
    const name = runningOperation(veo.gateway, { contract, model, ...order });
    await veo.track(name);
    await veo.tree.row(/usually/).waitFor();
    const { description, ariaLabel } = await veo.row(name).texts();
    assert.match(description, new RegExp(`^${DURATION_PATTERN}, usually ${DURATION_PATTERN}`));
    assert.match(ariaLabel, new RegExp(`, ${DURATION_PATTERN}, usually ${DURATION_PATTERN}`));
    const tooltip = await veo.row(name).tooltip();
    assert.match(
      tooltip,
      new RegExp(`It has run for ${DURATION_PATTERN}\\. Usually ${DURATION_PATTERN} for [Vv]eo`),
    );
  });

  it('can be reset, and restored by Undo', async () => {
    const row = veo.tree.row(/usually/);
    await veo.workbench.runCommand('Veo: Reset Learned Durations');
    await row.locator.waitFor({ state: 'hidden' });
    await veo.workbench.toasts.click('What was learned of how long videos take has been reset.', 'Undo');
    await row.waitFor();
  });
});
