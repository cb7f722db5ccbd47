import assert from 'node:assert/strict';
import { isNoticed, playedOf, type WatchedJob } from '../../../scripts/bench/live/watchedJob';

const startedAt = Date.UTC(2026, 10, 29);
const job = { startedAt: 0, model: 'veo', duration: 60, law: undefined };

/** A job of a minute whose status was asked for so many seconds after its start. */
function watched(...requests: number[]): WatchedJob {
  return { job, startedAt, requests: requests.map((s) => startedAt + 1000 * s) };
}

describe('A job that its server watches', () => {
  it('is tracked with the first request and noticed with the last, and each counts', () => {
    assert.deepEqual(playedOf(watched(2, 40, 58, 63.5)), {
      headStart: 2,
      ageAtEnd: 58,
      requests: 4,
      lateness: 3.5,
      law: undefined,
    });
  });

  it('is tracked when its name is printed where that was captured, as if it had been asked about then', () => {
    const captured = { ...watched(40, 58, 63.5), printedAt: startedAt + 500 };
    const { headStart, ageAtEnd, requests, lateness } = playedOf(captured);
    assert.deepEqual([headStart, ageAtEnd, requests, lateness], [0.5, 59.5, 4, 3.5]);
  });

  it('is noticed by a request after its end, not by one before', () => {
    assert.equal(isNoticed(watched()), false);
    assert.equal(isNoticed(watched(2, 59.9)), false);
    assert.equal(isNoticed(watched(2, 60)), true);
  });

  it('is noticed by a request at its end, since the server reads the clock again for the answer', () => {
    assert.equal(isNoticed(watched(2, 59.998)), true);
    assert.equal(playedOf(watched(2, 59.998)).lateness, 0);
  });
});
