import assert from 'node:assert/strict';
import { OriginLimiter } from '../../../../src/tracking/limits/originLimiter';
import { acquireWhile, sendAuxiliary, sendStatus } from './sentRequests';
import { SINGLE_WINDOW } from './singleWindow';

const NEVER = Number.POSITIVE_INFINITY;
const MINUTE_MS = 60_000;
const tooFast = { kind: 'rateLimited', message: 'Too fast' } as const;
const offline = { kind: 'offline', message: 'No network' } as const;
const wrongKey = { kind: 'unauthorized', message: 'Wrong key' } as const;

describe('the limits of an origin', () => {
  let limiter: OriginLimiter;
  let limit: number;
  let share: number;
  beforeEach(() => {
    [limit, share] = [100, 1];
    limiter = new OriginLimiter(
      'https://example.com',
      {
        ...SINGLE_WINDOW,
        requestsPerMinute: () => limit,
        windows: { ...SINGLE_WINDOW.windows, share: () => share },
      },
      () => {},
    );
    limiter.health.succeeded(0);
  });

  it('are what the person set, of which the background takes three quarters', () => {
    assert.equal(sentInAMinute(0), 75);
  });

  it('are shared with the other windows', () => {
    share = 0.5;
    assert.equal(sentInAMinute(0), 37);
  });

  it('leave room for what waits for nobody', () => {
    for (let i = 0; i < 40; i++) limiter.count(0);
    assert.equal(sentInAMinute(0), 35);
  });

  it('are what the server tells, where that is less', () => {
    limiter.learn({ limit: 20 }, 0);
    assert.equal(sentInAMinute(0), 15);
  });

  it('are halved by a refusal, and come back by and by', () => {
    limiter.noteFailure(tooFast, undefined, 0);
    limiter.health.succeeded(6000);
    const sent = [sentInAMinute(60_000), sentInAMinute(5 * MINUTE_MS), sentInAMinute(11 * MINUTE_MS)];
    // Of 55, 75 and 100 a minute, and as the limit is raised in the minute's middle a few more.
    const [first = 0, second = 0, third = 0] = sent;
    assert.ok(first >= 37 && first <= 42, `${sent}`);
    assert.ok(second >= 54 && second <= 59 && third >= 74 && third <= 75, `${sent}`);
  });

  it('are halved once by requests that were in flight together', () => {
    const permits = [1, 2, 3, 4].map(() => limiter.acquire('status', 0));
    for (const [i, permit] of permits.entries()) {
      permit.release(i);
      limiter.noteFailure(tooFast, i % 2 === 0 ? 20_000 : undefined, i);
    }
    limiter.health.succeeded(30_000);
    assert.ok(sentInAMinute(31_000) >= 37);
  });

  it('are known to hold for a key from its first good answer, whatever had failed before', () => {
    limiter.keyChanged();
    limiter.noteFailure(offline, undefined, 0);
    assert.equal(limiter.health.succeeded(10_000), true);
    assert.equal(limiter.health.succeeded(11_000), false);
    limiter.health.block(wrongKey, 0);
    assert.equal(limiter.health.succeeded(12_000), false);
    limiter.keyChanged();
    assert.equal(limiter.health.succeeded(13_000), true);
  });

  it('stay shut when what was in flight fails after a block', () => {
    limiter.health.block(wrongKey, 0);
    limiter.noteFailure(offline, undefined, 0);
    limiter.noteFailure(tooFast, 20_000, 0);
    assert.equal(limiter.nextAt(MINUTE_MS, 'background'), 5 * MINUTE_MS);
    assert.equal(limiter.health.problem(MINUTE_MS), wrongKey);
  });

  it('leave auxiliary requests a tenth of the background while others wait', () => {
    sendAuxiliary(limiter, 0);
    assert.equal(limiter.auxiliaryAt(1), 1);
    limiter.waitedFor(true);
    assert.equal(limiter.auxiliaryAt(1), (10 * MINUTE_MS) / 75);
    limiter.waitedFor(false);
    for (let i = 0; i < 4; i++) limiter.acquire('status', 1);
    assert.ok(limiter.auxiliaryAt(1) > 1);
  });

  it('are those that the server told lately', () => {
    limiter.learn({ limit: 8 }, 0);
    limiter.learn({ limit: 80 }, MINUTE_MS);
    assert.equal(sentInAMinute(2 * MINUTE_MS), 6);
    limiter.learn({ limit: 80 }, 11 * MINUTE_MS);
    assert.equal(sentInAMinute(12 * MINUTE_MS), 60);
  });

  it('are halved once for all refusals of a minute, and again by one in the next', () => {
    limiter.noteFailure(tooFast, undefined, 0);
    limiter.noteFailure(tooFast, undefined, 6000);
    limiter.noteFailure(tooFast, undefined, 59_000);
    limiter.health.succeeded(80_000);
    assert.equal(sentInAMinute(80_000), 45);
    limiter.noteFailure(tooFast, undefined, 150_000);
    limiter.health.succeeded(200_000);
    assert.equal(sentInAMinute(200_000), 26);
  });

  it('are not halved by a network that is away', () => {
    limiter.noteFailure(offline, undefined, 0);
    limiter.health.succeeded(6000);
    assert.equal(sentInAMinute(7000), 75);
  });

  it('leave no room for the background after a refusal that rests shorter than a request costs', () => {
    limit = 4;
    limiter.noteFailure(tooFast, undefined, 0);
    // Of 2 a minute one, and the person has the other.
    assert.equal(limiter.nextAt(5000, 'background'), MINUTE_MS);
    assert.equal(limiter.nextAt(5000, 'person'), 5000);
  });

  it('follow what the server still takes in the present minute', () => {
    limiter.learn({ remaining: 3 }, 0);
    let count = 0;
    for (; limiter.nextAt(0, 'person') <= 0; count++) sendStatus(limiter, 0);
    assert.equal(count, 3);
    assert.ok(limiter.nextAt(0, 'background') > 15_000);
  });

  it('are of the requests in flight at once too: three quarters of what the server takes, at most four', () => {
    for (const [parallel, atOnce] of [
      [5, 3],
      [4, 3],
      [2, 1],
      [1, 1],
      [0, 1],
      [1000, 4],
    ] as const) {
      limiter.learn({ parallel }, 0);
      assert.equal(underWayAtOnce(MINUTE_MS), atOnce, `${parallel}`);
    }
  });

  it('count what else is sent to the endpoint', () => {
    for (let i = 0; i < 75; i++) sendAuxiliary(limiter, 0);
    assert.equal(limiter.nextAt(0, 'background'), MINUTE_MS);
    assert.equal(limiter.nextAt(0, 'person'), 0);
    for (let i = 0; i < 25; i++) sendAuxiliary(limiter, 0);
    assert.equal(limiter.nextAt(0, 'person'), MINUTE_MS);
  });

  it('are those of the person again when there is another key', () => {
    limiter.learn({ limit: 4, parallel: 1 }, 0);
    limiter.noteFailure(tooFast, undefined, 0);
    limiter.keyChanged();
    limiter.health.succeeded(MINUTE_MS);
    assert.equal(underWayAtOnce(MINUTE_MS), 4);
    assert.equal(sentInAMinute(2 * MINUTE_MS), 75);
  });

  function sentInAMinute(start: number): number {
    let count = 0;
    for (let now = start; now < start + MINUTE_MS; count++) {
      now = limiter.nextAt(now, 'background');
      if (now >= start + MINUTE_MS) break;
      sendStatus(limiter, now);
    }
    return count;
  }

  function underWayAtOnce(now: number): number {
    // A second for each, so that the sliding minute is not what binds.
    const timeOf = (count: number) => now + 1000 * count;
    const permits = acquireWhile(limiter, (count) =>
      limiter.nextAt(timeOf(count), 'background') < NEVER ? timeOf(count) : undefined,
    );
    for (const permit of permits) permit.release(now);
    return permits.length;
  }
});

describe('the limiter of an origin when something may have changed', () => {
  const newLimiter = () =>
    new OriginLimiter('https://example.com', { ...SINGLE_WINDOW, requestsPerMinute: () => 1000 }, () => {});

  it('lets one go at once when the backoff is ended early', () => {
    const limiter = newLimiter();
    limiter.noteFailure(offline, undefined, 0);
    assert.equal(limiter.nextAt(100, 'background'), 5000);
    limiter.health.endBackoff();
    assert.equal(limiter.nextAt(100, 'background'), 100);
    limiter.acquire('status', 100);
    assert.equal(limiter.nextAt(100, 'background'), NEVER);
    assert.equal(limiter.health.problem(100), undefined);
  });

  it('backs off for longer when ending the backoff was of no use', () => {
    const limiter = newLimiter();
    limiter.noteFailure(offline, undefined, 0);
    limiter.health.endBackoff();
    limiter.noteFailure(offline, undefined, 100);
    assert.equal(limiter.nextAt(100, 'background'), 10_100);
  });

  it('waits all the same when the server asked for it', () => {
    const limiter = newLimiter();
    limiter.noteFailure(tooFast, 30_000, 0);
    limiter.health.endBackoff();
    assert.deepEqual(
      [limiter.nextAt(100, 'background'), limiter.health.retryAfterProblem(100)],
      [30_000, tooFast],
    );
  });

  it('is blocked all the same when the person has something to do', () => {
    const limiter = newLimiter();
    limiter.health.block(wrongKey, 0);
    limiter.health.endBackoff();
    assert.deepEqual(
      [limiter.nextAt(100, 'background'), limiter.health.problem(100)],
      [5 * MINUTE_MS, wrongKey],
    );
  });

  it('is open as it was when nothing stood in the way', () => {
    const limiter = newLimiter();
    limiter.health.succeeded(0);
    limiter.health.endBackoff();
    assert.equal(limiter.nextAt(0, 'background'), 0);
    limiter.acquire('status', 0);
    assert.notEqual(limiter.nextAt(0, 'background'), NEVER);
  });

  it('tells the first good answer from the others, and the first to another key again', () => {
    const limiter = newLimiter();
    assert.deepEqual([limiter.health.succeeded(0), limiter.health.succeeded(1)], [true, false]);
    limiter.noteFailure(offline, undefined, 2);
    assert.equal(limiter.health.succeeded(6000), false);
    limiter.keyChanged();
    assert.deepEqual([limiter.health.succeeded(7000), limiter.health.succeeded(7001)], [true, false]);
  });

  it('takes no good answer that comes while the server wants us to wait for a proof', () => {
    const limiter = newLimiter();
    limiter.noteFailure(tooFast, 30_000, 0);
    assert.equal(limiter.health.succeeded(10), false);
    assert.equal(limiter.nextAt(10, 'person'), 30_000);
  });
});
