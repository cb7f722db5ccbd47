import assert from 'node:assert/strict';
import { Lanes, type LearnedLimit } from '../../../../src/tracking/limits/lanes';
import { GOOGLE, GOOGLE_ORIGIN } from '../world';
import { ALONE } from './alone';

describe('a learned limit', () => {
  let lanes: Lanes;
  let learned: LearnedLimit[];
  beforeEach(() => {
    lanes = new Lanes({ endpoint: () => GOOGLE, requestsPerMinute: () => 100, ...ALONE, random: () => 0 });
    learned = [];
    lanes.onDidLearn((limit) => learned.push(limit));
  });

  it('is told with its origin when it changes how often that is asked', () => {
    lane().learn({ limitOfKey: 20 }, 0);
    lane().learn({ limit: 10 }, 0);
    assert.deepEqual(learned, [
      { origin: GOOGLE_ORIGIN, requestsPerMinute: 20 },
      { origin: GOOGLE_ORIGIN, requestsPerMinute: 10 },
    ]);
  });

  it('is not told where it changes nothing: told again, higher than what was set, or of a model', () => {
    lane().learn({ limitOfKey: 20 }, 0);
    for (const told of [
      { limitOfKey: 20 },
      { limit: 300 },
      { limitOfModel: 5 },
      { remaining: 3 },
      { parallel: 2 },
    ])
      lane().learn(told, 0);
    assert.equal(learned.length, 1);
  });

  it('is told when that of a model comes after a refusal', () => {
    lane().slowDown({ kind: 'rateLimited', message: '' }, undefined, 0);
    lane().learn({ limitOfModel: 5 }, 1000);
    assert.deepEqual(learned, [{ origin: GOOGLE_ORIGIN, requestsPerMinute: 5 }]);
  });

  it('is told to nobody after the end', () => {
    lanes.dispose();
    lane().learn({ limitOfKey: 20 }, 0);
    assert.deepEqual(learned, []);
  });

  function lane() {
    return lanes.at(GOOGLE_ORIGIN);
  }
});
