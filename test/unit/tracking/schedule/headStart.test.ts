import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DurationDistribution } from '../../../../src/tracking/schedule/durationDistribution';
import { forecastFrom } from '../../../../src/tracking/schedule/forecast';
import { chanceBetween, expectedLatenessBeforePoll } from '../../../../src/tracking/schedule/headStart';
import { anyLogNormal, durationsOf, FAST, forecastOf } from './logNormals';

const age = fc.double({ min: 0, max: 1000, noNaN: true });
/** All jobs take a hundred seconds. */
const hundred = (seconds: number) => (seconds >= 100 ? 1 : 0);

describe('the age of an operation whose start is known', () => {
  it('is the age of the job', () => {
    assert.equal(chanceBetween({ origin: 'started', from: 90, to: 110 }, hundred), 1);
    assert.equal(chanceBetween({ origin: 'started', from: 10, to: 99 }, hundred), 0);
    const durations = durationsOf(FAST);
    assert.equal(expectedLatenessBeforePoll('started', durations, 90), durations.area(90));
  });
});

describe('the age of an operation whose start is unknown', () => {
  it('makes no difference where an end is equally likely at any age', () => {
    const memoryless = (seconds: number) => 1 - Math.exp(-seconds / 90);
    fc.assert(
      fc.property(age, age, (from, more) => {
        const [tracked, started] = (['tracked', 'started'] as const).map((origin) =>
          chanceBetween({ origin, from, to: from + more }, memoryless),
        ) as [number, number];
        assert.ok(Math.abs(tracked - started) < 1e-9);
      }),
    );
  });

  it('makes an early end likelier where jobs take about equally long: it may have a head start', () => {
    const early = chanceBetween({ origin: 'tracked', from: 0, to: 60 }, hundred);
    assert.ok(early > 0.1 && early < 0.7, `${early}`);
    assert.equal(chanceBetween({ origin: 'started', from: 0, to: 60 }, hundred), 0);
    assert.ok(Math.abs(chanceBetween({ origin: 'tracked', from: 0, to: 100 }, hundred) - 1) < 1e-12);
  });

  it('gives a distribution function, too', () => {
    fc.assert(
      fc.property(anyLogNormal, age, age, (distribution, early, more) => {
        const durations = durationsOf(distribution);
        const between = (from: number, to: number) =>
          chanceBetween({ origin: 'tracked', from, to }, (seconds) => durations.chance(seconds));
        const [first, second] = [between(0, early), between(early, early + more)];
        assert.ok(first >= 0 && second >= 0);
        assert.ok(Math.abs(first + second - between(0, early + more)) < 1e-9);
        assert.ok(between(0, 1e6) <= 1 + 1e-9 && between(0, 1e6) > 0.99);
      }),
    );
  });

  it('gives no chance where no job could still run', () => {
    assert.equal(
      chanceBetween({ origin: 'tracked', from: 0, to: 50 }, () => 1),
      0,
    );
  });

  it('makes the expected lateness larger than for a job just started: it may have ended long ago', () => {
    const durations = durationsOf(FAST);
    fc.assert(
      fc.property(age, (seconds) => {
        assert.ok(expectedLatenessBeforePoll('tracked', durations, seconds) > durations.area(seconds));
      }),
    );
    assert.ok(expectedLatenessBeforePoll('tracked', durations, 0) > 10);
  });

  it('makes the expected lateness grow by a second a second once all must have ended', () => {
    const durations = new DurationDistribution((seconds) => (seconds > 0 ? 1 : 0));
    const unseen = (seconds: number) => expectedLatenessBeforePoll('tracked', durations, seconds);
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
    const forecast = forecastFrom('started', durations);
    assert.equal(forecast.expectedLateness(60, 90), durations.expectedLateness(60, 90));
    assert.equal(forecast.expectedLateness(undefined, 90), durations.area(90));
    const tracked = forecastFrom('tracked', durations);
    assert.equal(
      tracked.expectedLateness(undefined, 90),
      expectedLatenessBeforePoll('tracked', durations, 90),
    );
    assert.ok(tracked.expectedLateness(0, 20) > 10 * forecast.expectedLateness(0, 20));
  });
});
