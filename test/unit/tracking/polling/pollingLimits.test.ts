import assert from 'node:assert/strict';
import type { Answer } from '../../../../src/operations/operation';
import { idOf } from '../../operations/arbitraries';
import { failing, inTurn, running, SIMULATOR, World } from '../world';

const FIFTY = Array.from({ length: 50 }, (_, i) => `a${i}`);

describe('the limits of polling', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });

  for (const requestsPerMinute of [1, 20]) {
    it(`never sends more than ${requestsPerMinute} a minute, with 50 operations, for an hour`, async () => {
      world.settings = { ...world.settings, requestsPerMinute };
      await world.track(...FIFTY);
      await world.forward(3600);
      const asked = world.secondsAsked();
      for (const at of asked) {
        assert.ok(
          asked.filter((other) => other > at - 60 && other <= at).length <= requestsPerMinute,
          `${at}`,
        );
      }
      assert.ok(asked.length >= 60 * requestsPerMinute, `${asked.length}`);
    });
  }

  it('leaves no operation out when there are more than the limit', async () => {
    world.settings = { ...world.settings, requestsPerMinute: 20 };
    await world.track(...FIFTY);
    await world.forward(180);
    for (const id of FIFTY) assert.ok(world.secondsAsked(idOf(id)).length > 0, id);
  });

  it('holds for what the person asks, which goes first', async () => {
    world.settings = { ...world.settings, requestsPerMinute: 4 };
    await world.track(...FIFTY);
    const checking = world.poller.check(idOf('a49'));
    await world.forward(59.999);
    assert.equal(world.asked.length, 4);
    await world.forward(0.001);
    await checking;
    assert.equal(world.asked[4]?.name, idOf('a49').name);
  });

  it('follows a limit that is raised', async () => {
    world.settings = { ...world.settings, requestsPerMinute: 1 };
    await world.track('a1', 'b2', 'c3');
    world.settings = { ...world.settings, requestsPerMinute: 3 };
    world.poller.reschedule();
    await world.settle();
    assert.deepEqual(world.secondsAsked(), [0, 0, 0]);
  });

  it('counts each endpoint by itself', async () => {
    world.settings = { ...world.settings, requestsPerMinute: 1 };
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
        await world.settle();
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
