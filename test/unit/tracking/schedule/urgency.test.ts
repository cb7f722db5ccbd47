import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Forecast } from '../../../../src/tracking/schedule/forecast';
import { nextPollAge, urgency } from '../../../../src/tracking/schedule/pollSchedule';
import { anyLogNormal, FAST, forecastOf } from './logNormals';

const price = fc.double({ min: 0.1, max: 10, noNaN: true });
const since = fc.option(fc.double({ min: 0, max: 1000, noNaN: true }), { nil: undefined });
const span = fc.double({ min: 0, max: 500, noNaN: true });
const origin = fc.constantFrom('started', 'tracked');

describe('the urgency', () => {
  it('is the expected lateness where that is more than time alone gives', () => {
    const forecast = forecastOf(FAST);
    assert.equal(urgency(forecast, { since: 70, now: 90, price: 0.8 }), forecast.expectedLateness(70, 90));
    assert.ok(
      urgency(forecast, { since: 70, now: 90, price: 0.8 }) >
        urgency(forecast, { since: 10, now: 30, price: 0.8 }),
    );
  });

  it('grows by at most a second a second, and never shrinks', () => {
    fc.assert(
      fc.property(
        anyLogNormal,
        origin,
        since,
        span,
        span,
        price,
        (distribution, from, ran, early, more, wanted) => {
          const forecast = forecastOf(distribution, from);
          const at = (ran ?? 0) + early;
          const growth =
            urgency(forecast, { since: ran, now: at + more, price: wanted }) -
            urgency(forecast, { since: ran, now: at, price: wanted });
          assert.ok(growth >= -1e-9 && growth <= more + 1e-9, `${growth} in ${more}`);
        },
      ),
    );
  });

  it('reaches the price when the operation is due, at the latest after a minute', () => {
    fc.assert(
      fc.property(
        anyLogNormal,
        fc.double({ min: 0, max: 1000, noNaN: true }),
        price,
        (distribution, ran, wanted) => {
          const forecast = forecastOf(distribution);
          const due = nextPollAge(forecast, ran, wanted);
          // It is due to the millisecond, in which it grows by a millisecond at most.
          for (const at of [due, ran + 60])
            if (at >= due)
              assert.ok(urgency(forecast, { since: ran, now: at, price: wanted }) >= wanted - 0.001);
          assert.ok(urgency(forecast, { since: ran, now: ran + 60, price: wanted }) >= wanted - 1e-9);
        },
      ),
    );
  });

  it('of a job far out in the tail reaches that of others, however many there are', () => {
    const old = forecastOf(FAST);
    assert.ok(urgency(old, { since: 10_000, now: 10_060, price: 0.6 }) <= 0.6 + 1e-9);
    assert.ok(
      urgency(old, { since: 10_000, now: 11_200, price: 0.6 }) >
        urgency(forecastOf(FAST), { since: 60, now: 150, price: 0.6 }),
    );
  });

  it('of a job that should have ended long ago goes on growing, so that it does not starve', () => {
    const hopeless: Forecast = { chance: () => 1, expectedLateness: () => 0 };
    assert.ok(Math.abs(urgency(hopeless, { since: 100, now: 400, price: 0.8 }) - 4) < 1e-9);
    assert.equal(urgency(hopeless, { since: undefined, now: 60, price: 0.8 }), 0.8);
  });

  it('is zero at an age before the job last ran, which a clock that was set may give', () => {
    assert.equal(urgency(forecastOf(FAST), { since: 100, now: 50, price: 0.8 }), 0);
  });

  it('grows no faster than time even at a price above a minute', () => {
    const hopeless: Forecast = { chance: () => 1, expectedLateness: () => 0 };
    assert.equal(urgency(hopeless, { since: 0, now: 30, price: 600 }), 30);
  });
});
