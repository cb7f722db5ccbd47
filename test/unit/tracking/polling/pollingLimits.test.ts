import assert from 'node:assert/strict';
import type { Answer } from '../../../../src/operations/operation';
import { idOf } from '../../operations/arbitraries';
import { failing, inTurn, PollingHarness, running, SIMULATOR } from '../pollingHarness';

const FIFTY = Array.from({ length: 50 }, (_, i) => `a${i}`);

describe('the limits of polling', () => {
  let world: PollingHarness;
  beforeEach(() => {
    world = new PollingHarness();
  });

  /** Of a limit: how many the background sends in any minute at most, and in an hour at least. */
  const promises = [
    { limit: 1, inAnyMinute: 1, inAnHour: 60 },
    { limit: 20, inAnyMinute: 15, inAnHour: 60 * 15 },
  ];
  for (const { limit, inAnyMinute, inAnHour } of promises) {
    it(`sends at most ${inAnyMinute} of ${limit} a minute, with 50 operations, and ${inAnHour} in an hour`, async () => {
      world.requestsPerMinute = limit;
      world.forecasts.overdueAfter = () => Number.POSITIVE_INFINITY;
      await world.track(...FIFTY);
      await world.forward(3600);
      const asked = world.secondsAsked();
      assert.equal(Math.max(...asked.map((at) => inMinuteUpTo(at, asked))), inAnyMinute);
      assert.ok(asked.length >= inAnHour, `${asked.length}`);
    });
  }

  it('leaves no operation out when there are more than the limit: each is asked about once before any is twice', async () => {
    world.requestsPerMinute = 20;
    await world.track(...FIFTY);
    await world.forward(200);
    const first = world.asked.slice(0, 50).map(({ name }) => name);
    assert.equal(new Set(first).size, 50);
  });

  it('leaves a quarter to what the person asks, which goes first', async () => {
    world.requestsPerMinute = 4;
    await world.track(...FIFTY);
    await world.forward(30);
    // One, then one each 20 s: the background has three a minute.
    assert.deepEqual(world.secondsAsked(), [0, 20]);
    const checking = ['a49', 'a48', 'a47'].map((id) => world.poller.check(idOf(id)));
    await world.forward(60);
    await Promise.all(checking);
    const order = world.asked.map(({ name, at }) => [name.slice(name.lastIndexOf('/') + 1), at / 1000]);
    assert.deepEqual(order.slice(2, 5), [
      ['a49', 30],
      ['a48', 30],
      ['a47', 60],
    ]);
    assert.ok(Number(order[5]?.[1] ?? 90) >= 80, `${order}`);
  });

  it('keeps all that the person asks and the background within the limit in any minute, for an hour', async () => {
    world.requestsPerMinute = 20;
    await world.track(...FIFTY);
    for (let second = 0; second < 3600; second += 90) {
      const checking = Promise.all(FIFTY.slice(0, 12).map((id) => world.poller.check(idOf(id))));
      await world.forward(90);
      await checking;
    }
    const asked = world.secondsAsked();
    assert.equal(Math.max(...asked.map((at) => inMinuteUpTo(at, asked))), 20);
  });

  it('follows a limit that is raised, and one that is lowered', async () => {
    world.requestsPerMinute = 1;
    await world.track('a1', 'b2', 'c3');
    world.requestsPerMinute = 3;
    world.poller.reschedule();
    await world.forward(45);
    assert.deepEqual(world.secondsAsked(), [0, 30]);
    world.requestsPerMinute = 1;
    world.poller.reschedule();
    await world.forward(120);
    // What had been earned by then is kept.
    const [third = 0, fourth = 0] = world.secondsAsked().slice(2);
    assert.ok(third >= 75 && third <= 90, `${third}`);
    assert.equal(Math.round(fourth - third), 60);
  });

  it('counts each endpoint by itself', async () => {
    world.requestsPerMinute = 1;
    await world.track('a1', 'b2');
    world.store.track({ ...idOf('c3'), endpoint: SIMULATOR.id });
    await world.settle();
    assert.equal(world.asked.length, 2);
  });

  it('sends one request ahead, then four at once', async () => {
    const atOnce = countingUnderWay();
    await world.track(...FIFTY);
    assert.equal(atOnce.underWay, 1);
    await atOnce.answerOne();
    await world.forward(0.1);
    assert.equal(atOnce.underWay, 4);
    while (atOnce.underWay > 0) await atOnce.answerOne();
    assert.deepEqual([atOnce.most, world.asked.length], [4, 50]);
  });

  it('sends one ahead again after the endpoint failed as a whole', async () => {
    world.behaviour = inTurn(running, failing('offline'));
    await world.track('a1', 'b2', 'c3', 'd4', 'e5', 'f6');
    assert.equal(world.asked.length, 5);
    const atOnce = countingUnderWay();
    await world.forward(70);
    assert.equal(atOnce.underWay, 1);
  });

  function inMinuteUpTo(at: number, asked: readonly number[]): number {
    return asked.filter((other) => other > at - 60 && other <= at).length;
  }

  /** An API that answers when told, and counts. */
  function countingUnderWay() {
    const waiting: ((answer: Answer) => void)[] = [];
    const count = {
      most: 0,
      get underWay() {
        return waiting.length;
      },
      async answerOne() {
        waiting.shift()?.({ kind: 'running' });
        await world.forward(0.01);
      },
    };
    world.behaviour = () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        count.most = Math.max(count.most, waiting.length);
      });
    return count;
  }
});
