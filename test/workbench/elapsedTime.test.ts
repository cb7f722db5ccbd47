import assert from 'node:assert/strict';
import { idOf, isStatusRequestFor, runningOperation, shortenedId, startGateway } from './gateway';
import { VeoWindow } from './veoWindow';

describe('the row of a running operation', () => {
  let veo: VeoWindow;
  let name: string;
  let others: readonly string[];

  before(async () => {
    veo = await VeoWindow.open(await startGateway(), {
      settings: { 'veo.checking.pace': 'eager', 'veo.checking.requestsPerMinute': 600 },
    });
    // These models are polled about every 5 s.
    const lite = (number: number) => ({ model: `veo-3.1-lite-${number}x-generate-preview` });
    name = runningOperation(veo.gateway, lite(0));
    others = [1, 2, 3].map((number) => runningOperation(veo.gateway, lite(number)));
    await veo.track(name, ...others);
  });
  after(() => veo.close());

  it('updates its elapsed time even when answers come more often than it is refreshed', async () => {
    for (let count = 0; count < 2; count++) await waitForNewTime();
  });

  it('keeps its tooltip open during a poll', async () => {
    await waitForNewTime(); // The next update, which would close the tooltip, is seconds away.
    const tooltip = await veo.row(name).tooltip();
    for (const part of ['It is still running.', shortenedId(idOf(name)), 'Own Gateway'])
      assert.ok(tooltip.includes(part), tooltip);
    await veo.gateway.nextRequest(isStatusRequestFor(name));
    await veo.gateway.nextRequest(({ path }) => others.some((other) => isStatusRequestFor(other)({ path })));
    assert.equal(await veo.workbench.page.locator('.workbench-hover:visible').count(), 1);
  });

  async function waitForNewTime(): Promise<void> {
    const time = veo.row(name).locator.locator('.label-description');
    const before = (await time.textContent()) ?? '';
    await time.filter({ hasNotText: new RegExp(`^${before}$`) }).waitFor();
  }
});
