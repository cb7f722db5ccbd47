import assert from 'node:assert/strict';
import { setTimeout as pass } from 'node:timers/promises';
import type { Simulator } from '../../src/simulator/simulator';
import { runningOperation, startGateway } from './gateway';
import { VeoWindow } from './veoWindow';

const MINUTE_MS = 60_000;
const REQUESTS_PER_MINUTE = 60;
/** Operations in each window. At the pace `eager` all of them need twice the limit. */
const OPERATION_COUNT = 8;

describe('two windows of one person', function () {
  this.timeout(2.5 * MINUTE_MS);
  let gateway: Simulator;
  let windows: VeoWindow[];

  before(async () => {
    gateway = await startGateway();
    const settings = {
      'veo.checking.pace': 'eager',
      'veo.checking.requestsPerMinute': REQUESTS_PER_MINUTE,
    };
    windows = [await VeoWindow.open(gateway, { settings }), await VeoWindow.open(gateway, { settings })];
    for (const window of windows) {
      await window.track(...Array.from({ length: OPERATION_COUNT }, () => runningOperation(gateway)));
    }
  });
  after(() => Promise.all(windows.map((window) => window.close())));

  it('share the rate limit of an endpoint that each of them would use up', async () => {
    const { at: begin = 0 } = gateway.requests[0] ?? {};
    await pass(begin + MINUTE_MS - Date.now());
    const requestCount = gateway.requests.filter(({ at }) => at < begin + MINUTE_MS).length;
    assert.ok(requestCount <= REQUESTS_PER_MINUTE, `${requestCount} requests`);
    assert.ok(requestCount > 4 * OPERATION_COUNT, `${requestCount} requests`);
  });
});
