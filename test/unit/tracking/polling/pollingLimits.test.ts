import assert from 'node:assert/strict';
import type { Answer } from '../../../../src/operations/operation';
import { idOf } from '../../operations/arbitraries';
import { failing, inTurn, PollingHarness, running, SIMULATOR } from '../pollingHarness';

const FIFTY = Array.from({ length: 50 }, (_, i) => `a${i}`);

describe('the limits of polling', () => {
  let harness: PollingHarness;
  beforeEach(() => {
    harness = new PollingHarness();
  });

  /** Of a limit: how many the background sends in any minute at most, and in an hour at least. */
  const promises = [
    { limit: 1, inAnyMinute: 1, inAnHour: 60 },
    { limit: 20, inAnyMinute: 15, inAnHour: 60 * 15 },
  ];
  for (const { limit, inAnyMinute, inAnHour } of promises) {
    it(`sends at most ${inAnyMinute} of ${limit} a minute, with 50 operations, and ${inAnHour} in an hour`, async () => {
      harness.requestsPerMinute = limit;
      harness.forecasts.overdueAfter = () => Number.POSITIVE_INFINITY;
      await harness.track(...FIFTY);
      await harness.advance(3600);
      const asked = harness.secondsAsked();
      assert.equal(Math.max(...asked.map((at) => inMinuteUpTo(at, asked))), inAnyMinute);
      assert.ok(asked.length >= inAnHour, `${asked.length}`);
    });
  }

  it('leaves no operation out when there are more than the limit: each is asked about once before any is twice', async () => {
    harness.requestsPerMinute = 20;
    await harness.track(...FIFTY);
    await harness.advance(200);
    const first = harness.asked.slice(0, 50).map(({ name }) => name);
    assert.equal(new Set(first).size, 50);
  });

  it('leaves a quarter to what the person asks, which goes first', async () => {
    harness.requestsPerMinute = 4;
    await harness.track(...FIFTY);
    await harness.advance(30);
    // One, then one each 20 s: the background has three a minute.
    assert.deepEqual(harness.secondsAsked(), [0, 20]);
    const checking = ['a49', 'a48', 'a47'].map((id) => harness.poller.check(idOf(id)));
    await harness.advance(60);
    await Promise.all(checking);
    const order = harness.asked.map(({ name, at }) => [name.slice(name.lastIndexOf('/') + 1), at / 1000]);
    assert.deepEqual(order.slice(2, 5), [
      ['a49', 30],
      ['a48', 30],
      ['a47', 60],
    ]);
    assert.ok(Number(order[5]?.[1] ?? 90) >= 80, `${order}`);
  });

  it('keeps all that the person asks and the background within the limit in any minute, for an hour', async () => {
    harness.requestsPerMinute = 20;
    await harness.track(...FIFTY);
    for (let second = 0; second < 3600; second += 90) {
      const checking = Promise.all(FIFTY.slice(0, 12).map((id) => harness.poller.check(idOf(id))));
      await harness.advance(90);
      await checking;
    }
    const asked = harness.secondsAsked();
    assert.equal(Math.max(...asked.map((at) => inMinuteUpTo(at, asked))), 20);
  });

  it('follows a limit that is raised, and one that is lowered', async () => {
    harness.requestsPerMinute = 1;
    await harness.track('a1', 'b2', 'c3');
    harness.requestsPerMinute = 3;
    harness.poller.reschedule();
    await harness.advance(45);
    assert.deepEqual(harness.secondsAsked(), [0, 30]);
    harness.requestsPerMinute = 1;
    harness.poller.reschedule();
    await harness.advance(120);
    // What had been earned by then is kept.
    const [third = 0, fourth = 0] = harness.secondsAsked().slice(2);
    assert.ok(third >= 75 && third <= 90, `${third}`);
    assert.equal(Math.round(fourth - third), 60);
  });

  it('counts each endpoint by itself', async () => {
    harness.requestsPerMinute = 1;
    await harness.track('a1', 'b2');
    harness.store.track({ ...idOf('c3'), endpoint: SIMULATOR.id });
    await harness.settle();
    assert.equal(harness.asked.length, 2);
  });

  it('sends one request ahead, then four at once', async () => {
    const atOnce = countingUnderWay();
    await harness.track(...FIFTY);
    assert.equal(atOnce.underWay, 1);
    await atOnce.answerOne();
    await harness.advance(0.1);
    assert.equal(atOnce.underWay, 4);
    while (atOnce.underWay > 0) await atOnce.answerOne();
    assert.deepEqual([atOnce.most, harness.asked.length], [4, 50]);
  });

  it('sends one ahead again after the endpoint failed as a whole', async () => {
    harness.behaviour = inTurn(running, failing('offline'));
    await harness.track('a1', 'b2', 'c3', 'd4', 'e5', 'f6');
    assert.equal(harness.asked.length, 5);
    const atOnce = countingUnderWay();
    await harness.advance(70);
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
        await harness.advance(0.01);
      },
    };
    harness.behaviour = () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        count.most = Math.max(count.most, waiting.length);
      });
    return count;
  }
});
