import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AdaptiveLimit } from '../../../../src/tracking/limits/adaptiveLimit';

const MINUTE_MS = 60_000;

describe('the limit of requests', () => {
  let wanted: number;
  let limit: AdaptiveLimit;
  beforeEach(() => {
    wanted = 100;
    limit = new AdaptiveLimit(() => wanted);
  });

  it('is what the person set, and follows it', () => {
    assert.equal(limit.at(0), 100);
    wanted = 20;
    assert.equal(limit.at(0), 20);
  });

  it('is at least one a minute, whatever was set or told', () => {
    wanted = 0;
    assert.equal(limit.at(0), 1);
    wanted = 100;
    for (const told of [0, -5]) limit.learn({ limit: told }, 0);
    assert.equal(limit.at(0), 1);
  });

  it('is halved by the refusals of each minute, and never less than one', () => {
    wanted = 20;
    const after = Array.from({ length: 9 }, (_, minute) => {
      for (const seconds of [0, 5, 59]) limit.lower(minute * MINUTE_MS + 1000 * seconds);
      return limit.at(minute * MINUTE_MS);
    });
    assert.deepEqual(after, [10, 5, 3, 2, 1, 1, 1, 1, 1]);
  });

  it('is that of a model only after a refusal has shown that it counts, and then as long as the key is used', () => {
    limit.learn({ limitOfModel: 5 }, 0);
    assert.equal(limit.at(0), 100);
    limit.lower(0);
    assert.equal(limit.at(0), 2);
    assert.equal(limit.at(60 * MINUTE_MS), 5);
    limit.reset();
    assert.equal(limit.at(60 * MINUTE_MS), 100);
    limit.lower(60 * MINUTE_MS);
    assert.equal(limit.at(200 * MINUTE_MS), 100);
  });

  it('is that of the key where this is lower than that of a model, refused or not', () => {
    limit.learn({ limitOfModel: 52 }, 0);
    limit.learn({ limitOfKey: 20 }, 0);
    assert.equal(limit.at(0), 20);
    limit.lower(0);
    assert.equal(limit.at(60 * MINUTE_MS), 20);
  });

  it('is that of a model that is told after the refusal, too', () => {
    limit.lower(0);
    limit.learn({ limitOfModel: 5 }, 0);
    assert.equal(limit.at(60 * MINUTE_MS), 5);
  });

  it('comes back by a twentieth of the limit a minute, and no further than the limit', () => {
    limit.lower(0);
    assert.equal(limit.at(MINUTE_MS - 1), 50);
    assert.deepEqual(
      [1, 2, 9, 10, 11, 1000].map((minutes) => limit.at(minutes * MINUTE_MS)),
      [55, 60, 95, 100, 100, 100],
    );
  });

  it('comes back by at least one a minute', () => {
    wanted = 5;
    limit.lower(0);
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((minutes) => limit.at(minutes * MINUTE_MS)),
      [2, 3, 4, 5, 5],
    );
  });

  it('is halved from where it has come back to', () => {
    limit.lower(0);
    limit.lower(4 * MINUTE_MS);
    assert.equal(limit.at(4 * MINUTE_MS), 35);
    assert.equal(limit.at(5 * MINUTE_MS), 40);
  });

  it('is lowered by what the server tells, to the lowest that it ever told', () => {
    limit.learn({ limit: 52 }, 0);
    assert.equal(limit.at(0), 52);
    limit.learn({ limit: 300 }, 0);
    assert.equal(limit.at(0), 52);
    limit.learn({ limit: 20 }, 0);
    assert.equal(limit.at(0), 20);
  });

  it('is never raised by what the server tells beyond what the person set', () => {
    limit.learn({ limit: 2880 }, 0);
    assert.equal(limit.at(0), 100);
  });

  it('comes back no further than the server told', () => {
    limit.lower(0);
    limit.learn({ limitOfKey: 60 }, 0);
    assert.equal(limit.at(0), 50);
    assert.equal(limit.at(60 * MINUTE_MS), 60);
  });

  it('is what answers tell as long as they tell it', () => {
    limit.learn({ limit: 1 }, 0);
    limit.learn({ limit: 60 }, 5 * MINUTE_MS);
    assert.equal(limit.at(10 * MINUTE_MS), 1);
    assert.equal(limit.at(10 * MINUTE_MS + 1), 100);
    limit.learn({ limit: 60 }, 11 * MINUTE_MS);
    limit.learn({ limit: 60 }, 20 * MINUTE_MS);
    assert.equal(limit.at(30 * MINUTE_MS), 60);
  });

  it('is what the key is allowed as long as it is used, whatever answers tell', () => {
    limit.learn({ limitOfKey: 52 }, 0);
    limit.learn({ limit: 300 }, 0);
    assert.equal(limit.at(0), 52);
    limit.learn({ limit: 20 }, MINUTE_MS);
    assert.equal(limit.at(2 * MINUTE_MS), 20);
    assert.equal(limit.at(24 * 60 * MINUTE_MS), 52);
    limit.learn({ limitOfKey: 0 }, 0);
    assert.equal(limit.at(24 * 60 * MINUTE_MS), 1);
    limit.reset();
    assert.equal(limit.at(24 * 60 * MINUTE_MS), 100);
  });

  it('is what the person set again when there is another key', () => {
    limit.learn({ limit: 20 }, 0);
    limit.lower(0);
    limit.reset();
    assert.equal(limit.at(0), 100);
  });

  it('does not come back while the clock stands still or is set back', () => {
    limit.lower(10 * MINUTE_MS);
    assert.equal(limit.at(10 * MINUTE_MS), 50);
    assert.equal(limit.at(0), 50);
  });

  it('is always between one and what the person set', () => {
    const steps = fc.array(
      fc.record({
        pause: fc.integer({ min: 0, max: 10 * MINUTE_MS }),
        told: fc.option(fc.integer({ min: -10, max: 5000 })),
        ofKey: fc.option(fc.integer({ min: -10, max: 5000 })),
        refused: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), steps, (most, all) => {
        const one = new AdaptiveLimit(() => most);
        let now = 0;
        for (const { pause, told, ofKey, refused } of all) {
          now += pause;
          if (told !== null) one.learn({ limit: told }, now);
          if (ofKey !== null) one.learn({ limitOfKey: ofKey }, 0);
          if (refused) one.lower(now);
          assert.ok(one.at(now) >= 1 && one.at(now) <= most);
        }
      }),
    );
  });
});
