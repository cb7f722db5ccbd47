import assert from 'node:assert/strict';
import { VideoApiError } from '../../../../src/endpoints/videoApi';
import type { AuxiliaryRequests } from '../../../../src/tracking/limits/auxiliaryRequests';
import type { OriginLimiter } from '../../../../src/tracking/limits/originLimiter';
import { idOf } from '../../operations/arbitraries';
import { PollingHarness, SIMULATOR } from '../pollingHarness';
import { sendAuxiliary } from './sentRequests';

const AT_GOOGLE = idOf('a1');
const AT_SIMULATOR = { ...idOf('b2'), endpoint: SIMULATOR.id };
const MINUTE_MS = 60_000;

describe('auxiliary requests', () => {
  let harness: PollingHarness;
  let auxiliaryRequests: AuxiliaryRequests;
  /** Which were asked, and when, in seconds. */
  let asked: [string, number][];
  beforeEach(() => {
    harness = new PollingHarness();
    harness.requestsPerMinute = 4;
    auxiliaryRequests = harness.newAuxiliaryRequests();
    asked = [];
    limiter().health.succeeded(harness.clock.now());
  });
  afterEach(() => auxiliaryRequests.dispose());

  it('are sent at once while the endpoint has room, and count in its minute', async () => {
    add('a');
    await harness.settle();
    assert.deepEqual(asked, [['a', 0]]);
    for (const _ of [1, 2]) sendAuxiliary(limiter(), harness.clock.now());
    assert.equal(limiter().nextAt(harness.clock.now(), 'background'), harness.clock.now() + MINUTE_MS);
  });

  it('count only when they are really sent', async () => {
    auxiliaryRequests.add(AT_GOOGLE, () => undefined);
    await harness.settle();
    for (const _ of [1, 2, 3, 4]) {
      assert.equal(limiter().nextAt(harness.clock.now(), 'person'), harness.clock.now());
      sendAuxiliary(limiter(), harness.clock.now());
    }
    assert.equal(limiter().sent(harness.clock.now()).length, 4);
  });

  it('wait while it is not known what share this window has, though others wait too', async () => {
    harness.share = 0;
    limiter().waitedFor(true);
    add('a');
    await harness.advance(2);
    assert.deepEqual(asked, []);
    harness.share = 1;
    auxiliaryRequests.reschedule();
    await harness.advance(2);
    assert.equal(asked.length, 1);
  });

  it('wait for room, in their order', async () => {
    for (const _ of [1, 2, 3]) sendAuxiliary(limiter(), harness.clock.now());
    for (const name of ['a', 'b']) add(name);
    await harness.advance(59);
    assert.deepEqual(asked, []);
    await harness.advance(1);
    assert.deepEqual(asked, [
      ['a', 60],
      ['b', 60],
    ]);
  });

  it('cost no more each when there are thousands, as a server can bring about that tells of many videos', async () => {
    for (const _ of [1, 2, 3]) sendAuxiliary(limiter(), harness.clock.now());
    const before = process.cpuUsage();
    for (let count = 0; count < 3000; count++) add(String(count));
    const spent = process.cpuUsage(before).user / 1000;
    assert.ok(spent < 500, `${spent} ms`);
    await harness.advance(60);
    assert.deepEqual(
      asked.map(([name]) => name),
      ['0', '1', '2'],
    );
  });

  it('wait no longer when there may be room sooner, and there is', async () => {
    for (const _ of [1, 2, 3]) sendAuxiliary(limiter(), harness.clock.now());
    add('a');
    await harness.advance(1);
    auxiliaryRequests.reschedule();
    await harness.settle();
    assert.deepEqual(asked, []);
    harness.requestsPerMinute = 8;
    auxiliaryRequests.reschedule();
    await harness.settle();
    assert.deepEqual(asked, [['a', 1]]);
  });

  it('slow the endpoint down when there are too many, as any other request', async () => {
    auxiliaryRequests.add(AT_GOOGLE, () => async () => {
      throw new VideoApiError('rateLimited', 'Too many', { retryAfter: 30_000 });
    });
    add('a');
    await harness.advance(29);
    assert.deepEqual(asked, []);
    assert.equal(limiter().health.retryAfterProblem(harness.clock.now())?.kind, 'rateLimited');
    await harness.advance(31);
    assert.equal(asked.length, 1);
  });

  it('slow it down by no other fault of theirs', async () => {
    auxiliaryRequests.add(AT_GOOGLE, () => async () => {
      throw new VideoApiError('timeout', 'Nothing came');
    });
    await harness.settle();
    assert.equal(limiter().health.problem(harness.clock.now()), undefined);
  });

  it('are one at a time', async () => {
    let finish = () => {};
    auxiliaryRequests.add(
      AT_GOOGLE,
      () => () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    add('b');
    await harness.advance(100);
    assert.deepEqual(asked, []);
    finish();
    await harness.settle();
    assert.deepEqual(asked, [['b', 100]]);
  });

  it('make room, when they end, for what waits for their endpoint', async () => {
    harness.requestsPerMinute = 1000;
    limiter().learn({ parallel: 1 }, harness.clock.now());
    let finish = () => {};
    auxiliaryRequests.add(
      AT_GOOGLE,
      () => () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    await harness.settle();
    auxiliaryRequests.onDidEnd(() => harness.poller.reschedule());
    harness.poller.start();
    await harness.track('a1');
    await harness.advance(100);
    assert.equal(harness.asked.length, 0);
    finish();
    await harness.settle();
    assert.equal(harness.asked.length, 1);
  });

  it('give way to the request that is to show whether an endpoint answers again', async () => {
    harness.requestsPerMinute = 1000;
    limiter().noteFailure({ kind: 'offline', message: '' }, undefined, harness.clock.now());
    limiter().waitedFor(true);
    add('a');
    await harness.advance(30);
    assert.equal(asked.length, 0);
    limiter().health.succeeded(harness.clock.now());
    await harness.advance(1);
    assert.equal(asked.length, 1);
  });

  it('go on after one that failed', async () => {
    auxiliaryRequests.add(AT_GOOGLE, () => () => Promise.reject(new Error('a slip')));
    add('b');
    await harness.settle();
    assert.deepEqual(asked, [['b', 0]]);
  });

  it('do not wait for another endpoint that is blocked, and are given up at the one that is', async () => {
    limiter().health.block({ kind: 'unauthorized', message: 'Wrong key' }, 0);
    add('a');
    add('b', AT_SIMULATOR);
    await harness.settle();
    assert.deepEqual(asked, [['b', 0]]);
    assert.equal(harness.clock.countTimers(), 0);
    limiter().keyChanged();
    auxiliaryRequests.reschedule();
    await harness.advance(60);
    assert.equal(asked.length, 1);
  });

  it('do not wait for another endpoint that backs off', async () => {
    limiter().noteFailure({ kind: 'rateLimited', message: '' }, 30_000, harness.clock.now());
    add('a');
    add('b', AT_SIMULATOR);
    await harness.settle();
    assert.deepEqual(asked, [['b', 0]]);
    await harness.advance(60);
    assert.equal(asked[1]?.[0], 'a');
  });

  it('are not sent where there is no endpoint any more, and hold up no other', async () => {
    harness.endpoints.delete('google');
    add('a');
    add('b', AT_SIMULATOR);
    await harness.settle();
    assert.deepEqual(asked, [['b', 0]]);
  });

  it('are not sent without the key that their endpoint needs, and count in no minute then', async () => {
    harness.keys.clear();
    add('a');
    await harness.settle();
    assert.deepEqual([asked, limiter().sent(harness.clock.now())], [[], []]);
  });

  it('have a signal each, so that what is tied to a signal goes with its request', async () => {
    const signals: AbortSignal[] = [];
    const noteSignal = async (_: string | undefined, signal: AbortSignal) => void signals.push(signal);
    for (const _ of [1, 2]) auxiliaryRequests.add(AT_GOOGLE, () => noteSignal);
    await harness.settle();
    assert.equal(new Set(signals).size, 2);
  });

  it('are aborted at the end, and none is sent after, nor a timer left', async () => {
    let signal: AbortSignal | undefined;
    auxiliaryRequests.add(AT_GOOGLE, () => (_, given) => {
      signal = given;
      return new Promise(() => {});
    });
    await harness.settle();
    auxiliaryRequests.dispose();
    assert.equal(signal?.aborted, true);
    const others = harness.newAuxiliaryRequests();
    limiter().noteFailure({ kind: 'rateLimited', message: '' }, 30_000, harness.clock.now());
    others.add(AT_GOOGLE, () => async () => void asked.push(['c', 0]));
    assert.equal(harness.clock.countTimers(), 1);
    others.dispose();
    assert.equal(harness.clock.countTimers(), 0);
    others.add(AT_GOOGLE, () => async () => void asked.push(['d', 0]));
    await harness.advance(100);
    assert.deepEqual([asked, harness.clock.countTimers()], [[], 0]);
  });

  function add(name: string, id = AT_GOOGLE): void {
    auxiliaryRequests.add(id, () => async () => void asked.push([name, harness.now / 1000]));
  }

  function limiter(): OriginLimiter {
    const found = harness.limiters.of(AT_GOOGLE);
    assert.ok(found);
    return found;
  }
});
