import assert from 'node:assert/strict';
import { RequestLog, type SeenRequest } from '../../../src/simulator/requestLog';

describe('the request log of the simulator', () => {
  it('keeps the newest 1000 requests, the oldest first', () => {
    const log = new RequestLog();
    for (let at = 0; at < 1010; at++) log.record(seenAt(at));
    assert.equal(log.all.length, 1000);
    assert.deepEqual([log.all[0]?.at, log.all.at(-1)?.at], [10, 1009]);
  });

  it('gives each waiter one request, and none from before', async () => {
    const log = new RequestLog();
    log.record(seenAt(1));
    const first = log.next();
    const third = log.next(({ at }) => at === 3);
    for (const at of [2, 3, 4]) log.record(seenAt(at));
    assert.deepEqual([(await first).at, (await third).at], [2, 3]);
  });

  it('causes no unhandled rejection when nobody awaits a wait that ends', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', note);
    const log = new RequestLog();
    void log.next();
    log.close();
    await new Promise(setImmediate);
    process.off('unhandledRejection', note);
    assert.deepEqual(unhandled, []);
  });
});

function seenAt(at: number): SeenRequest {
  return { method: 'GET', path: '/', origin: 'http://127.0.0.1:1', headers: {}, at };
}
