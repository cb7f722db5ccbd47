import assert from 'node:assert/strict';
import { VideoApiError } from '../../../../src/endpoints/videoApi';
import { AuxiliaryRequests } from '../../../../src/tracking/limits/auxiliaryRequests';
import type { OriginLimiter } from '../../../../src/tracking/limits/originLimiter';
import { idOf } from '../../operations/arbitraries';
import { PollingHarness, SIMULATOR } from '../pollingHarness';
import { sendAuxiliary } from './sentRequests';

const AT_GOOGLE = idOf('a1');
const AT_SIMULATOR = { ...idOf('b2'), endpoint: SIMULATOR.id };
const MINUTE = 60_000;

describe('requests beside those for the status', () => {
  let world: PollingHarness;
  let auxiliaryRequests: AuxiliaryRequests;
  /** Which were asked, and when, in seconds. */
  let asked: [string, number][];
  beforeEach(() => {
    world = new PollingHarness();
    world.requestsPerMinute = 4;
    auxiliaryRequests = new AuxiliaryRequests(world.limiters, world.clock);
    asked = [];
    limiter().health.succeeded(world.hands.now);
  });
  afterEach(() => auxiliaryRequests.dispose());

  it('are sent at once while the endpoint has room, and count in its minute', async () => {
    add('a');
    await world.settle();
    assert.deepEqual(asked, [['a', 0]]);
    for (const _ of [1, 2]) sendAuxiliary(limiter(), world.hands.now);
    assert.equal(limiter().nextAt(world.hands.now, false), world.hands.now + MINUTE);
  });

  it('count only when they are really sent', async () => {
    auxiliaryRequests.add(AT_GOOGLE, async () => undefined);
    await world.settle();
    for (const _ of [1, 2, 3, 4]) {
      assert.equal(limiter().nextAt(world.hands.now, true), world.hands.now);
      sendAuxiliary(limiter(), world.hands.now);
    }
    assert.equal(limiter().sent(world.hands.now).length, 4);
  });

  it('wait while it is not known what share this window has, though others wait too', async () => {
    world.share = 0;
    limiter().waitedFor(true);
    add('a');
    await world.forward(2);
    assert.deepEqual(asked, []);
    world.share = 1;
    auxiliaryRequests.reschedule();
    await world.forward(2);
    assert.equal(asked.length, 1);
  });

  it('wait for room, in their order', async () => {
    for (const _ of [1, 2, 3]) sendAuxiliary(limiter(), world.hands.now);
    for (const name of ['a', 'b']) add(name);
    await world.forward(59);
    assert.deepEqual(asked, []);
    await world.forward(1);
    assert.deepEqual(asked, [
      ['a', 60],
      ['b', 60],
    ]);
  });

  it('wait no longer when there may be room sooner, and there is', async () => {
    for (const _ of [1, 2, 3]) sendAuxiliary(limiter(), world.hands.now);
    add('a');
    await world.forward(1);
    auxiliaryRequests.reschedule();
    await world.settle();
    assert.deepEqual(asked, []);
    world.requestsPerMinute = 8;
    auxiliaryRequests.reschedule();
    await world.settle();
    assert.deepEqual(asked, [['a', 1]]);
  });

  it('slow the endpoint down when there are too many, as any other request', async () => {
    auxiliaryRequests.add(AT_GOOGLE, async (_, send) => {
      send();
      throw new VideoApiError('rateLimited', 'Too many', { retryAfter: 30_000 });
    });
    add('a');
    await world.forward(29);
    assert.deepEqual(asked, []);
    assert.equal(limiter().health.retryAfterProblem(world.hands.now)?.kind, 'rateLimited');
    await world.forward(31);
    assert.equal(asked.length, 1);
  });

  it('slow it down by no other fault of theirs', async () => {
    auxiliaryRequests.add(AT_GOOGLE, (_, send) => {
      send();
      return Promise.reject(new VideoApiError('timeout', 'Nothing came'));
    });
    await world.settle();
    assert.equal(limiter().health.problem(world.hands.now), undefined);
  });

  it('are one at a time', async () => {
    let finish = () => {};
    auxiliaryRequests.add(
      AT_GOOGLE,
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    add('b');
    await world.forward(100);
    assert.deepEqual(asked, []);
    finish();
    await world.settle();
    assert.deepEqual(asked, [['b', 100]]);
  });

  it('make room, when they end, for what waits for their endpoint', async () => {
    world.requestsPerMinute = 1000;
    limiter().learn({ parallel: 1 }, world.hands.now);
    let finish = () => {};
    auxiliaryRequests.add(AT_GOOGLE, (_, send) => {
      send();
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    auxiliaryRequests.onDidEnd(() => world.poller.reschedule());
    world.poller.start();
    await world.track('a1');
    await world.forward(100);
    assert.equal(world.asked.length, 0);
    finish();
    await world.settle();
    assert.equal(world.asked.length, 1);
  });

  it('give way to the request that is to show whether an endpoint answers again', async () => {
    world.requestsPerMinute = 1000;
    limiter().noteFailure({ kind: 'offline', message: '' }, undefined, world.hands.now);
    limiter().waitedFor(true);
    add('a');
    await world.forward(30);
    assert.equal(asked.length, 0);
    limiter().health.succeeded(world.hands.now);
    await world.forward(1);
    assert.equal(asked.length, 1);
  });

  it('go on after one that failed', async () => {
    auxiliaryRequests.add(AT_GOOGLE, () => Promise.reject(new Error('a slip')));
    add('b');
    await world.settle();
    assert.deepEqual(asked, [['b', 0]]);
  });

  it('do not wait for another endpoint that is blocked, and are given up at the one that is', async () => {
    limiter().health.block({ kind: 'unauthorized', message: 'Wrong key' }, 0);
    add('a');
    add('b', AT_SIMULATOR);
    await world.settle();
    assert.deepEqual(asked, [['b', 0]]);
    assert.equal(world.hands.countTimers(), 0);
    limiter().keyChanged();
    auxiliaryRequests.reschedule();
    await world.forward(60);
    assert.equal(asked.length, 1);
  });

  it('do not wait for another endpoint that rests', async () => {
    limiter().noteFailure({ kind: 'rateLimited', message: '' }, 30_000, world.hands.now);
    add('a');
    add('b', AT_SIMULATOR);
    await world.settle();
    assert.deepEqual(asked, [['b', 0]]);
    await world.forward(60);
    assert.equal(asked[1]?.[0], 'a');
  });

  it('are sent where there is no endpoint any more, for whoever asks sees to that', async () => {
    world.endpoints.delete('google');
    add('a');
    await world.settle();
    assert.deepEqual(asked, [['a', 0]]);
  });

  it('are aborted at the end, and none is sent after, nor a timer left', async () => {
    let signal: AbortSignal | undefined;
    auxiliaryRequests.add(AT_GOOGLE, (given) => {
      signal = given;
      return new Promise(() => {});
    });
    auxiliaryRequests.dispose();
    assert.equal(signal?.aborted, true);
    const others = new AuxiliaryRequests(world.limiters, world.clock);
    limiter().noteFailure({ kind: 'rateLimited', message: '' }, 30_000, world.hands.now);
    others.add(AT_GOOGLE, async () => void asked.push(['c', 0]));
    assert.equal(world.hands.countTimers(), 1);
    others.dispose();
    assert.equal(world.hands.countTimers(), 0);
    others.add(AT_GOOGLE, async () => void asked.push(['d', 0]));
    await world.forward(100);
    assert.deepEqual([asked, world.hands.countTimers()], [[], 0]);
  });

  function add(name: string, id = AT_GOOGLE): void {
    auxiliaryRequests.add(id, async (_, spend) => {
      spend();
      asked.push([name, world.now / 1000]);
    });
  }

  function limiter(): OriginLimiter {
    const found = world.limiters.of(AT_GOOGLE);
    assert.ok(found);
    return found;
  }
});
