import assert from 'node:assert/strict';
import { RequestLog, type SeenRequest } from '../../../src/simulator/requestLog';

describe('request log', () => {
  it('remembers the newest 1000 requests, oldest first', () => {
    const log = new RequestLog();
    for (let at = 0; at < 1010; at++) log.record(seenAt(at));
    assert.equal(log.all.length, 1000);
    assert.deepEqual([log.all[0]?.at, log.all.at(-1)?.at], [10, 1009]);
  });

  it('gives each who waits one request, and none from before the wait', async () => {
    const log = new RequestLog();
    log.record(seenAt(1));
    const first = log.next();
    const third = log.next(({ at }) => at === 3);
    for (const at of [2, 3, 4]) log.record(seenAt(at));
    assert.deepEqual([(await first).at, (await third).at], [2, 3]);
  });

  it('does not disturb the process when a wait that nobody looks at is given up', async () => {
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
  return { method: 'GET', path: '/', headers: {}, at };
}
