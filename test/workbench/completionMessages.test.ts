import assert from 'node:assert/strict';
import { setTimeout as pass } from 'node:timers/promises';
import type { SimulatedOutcome } from '../../src/simulator/simulator';
import { runningOperation, startGateway, titleOf } from './gateway';
import { VeoWindow } from './veoWindow';

const INTERVAL_MS = 10 * 60_000;
const MINUTE_MS = 60_000;
/** The operations finish one after the other, ten minutes apart; the third and the seventh fail. */
const OPERATION_COUNT = 12;
const FAILING_INDICES = [2, 6];

describe('twelve operations that finish within a minute while the view is hidden', function () {
  this.timeout(3 * MINUTE_MS);
  let veo: VeoWindow;
  let names: string[];
  let clockAheadMs = 0;

  before(async () => {
    const gateway = await startGateway(() => Date.now() + clockAheadMs);
    veo = await VeoWindow.open(gateway, { settings: { 'veo.checking.requestsPerMinute': 600 } });
    names = Array.from({ length: OPERATION_COUNT }, (_, at) => {
      const outcome: SimulatedOutcome = FAILING_INDICES.includes(at)
        ? { kind: 'failed' }
        : { kind: 'succeeded', samples: 1 };
      return runningOperation(gateway, { outcome, durationSeconds: ((at + 1) * INTERVAL_MS) / 1000 });
    });
    await veo.track(...names);
    await veo.workbench.showContainer('Search');
  });
  after(() => veo.close());

  it('are counted by the status bar and the badge as they finish', async () => {
    await finishNext();
    await veo.status('Veo: 1 ready · 11 running').waitFor();
    await veo.badge.getByText('1', { exact: true }).waitFor();
    await veo.workbench.toasts.with(titleOf(names[0] as string)).waitFor();
    for (let ended = 2; ended <= OPERATION_COUNT; ended++) {
      await finishNext();
      await veo.badge.getByText(`${ended}`, { exact: true }).waitFor();
    }
    await veo.status('Veo: 10 ready · 2 failed').waitFor();
    await veo.screenshots('ends-by-kind');
  });

  it('share one message after the first one, with buttons for all of them', async () => {
    const all = '12 operations: 10 ready · 2 failed';
    await veo.workbench.toasts.with(all).waitFor({ timeout: 1.5 * MINUTE_MS });
    assert.deepEqual(await veo.workbench.toasts.buttons(all), ['Download All Unsaved…', 'Show']);
    await veo.workbench.screenshot('ends-message');
  });

  it('leave at most two messages in the notification centre', async () => {
    await veo.workbench.runCommand('Notifications: Show Notifications');
    const kept = veo.workbench.page.locator('.notifications-center .notification-list-item');
    await kept.first().waitFor();
    const texts = await kept.allInnerTexts();
    assert.equal(texts.filter((text) => /ready/.test(text)).length, 2, texts.join('\n'));
    await veo.workbench.screenshot('ends-under-the-bell');
    await veo.workbench.page.keyboard.press('Escape');
  });

  it('stay unseen until the view has been visible for a moment', async () => {
    await pass(3000); // Longer than the 2 s after which a visible view marks results as seen.
    await veo.badge.getByText('12', { exact: true }).waitFor();
    await veo.workbench.showContainer('Veo');
    await veo.badge.waitFor({ state: 'hidden' });
    await veo.status(/^\s*Veo$/).waitFor();
  });

  async function finishNext(): Promise<void> {
    clockAheadMs += INTERVAL_MS;
    await veo.workbench.runCommand('Veo: Refresh Operations');
  }
});
