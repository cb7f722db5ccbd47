import assert from 'node:assert/strict';
import { setTimeout as pass } from 'node:timers/promises';
import type { SimulatedOutcome } from '../../src/simulator/simulator';
import { runningOperation, startGateway, titleOf } from './gateway';
import { VeoWindow } from './veoWindow';

const tenMinutes = 600_000; // ms
const minute = 60_000; // ms
/** One after the other, each ten minutes later; the third and the seventh fail. */
const operations = 12;
const failing = [2, 6];

describe('twelve operations that finish within a minute while the view is hidden', function () {
  this.timeout(3 * minute);
  let veo: VeoWindow;
  let names: string[];
  let ahead = 0;

  before(async () => {
    const gateway = await startGateway(() => Date.now() + ahead);
    veo = await VeoWindow.open(gateway, { settings: { 'veo.checking.requestsPerMinute': 600 } });
    names = Array.from({ length: operations }, (_, at) => {
      const outcome: SimulatedOutcome = failing.includes(at)
        ? { kind: 'failed' }
        : { kind: 'succeeded', samples: 1 };
      return runningOperation(gateway, { outcome, durationSeconds: ((at + 1) * tenMinutes) / 1000 });
    });
    await veo.track(...names);
    await veo.workbench.showContainer('Search');
  });
  after(() => veo.close());

  it('are counted by the status bar and the badge as they finish', async () => {
    await endOneMore();
    await veo.status('Veo: 1 ready · 11 running').waitFor();
    await veo.badge.getByText('1', { exact: true }).waitFor();
    await veo.workbench.toasts.with(titleOf(names[0] as string)).waitFor();
    for (let ended = 2; ended <= operations; ended++) {
      await endOneMore();
      await veo.badge.getByText(`${ended}`, { exact: true }).waitFor();
    }
    await veo.status('Veo: 10 ready · 2 failed').waitFor();
    await veo.screenshots('ends-by-kind');
  });

  it('share one message after the first one, with buttons for all of them', async () => {
    const all = '12 operations: 10 ready · 2 failed';
    await veo.workbench.toasts.with(all).waitFor({ timeout: 1.5 * minute });
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
    await pass(3000); // More than the 2 s that count in a visible view.
    await veo.badge.getByText('12', { exact: true }).waitFor();
    await veo.workbench.showContainer('Veo');
    await veo.badge.waitFor({ state: 'hidden' });
    await veo.status(/^\s*Veo$/).waitFor();
  });

  async function endOneMore(): Promise<void> {
    ahead += tenMinutes;
    await veo.workbench.runCommand('Veo: Refresh Operations');
  }
});
