import assert from 'node:assert/strict';
import { VideoApiError } from '../../../../src/endpoints/videoApi';
import { Asides } from '../../../../src/tracking/limits/asides';
import type { Lane } from '../../../../src/tracking/limits/lane';
import { idOf } from '../../operations/arbitraries';
import { SIMULATOR, World } from '../world';
import { spendAside } from './asideSpent';

const AT_GOOGLE = idOf('a1');
const AT_SIMULATOR = { ...idOf('b2'), endpoint: SIMULATOR.id };
const MINUTE = 60_000;

describe('requests beside those for the status', () => {
  let world: World;
  let asides: Asides;
  /** Which were asked, and when, in seconds. */
  let asked: [string, number][];
  beforeEach(() => {
    world = new World();
    world.requestsPerMinute = 4;
    asides = new Asides(world.lanes, world.clock);
    asked = [];
    lane().standing.prove(world.hands.now);
  });
  afterEach(() => asides.dispose());

  it('are sent at once while the endpoint has room, and count in its minute', async () => {
    add('a');
    await world.settle();
    assert.deepEqual(asked, [['a', 0]]);
    for (const _ of [1, 2]) spendAside(lane(), world.hands.now);
    assert.equal(lane().nextAt(world.hands.now, false), world.hands.now + MINUTE);
  });

  it('count only when they are really sent', async () => {
    asides.add(AT_GOOGLE, async () => undefined);
    await world.settle();
    for (const _ of [1, 2, 3, 4]) {
      assert.equal(lane().nextAt(world.hands.now, true), world.hands.now);
      spendAside(lane(), world.hands.now);
    }
    assert.equal(lane().sent(world.hands.now).length, 4);
  });

  it('wait while it is not known what share this window has, though others wait too', async () => {
    world.share = 0;
    lane().waitedFor(true);
    add('a');
    await world.forward(2);
    assert.deepEqual(asked, []);
    world.share = 1;
    asides.look();
    await world.forward(2);
    assert.equal(asked.length, 1);
  });

  it('wait for room, in their order', async () => {
    for (const _ of [1, 2, 3]) spendAside(lane(), world.hands.now);
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
    for (const _ of [1, 2, 3]) spendAside(lane(), world.hands.now);
    add('a');
    await world.forward(1);
    asides.look();
    await world.settle();
    assert.deepEqual(asked, []);
    world.requestsPerMinute = 8;
    asides.look();
    await world.settle();
    assert.deepEqual(asked, [['a', 1]]);
  });

  it('slow the endpoint down when there are too many, as any other request', async () => {
    asides.add(AT_GOOGLE, async (_, send) => {
      send();
      throw new VideoApiError('rateLimited', 'Too many', { retryAfter: 30_000 });
    });
    add('a');
    await world.forward(29);
    assert.deepEqual(asked, []);
    assert.equal(lane().standing.heldBack(world.hands.now)?.kind, 'rateLimited');
    await world.forward(31);
    assert.equal(asked.length, 1);
  });

  it('slow it down by no other fault of theirs', async () => {
    asides.add(AT_GOOGLE, (_, send) => {
      send();
      return Promise.reject(new VideoApiError('timeout', 'Nothing came'));
    });
    await world.settle();
    assert.equal(lane().standing.problem(world.hands.now), undefined);
  });

  it('are one at a time', async () => {
    let finish = () => {};
    asides.add(
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
    lane().learn({ parallel: 1 }, world.hands.now);
    let finish = () => {};
    asides.add(AT_GOOGLE, (_, send) => {
      send();
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    asides.onDidEnd(() => world.poller.reschedule());
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
    lane().slowDown({ kind: 'offline', message: '' }, undefined, world.hands.now);
    lane().waitedFor(true);
    add('a');
    await world.forward(30);
    assert.equal(asked.length, 0);
    lane().standing.prove(world.hands.now);
    await world.forward(1);
    assert.equal(asked.length, 1);
  });

  it('go on after one that failed', async () => {
    asides.add(AT_GOOGLE, () => Promise.reject(new Error('a slip')));
    add('b');
    await world.settle();
    assert.deepEqual(asked, [['b', 0]]);
  });

  it('do not wait for another endpoint that is blocked, and are given up at the one that is', async () => {
    lane().standing.block({ kind: 'unauthorized', message: 'Wrong key' }, 0);
    add('a');
    add('b', AT_SIMULATOR);
    await world.settle();
    assert.deepEqual(asked, [['b', 0]]);
    assert.equal(world.hands.countTimers(), 0);
    lane().reopen();
    asides.look();
    await world.forward(60);
    assert.equal(asked.length, 1);
  });

  it('do not wait for another endpoint that rests', async () => {
    lane().slowDown({ kind: 'rateLimited', message: '' }, 30_000, world.hands.now);
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
    asides.add(AT_GOOGLE, (given) => {
      signal = given;
      return new Promise(() => {});
    });
    asides.dispose();
    assert.equal(signal?.aborted, true);
    const others = new Asides(world.lanes, world.clock);
    lane().slowDown({ kind: 'rateLimited', message: '' }, 30_000, world.hands.now);
    others.add(AT_GOOGLE, async () => void asked.push(['c', 0]));
    assert.equal(world.hands.countTimers(), 1);
    others.dispose();
    assert.equal(world.hands.countTimers(), 0);
    others.add(AT_GOOGLE, async () => void asked.push(['d', 0]));
    await world.forward(100);
    assert.deepEqual([asked, world.hands.countTimers()], [[], 0]);
  });

  function add(name: string, id = AT_GOOGLE): void {
    asides.add(id, async (_, spend) => {
      spend();
      asked.push([name, world.now / 1000]);
    });
  }

  function lane(): Lane {
    const found = world.lanes.of(AT_GOOGLE);
    assert.ok(found);
    return found;
  }
});
