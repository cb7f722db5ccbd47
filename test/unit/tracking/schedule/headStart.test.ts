import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DurationDistribution } from '../../../../src/tracking/schedule/durationDistribution';
import { forecastFromStart, forecastFromTracking } from '../../../../src/tracking/schedule/forecast';
import { afterHeadStart, expectedLatenessBeforePoll } from '../../../../src/tracking/schedule/headStart';
import { anyLogNormal, certain, durationsOf, FAST, forecastOf } from './logNormals';

const age = fc.double({ min: 0, max: 1000, noNaN: true });
/** All jobs take a hundred seconds. */
const hundred = (seconds: number) => (seconds >= 100 ? 1 : 0);

describe('a head start', () => {
  it('makes no difference where an end is equally likely at any age', () => {
    const memoryless = (seconds: number) => 1 - Math.exp(-seconds / 90);
    const tracked = afterHeadStart(memoryless);
    fc.assert(
      fc.property(age, (seconds) => {
        assert.ok(Math.abs(tracked(seconds) - memoryless(seconds)) < 1e-9);
      }),
    );
  });

  it('makes an early end likelier where jobs take about equally long', () => {
    const tracked = afterHeadStart(hundred);
    const early = tracked(60);
    assert.ok(early > 0.1 && early < 0.7, `${early}`);
    assert.ok(Math.abs(tracked(100) - 1) < 1e-12);
  });

  it('gives a distribution function, too', () => {
    fc.assert(
      fc.property(anyLogNormal, age, age, (distribution, early, more) => {
        const durations = durationsOf(distribution);
        const tracked = afterHeadStart((seconds) => durations.chance(seconds));
        assert.equal(tracked(0), 0);
        assert.ok(tracked(early) <= tracked(early + more) + 1e-12);
        assert.ok(tracked(1e6) <= 1 + 1e-9 && tracked(1e6) > 0.99);
      }),
    );
  });

  it('gives no chance where no job could still run', () => {
    assert.equal(afterHeadStart(() => 1)(50), 0);
  });

  it('makes the expected lateness larger than for a job just started: it may have ended long ago', () => {
    const durations = durationsOf(FAST);
    fc.assert(
      fc.property(age, (seconds) => {
        assert.ok(expectedLatenessBeforePoll(durations, seconds) > durations.area(seconds));
      }),
    );
    assert.ok(expectedLatenessBeforePoll(durations, 0) > 10);
  });

  it('makes the expected lateness grow by a second a second once all must have ended', () => {
    const durations = new DurationDistribution((seconds) => (seconds > 0 ? 1 : 0));
    const unseen = (seconds: number) => expectedLatenessBeforePoll(durations, seconds);
    assert.ok(Math.abs(unseen(110) - unseen(10) - 100) < 1e-6);
  });
});

describe('a forecast', () => {
  it('counts from the start where it is known, and with a head start where not', () => {
    const [started, tracked] = [forecastOf(FAST), forecastOf(FAST, 'tracked')];
    assert.ok(Math.abs(started.chance(80) - 0.5) < 0.002);
    assert.ok(tracked.chance(50) > started.chance(50) + 0.05);
  });

  it('gives the expected lateness since the job last ran, or since its start', () => {
    const durations = durationsOf(FAST);
    const estimate = certain(durations);
    const forecast = forecastFromStart(estimate, 0);
    assert.equal(forecast.expectedLateness(60, 90), durations.expectedLateness(60, 90));
    assert.equal(forecast.expectedLateness(undefined, 90), durations.area(90));
    const tracked = forecastFromTracking(estimate, durations);
    assert.equal(tracked.expectedLateness(undefined, 90), expectedLatenessBeforePoll(durations, 90));
    assert.equal(tracked.expectedLateness(60, 90), durations.expectedLateness(60, 90));
  });

  it('says how much is known, which sets the phase of the polls', () => {
    const [learned, clock] = [durationsOf(FAST), durationsOf({ median: 80, sigma: 1 })];
    const estimate = { ages: learned, learned, clock, clockShare: 0.9 };
    const forecasts = [forecastFromStart(estimate, 0), forecastFromTracking(estimate, learned)];
    assert.deepEqual(
      forecasts.map(({ clockShare }) => clockShare),
      [0.9, 0.9],
    );
  });

  it('begins the clock when a job was first seen, with its whole share', () => {
    const learned = durationsOf(FAST);
    const clock = new DurationDistribution((age) => -Math.expm1(-age / 10));
    const estimate = { ages: learned, learned, clock, clockShare: 0.9 };
    const forecast = forecastFromStart(estimate, 300);
    // 300 s after the start, a clock of 10 s that began then would be as good as certain to have ended the job.
    const expected = 0.9 * clock.expectedLateness(0, 8) + 0.1 * learned.expectedLateness(300, 308);
    assert.ok(Math.abs(forecast.expectedLateness(300, 308) - expected) < 1e-9);
    const after = forecast.expectedLateness(400, 408);
    assert.ok(Math.abs(after - learned.expectedLateness(400, 408)) < 0.05, `${after}`);
  });
});
