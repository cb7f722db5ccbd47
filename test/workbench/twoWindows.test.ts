import assert from 'node:assert/strict';
import { setTimeout as pass } from 'node:timers/promises';
import type { Simulator } from '../../src/simulator/simulator';
import { runningOperation, startGateway } from './gateway';
import { VeoWindow } from './veoWindow';

const minute = 60_000; // ms
const requestsPerMinute = 60;
/** Asked about eagerly, they take twice the limit. */
const operations = 8;

describe('two windows of one person', function () {
  this.timeout(2.5 * minute);
  let gateway: Simulator;
  let windows: VeoWindow[];

  before(async () => {
    gateway = await startGateway();
    const settings = {
      'veo.checking.pace': 'eager',
      'veo.checking.requestsPerMinute': requestsPerMinute,
    };
    windows = [await VeoWindow.open(gateway, { settings }), await VeoWindow.open(gateway, { settings })];
    for (const window of windows) {
      await window.track(...Array.from({ length: operations }, () => runningOperation(gateway)));
    }
  });
  after(() => Promise.all(windows.map((window) => window.close())));

  it('share the rate limit of an endpoint that each of them would use up', async () => {
    const { at: begin = 0 } = gateway.requests[0] ?? {};
    await pass(begin + minute - Date.now());
    const requestCount = gateway.requests.filter(({ at }) => at < begin + minute).length;
    assert.ok(requestCount <= requestsPerMinute, `${requestCount} requests`);
    assert.ok(requestCount > 4 * operations, `${requestCount} requests`);
  });
});
