import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Forecast } from '../../../../src/tracking/schedule/forecast';
import {
  jittered,
  nextPollAge,
  type Pace,
  phaseFactor,
  priceOf,
} from '../../../../src/tracking/schedule/pollSchedule';
import { anyLogNormal, expectedLatenessOf, FAST, forecastOf, type LogNormal, seeded } from './logNormals';

const BALANCED = priceOf('balanced', true);
const price = fc.double({ min: 0.1, max: 10, noNaN: true });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
/** An age as a multiple of the median. */
const multiple = fc.double({ min: 0, max: 3, noNaN: true });

describe('the schedule', () => {
  it('polls when the expected lateness reaches the price, for any log-normal, or at a bound', () => {
    const deviations = fc.double({ min: -4, max: 1.5, noNaN: true });
    fc.assert(
      fc.property(anyLogNormal, deviations, price, (distribution, z, wanted) => {
        const since = distribution.median * Math.exp(z * distribution.sigma);
        const forecast = forecastOf(distribution);
        const next = nextPollAge(forecast, since, wanted);
        const waits = [
          { waiting: forecast.expectedLateness(since, next), error: 0.002 },
          // By another way of integrating, and without the table.
          { waiting: expectedLatenessOf(distribution, since, next), error: 0.05 * wanted + 0.03 },
        ];
        for (const { waiting, error } of waits) {
          if (next > since + 2) assert.ok(waiting <= wanted + error, `${waiting}`);
          if (next < since + 60) assert.ok(waiting >= wanted - error, `${waiting}`);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('does not poll before ends are likely, polls densely where they are, and ever more rarely in the tail', () => {
    const ages = agesAsked(FAST, 0.8, 1200);
    const pauses = pausesBetween(ages);
    const around = pauses.filter((_, i) => within(ages[i], 80, 200));
    assert.ok((ages[0] ?? 0) > 45 && (ages[0] ?? 0) < 60, `${ages[0]}`);
    assert.ok(around.length >= 15 && Math.max(...around) < 8.1);
    const tail = pauses.filter((_, i) => within(ages[i], 250, 1100));
    assert.ok(Math.min(...tail) >= Math.max(...around.slice(-3)));
    assert.ok((tail.at(-1) ?? 0) > 2 * Math.min(...around), `${tail.at(-1)}`);
  });

  it('polls a job far out in the tail every 60 s', () => {
    assert.deepEqual(
      pausesBetween(agesAsked({ median: 80, sigma: 0.15 }, 2.5, 900)).slice(-5),
      Array(5).fill(60),
    );
  });

  it('waits longer than 60 s while less than half would have ended, but never longer than 10 min, nor once the job is 10 min old', () => {
    const slow = forecastOf({ median: 300, sigma: 0.2 });
    const first = nextPollAge(slow, 0, BALANCED);
    assert.ok(first > 150 && first < 300, `${first}`);
    assert.ok(nextPollAge(slow, 10, BALANCED) > 150);
    assert.equal(nextPollAge(forecastOf({ median: 5000, sigma: 0.2 }), 20, BALANCED), 620);
    const half: Forecast = { chance: () => 0.5, expectedLateness: () => 0 };
    const almostHalf: Forecast = { chance: () => 0.499, expectedLateness: () => 0 };
    assert.equal(nextPollAge(half, 20, BALANCED), 80);
    assert.equal(nextPollAge(almostHalf, 20, BALANCED), 620);
    assert.equal(nextPollAge(almostHalf, 600, BALANCED), 660);
  });

  it('polls a job with an unknown start at once, and then by its age since it was tracked', () => {
    const forecast = forecastOf(FAST, 'tracked');
    for (const pace of ['eager', 'balanced', 'gentle'] as const) {
      assert.equal(nextPollAge(forecast, undefined, priceOf(pace, true)), 0, pace);
    }
    assert.ok(nextPollAge(forecast, 0, BALANCED) > 10);
  });

  it('delays the first poll of a job whose start is known', () => {
    const forecast = forecastOf(FAST);
    assert.equal(nextPollAge(forecast, undefined, BALANCED), nextPollAge(forecast, 0, BALANCED));
    assert.ok(nextPollAge(forecast, undefined, BALANCED) > 45);
  });

  it('leaves at least 2 s between two polls, however likely an end is', () => {
    const sure: Forecast = { chance: () => 0, expectedLateness: (since, age) => age - (since ?? 0) };
    assert.equal(nextPollAge(sure, 50, 0.25), 52);
    fc.assert(
      fc.property(anyLogNormal, multiple, price, random, (distribution, times, wanted, chance) => {
        const since = times * distribution.median;
        assert.ok(
          nextPollAge(
            forecastOf(distribution),
            since,
            jittered(wanted, () => chance),
          ) >=
            since + 2,
        );
      }),
    );
  });

  it('has a jitter of 10 % of the price to either side', () => {
    const even: Forecast = { chance: () => 0, expectedLateness: (since, age) => (age - (since ?? 0)) / 10 };
    const at = (chance: number) =>
      nextPollAge(
        even,
        100,
        jittered(1, () => chance),
      );
    assert.deepEqual([at(0), at(0.5), Math.round(10 * at(0.999_999)) / 10], [109, 110, 111]);
    fc.assert(
      fc.property(random, price, (chance, wanted) => {
        const strayed = nextPollAge(
          even,
          0,
          jittered(wanted, () => chance),
        );
        const straight = nextPollAge(even, 0, wanted);
        assert.ok(strayed === 2 || Math.abs(strayed / straight - 1) <= 0.101);
      }),
    );
  });

  it('is accurate to a millisecond', () => {
    const even: Forecast = { chance: () => 0, expectedLateness: (since, age) => (age - (since ?? 0)) / 3 };
    assert.equal(nextPollAge(even, 1, 1.2345), 4.704);
  });
});

describe('the phase of the schedule', () => {
  const known: Forecast = { chance: () => 0, expectedLateness: () => 0 };

  it('varies by two fifths of the price where ages are known', () => {
    const factors = [0, 0.5, 1].map((value) => phaseFactor(known, () => value));
    assert.deepEqual(factors, [0.6, 1, 1.4]);
  });

  it('is anything up to a whole interval where only the mean is known', () => {
    const clock = { ...known, clockShare: 1 };
    const random = seeded(5);
    // The interval grows with the square root of the price.
    const intervals = Array.from({ length: 2000 }, () => Math.sqrt(phaseFactor(clock, random)));
    const mean = intervals.reduce((sum, interval) => sum + interval, 0) / intervals.length;
    assert.ok(Math.abs(mean - 0.5) < 0.02 && Math.max(...intervals) <= 1, `${mean}`);
    assert.ok(intervals.filter((interval) => interval < 0.1).length > 150);
  });
});

describe('the pace', () => {
  const paces: readonly Pace[] = ['eager', 'balanced', 'gentle'];

  it('polls more rarely the gentler it is', () => {
    const [eager = 0, balanced = 0, gentle = 0] = paces.map(
      (pace) => agesAsked(FAST, priceOf(pace, true), 300).length,
    );
    assert.ok(eager > 1.4 * balanced && balanced > 1.4 * gentle && gentle > 5);
  });

  it('is one step gentler in a window without focus, and never stops', () => {
    assert.equal(priceOf('eager', false), priceOf('balanced', true));
    assert.equal(priceOf('balanced', false), priceOf('gentle', true));
    assert.ok(priceOf('gentle', false) > priceOf('gentle', true));
    const idle = agesAsked(FAST, priceOf('gentle', false), 1200);
    assert.ok(Math.max(...pausesBetween(idle)) <= 60);
    assert.ok((idle[0] ?? 0) < FAST.median);
  });
});

/** The ages at which one is asked about that is seen running each time. */
function agesAsked(distribution: LogNormal, wanted: number, until: number): number[] {
  const forecast = forecastOf(distribution);
  const ages: number[] = [];
  for (
    let age = nextPollAge(forecast, undefined, wanted);
    age < until;
    age = nextPollAge(forecast, age, wanted)
  ) {
    ages.push(age);
  }
  return ages;
}

/** After each of them the pause to the next. */
function pausesBetween(ages: readonly number[]): number[] {
  return ages.slice(1).map((age, i) => age - (ages[i] ?? 0));
}

function within(age: number | undefined, from: number, to: number): boolean {
  return age !== undefined && age >= from && age <= to;
}
