import assert from 'node:assert/strict';
import { OriginLimiter } from '../../../../src/tracking/limits/originLimiter';
import { acquireWhile, sendStatus } from './sentRequests';
import { SINGLE_WINDOW } from './singleWindow';

const NEVER = Number.POSITIVE_INFINITY;
const slow = { kind: 'rateLimited', message: 'Too fast' } as const;
const wrongKey = { kind: 'unauthorized', message: 'Wrong key' } as const;

describe('the limiter of an origin', () => {
  it('takes one request until the endpoint has answered well, then four at once', () => {
    const limiter = newLimiter();
    assert.equal(free(limiter), 1);
    limiter.health.succeeded(0);
    assert.equal(free(limiter, 1000), 4);
  });

  it('takes the share of this window at once, and at least one', () => {
    for (const [share, atOnce] of [
      [0.5, 2],
      [0.3, 1],
      [0.1, 1],
    ] as const) {
      const limiter = new OriginLimiter(
        'https://example.com',
        {
          ...SINGLE_WINDOW,
          windows: { ...SINGLE_WINDOW.windows, share: () => share },
          requestsPerMinute: () => 1000,
        },
        () => {},
      );
      limiter.health.succeeded(0);
      assert.equal(free(limiter), atOnce, `${share}`);
    }
  });

  it('takes one more for the person, who does not wait for an answer that is late, but no more than the server takes', () => {
    const limiter = new OriginLimiter(
      'https://example.com',
      {
        ...SINGLE_WINDOW,
        windows: { ...SINGLE_WINDOW.windows, share: () => 0.3 },
        requestsPerMinute: () => 1000,
      },
      () => {},
    );
    assert.equal(free(limiter, 0, 'person'), 1);
    limiter.health.succeeded(0);
    assert.equal(free(limiter, 0, 'person'), 2);
    limiter.learn({ parallel: 1 }, 0);
    assert.equal(free(limiter, 0, 'person'), 1);
  });

  it('is free again for each request that ended', () => {
    const limiter = newLimiter();
    const permit = limiter.acquire('status', 0);
    assert.equal(limiter.nextAt(0, 'background'), NEVER);
    permit.release(0);
    assert.equal(limiter.nextAt(0, 'background'), 0);
  });

  it('keeps to the sliding minute, for the person too', () => {
    const limiter = newLimiter(1);
    limiter.health.succeeded(0);
    sendStatus(limiter, 0);
    for (const purpose of ['background', 'person'] as const) assert.equal(limiter.nextAt(1, purpose), 60_000);
  });

  it('when blocked takes the requests of the person at once, and a test request of the background after 5 min', () => {
    const limiter = newLimiter();
    limiter.health.block(wrongKey, 0);
    assert.equal(limiter.nextAt(5, 'background'), 300_000);
    assert.equal(limiter.nextAt(5, 'person'), 5);
    assert.equal(limiter.health.retryAfterProblem(5), undefined);
    assert.equal(limiter.health.problem(5), wrongKey);
  });

  it('backs off for 5, 10, 20, 40, 60, 60 s when it fails again and again, but not from the person', () => {
    const limiter = newLimiter();
    let now = 0;
    const rests = Array.from({ length: 6 }, () => {
      limiter.noteFailure(slow, undefined, now);
      assert.equal(limiter.nextAt(now, 'person'), now);
      const rest = limiter.nextAt(now, 'background') - now;
      now += rest;
      return rest;
    });
    assert.deepEqual(rests, [5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  it('waits as long as the server asked, with requests of the person too', () => {
    const limiter = newLimiter();
    limiter.noteFailure(slow, 30_000, 0);
    assert.equal(limiter.nextAt(1, 'background'), 30_000);
    assert.equal(limiter.nextAt(1, 'person'), 30_000);
    assert.equal(limiter.health.retryAfterProblem(29_999), slow);
    assert.equal(limiter.health.retryAfterProblem(30_000), undefined);
    assert.equal(free(limiter, 30_000), 1);
  });

  it('waits as the server asked though a good answer or another failure comes that was in flight', () => {
    const limiter = newLimiter();
    limiter.noteFailure(slow, 30_000, 0);
    limiter.health.succeeded(1);
    limiter.noteFailure(slow, undefined, 2);
    assert.equal(limiter.nextAt(3, 'person'), 30_000);
  });

  it('counts requests that fail together as one failure', () => {
    const limiter = newLimiter();
    for (let request = 0; request < 4; request++) limiter.noteFailure(slow, undefined, 10);
    assert.equal(limiter.nextAt(10, 'background'), 5010);
  });

  it('waits as long as the longest that the server asked', () => {
    const limiter = newLimiter();
    limiter.noteFailure(slow, 30_000, 0);
    limiter.noteFailure(slow, 6000, 0);
    assert.equal(limiter.nextAt(1, 'background'), 30_000);
  });

  it('tells of its problem only as long as it waits', () => {
    const limiter = newLimiter();
    limiter.noteFailure(slow, undefined, 0);
    assert.equal(limiter.health.problem(4999), slow);
    assert.equal(limiter.health.problem(5000), undefined);
  });

  it('does not count a request that was cancelled', () => {
    const limiter = newLimiter(1);
    const permit = limiter.acquire('status', 0);
    permit.cancel();
    permit.release(0);
    assert.equal(limiter.nextAt(1, 'background'), 1);
  });

  it('forgets its failures with a good answer', () => {
    const limiter = newLimiter();
    limiter.noteFailure(slow, undefined, 0);
    limiter.noteFailure(slow, undefined, 5000);
    limiter.health.succeeded(20_000);
    assert.equal(limiter.health.problem(20_000), undefined);
    limiter.noteFailure(slow, undefined, 20_000);
    assert.equal(limiter.nextAt(20_000, 'background'), 25_000);
  });

  it('is untested and without problem when the key has changed, whatever stood in the way', () => {
    for (const shut of [
      (limiter: OriginLimiter) => limiter.health.block(wrongKey, 0),
      (limiter: OriginLimiter) => limiter.noteFailure(slow, 30_000, 0),
      (limiter: OriginLimiter) => limiter.noteFailure(slow, undefined, 0),
    ]) {
      const limiter = newLimiter();
      limiter.health.succeeded(0);
      shut(limiter);
      limiter.keyChanged();
      assert.equal(limiter.health.problem(1), undefined);
      assert.equal(limiter.health.retryAfterProblem(1), undefined);
      assert.ok(limiter.nextAt(1, 'background') < 1000);
      assert.equal(free(limiter, 1000), 1);
    }
  });
});

function newLimiter(requestsPerMinute = 1000): OriginLimiter {
  return new OriginLimiter(
    'https://example.com',
    { ...SINGLE_WINDOW, requestsPerMinute: () => requestsPerMinute },
    () => {},
  );
}

/** How many requests can go at once. */
function free(limiter: OriginLimiter, now = 0, purpose: 'person' | 'background' = 'background'): number {
  const permits = acquireWhile(limiter, () => (limiter.nextAt(now, purpose) <= now ? now : undefined));
  for (const permit of permits) permit.release(now);
  return permits.length;
}
