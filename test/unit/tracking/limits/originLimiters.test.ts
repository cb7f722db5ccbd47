import assert from 'node:assert/strict';
import type { LearnedLimit } from '../../../../src/tracking/limits/originLimiter';
import { OriginLimiters } from '../../../../src/tracking/limits/originLimiters';
import { EndpointMap } from '../../endpointMap';
import { GOOGLE, GOOGLE_ORIGIN } from '../pollingHarness';
import { SINGLE_WINDOW } from './singleWindow';

describe('a limit that a server told', () => {
  let limiters: OriginLimiters;
  let learned: LearnedLimit[];
  beforeEach(() => {
    limiters = new OriginLimiters({
      endpoints: new EndpointMap(GOOGLE),
      requestsPerMinute: () => 100,
      ...SINGLE_WINDOW,
    });
    learned = [];
    limiters.onDidLearn((limit) => learned.push(limit));
  });

  it('is told with its origin when it changes how often that is asked', () => {
    limiter().learn({ limitOfKey: 20 }, 0);
    limiter().learn({ limit: 10 }, 0);
    assert.deepEqual(learned, [
      { origin: GOOGLE_ORIGIN, requestsPerMinute: 20 },
      { origin: GOOGLE_ORIGIN, requestsPerMinute: 10 },
    ]);
  });

  it('is not told where it changes nothing: told again, higher than what was set, or of a model', () => {
    limiter().learn({ limitOfKey: 20 }, 0);
    for (const told of [
      { limitOfKey: 20 },
      { limit: 300 },
      { limitOfModel: 5 },
      { remaining: 3 },
      { parallel: 2 },
    ])
      limiter().learn(told, 0);
    assert.equal(learned.length, 1);
  });

  it('is told when that of a model comes after a refusal', () => {
    limiter().noteFailure({ kind: 'rateLimited', message: '' }, undefined, 0);
    limiter().learn({ limitOfModel: 5 }, 1000);
    assert.deepEqual(learned, [{ origin: GOOGLE_ORIGIN, requestsPerMinute: 5 }]);
  });

  it('is told to nobody after the end', () => {
    limiters.dispose();
    limiter().learn({ limitOfKey: 20 }, 0);
    assert.deepEqual(learned, []);
  });

  function limiter() {
    return limiters.at(GOOGLE_ORIGIN);
  }
});
