import assert from 'node:assert/strict';
import { Lane } from '../../../../src/tracking/limits/lane';
import { ALONE } from './alone';

const NEVER = Number.POSITIVE_INFINITY;
const slow = { kind: 'rateLimited', message: 'Too fast' } as const;
const wrongKey = { kind: 'unauthorized', message: 'Wrong key' } as const;

describe('the way to an endpoint', () => {
  it('takes one request until it is proven, then four at once', () => {
    const lane = newLane();
    assert.equal(free(lane), 1);
    lane.standing.prove(0);
    assert.equal(free(lane, 1000), 4);
  });

  it('takes the share of this window at once, and at least one', () => {
    for (const [share, atOnce] of [
      [0.5, 2],
      [0.3, 1],
      [0.1, 1],
    ] as const) {
      const lane = new Lane(() => 0, { ...ALONE, share: () => share, requestsPerMinute: () => 1000 });
      lane.standing.prove(0);
      assert.equal(free(lane), atOnce, `${share}`);
    }
  });

  it('takes one more for the person, who does not wait for an answer that is late, but no more than the server takes', () => {
    const lane = new Lane(() => 0, { ...ALONE, share: () => 0.3, requestsPerMinute: () => 1000 });
    assert.equal(free(lane, 0, true), 1);
    lane.standing.prove(0);
    assert.equal(free(lane, 0, true), 2);
    lane.learn({ parallel: 1 }, 0);
    assert.equal(free(lane, 0, true), 1);
  });

  it('is free again for each request that ended', () => {
    const lane = newLane();
    lane.begin(0);
    assert.equal(lane.nextAt(0, false), NEVER);
    lane.end(0);
    assert.equal(lane.nextAt(0, false), 0);
  });

  it('keeps to the budget, for the person too', () => {
    const lane = newLane(1);
    lane.standing.prove(0);
    lane.begin(0);
    lane.end(0);
    for (const forPerson of [false, true]) assert.equal(lane.nextAt(1, forPerson), 60_000);
  });

  it('when blocked takes the requests of the person at once, and a test request of the background after 5 min', () => {
    const lane = newLane();
    lane.standing.block(wrongKey, 0);
    assert.equal(lane.nextAt(5, false), 300_000);
    assert.equal(lane.nextAt(5, true), 5);
    assert.equal(lane.standing.heldBack(5), undefined);
    assert.equal(lane.standing.problem(5), wrongKey);
  });

  it('rests 5, 10, 20, 40, 60, 60 s when it fails again and again, but not from the person', () => {
    const lane = newLane();
    let now = 0;
    const rests = Array.from({ length: 6 }, () => {
      lane.slowDown(slow, undefined, now);
      assert.equal(lane.nextAt(now, true), now);
      const rest = lane.nextAt(now, false) - now;
      now += rest;
      return rest;
    });
    assert.deepEqual(rests, [5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  it('is held as long as the server told, from the person too', () => {
    const lane = newLane();
    lane.slowDown(slow, 30_000, 0);
    assert.equal(lane.nextAt(1, false), 30_000);
    assert.equal(lane.nextAt(1, true), 30_000);
    assert.equal(lane.standing.heldBack(29_999), slow);
    assert.equal(lane.standing.heldBack(30_000), undefined);
    assert.equal(free(lane, 30_000), 1);
  });

  it('is held though a good answer or another failure comes that had been under way', () => {
    const lane = newLane();
    lane.slowDown(slow, 30_000, 0);
    lane.standing.prove(1);
    lane.slowDown(slow, undefined, 2);
    assert.equal(lane.nextAt(3, true), 30_000);
  });

  it('counts requests that fail together as one failure', () => {
    const lane = newLane();
    for (let request = 0; request < 4; request++) lane.slowDown(slow, undefined, 10);
    assert.equal(lane.nextAt(10, false), 5010);
  });

  it('is held as long as the longest that the server told', () => {
    const lane = newLane();
    lane.slowDown(slow, 30_000, 0);
    lane.slowDown(slow, 6000, 0);
    assert.equal(lane.nextAt(1, false), 30_000);
  });

  it('tells of its problem only as long as it waits', () => {
    const lane = newLane();
    lane.slowDown(slow, undefined, 0);
    assert.equal(lane.standing.problem(4999), slow);
    assert.equal(lane.standing.problem(5000), undefined);
  });

  it('has not spent what was taken back', () => {
    const lane = newLane(1);
    lane.begin(0);
    lane.end(0);
    lane.takeBack();
    assert.equal(lane.nextAt(1, false), 1);
  });

  it('forgets its failures with a good answer', () => {
    const lane = newLane();
    lane.slowDown(slow, undefined, 0);
    lane.slowDown(slow, undefined, 5000);
    lane.standing.prove(20_000);
    assert.equal(lane.standing.problem(20_000), undefined);
    lane.slowDown(slow, undefined, 20_000);
    assert.equal(lane.nextAt(20_000, false), 25_000);
  });

  it('is unproven and without problem when it is opened again, whatever stood in the way', () => {
    for (const shut of [
      (lane: Lane) => lane.standing.block(wrongKey, 0),
      (lane: Lane) => lane.slowDown(slow, 30_000, 0),
      (lane: Lane) => lane.slowDown(slow, undefined, 0),
    ]) {
      const lane = newLane();
      lane.standing.prove(0);
      shut(lane);
      lane.reopen();
      assert.equal(lane.standing.problem(1), undefined);
      assert.equal(lane.standing.heldBack(1), undefined);
      assert.ok(lane.nextAt(1, false) < 1000);
      assert.equal(free(lane, 1000), 1);
    }
  });
});

function newLane(requestsPerMinute = 1000): Lane {
  return new Lane(() => 0, { ...ALONE, requestsPerMinute: () => requestsPerMinute });
}

/** How many requests can go at once. */
function free(lane: Lane, now = 0, forPerson = false): number {
  let count = 0;
  for (; lane.nextAt(now, forPerson) <= now; count++) lane.begin(now);
  for (let ended = 0; ended < count; ended++) lane.end(now);
  return count;
}
