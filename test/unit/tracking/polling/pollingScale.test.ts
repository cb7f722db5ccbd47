import assert from 'node:assert/strict';
import { OriginLimiters } from '../../../../src/tracking/limits/originLimiters';
import { readObservations } from '../../../../src/tracking/schedule/durationObservations';
import type { Forecast } from '../../../../src/tracking/schedule/forecast';
import { idOf } from '../../operations/arbitraries';
import { PollingHarness, running, succeeded } from '../pollingHarness';
import { JobServer } from './jobServer';

/** Due every two seconds, and every ten minutes. */
const OFTEN: Forecast = { chance: () => 0, expectedLateness: (since, age) => age - (since ?? 0) };
const RARELY: Forecast = { chance: () => 0, expectedLateness: () => 0 };

describe('polling of many operations', () => {
  it('learns each of 500 ends within the same second once, with one timer', async () => {
    const jobs = new JobServer();
    const learned: string[] = [];
    jobs.harness.forecasts = {
      sawRunning: (...args) => jobs.forecasts.sawRunning(...args),
      sawGone: (id) => jobs.forecasts.sawGone(id),
      of: (operation) => jobs.forecasts.of(operation),
      overdueAfter: () => 1800,
      learn: ({ kind, origin, from, to }) =>
        learned.push(`${kind.model} ${origin} ${from < 100.5 && to > 99.5}`),
    };
    jobs.harness.restart();
    for (let i = 0; i < 500; i++) {
      jobs.start(100 - jobs.time / 1000);
      await jobs.harness.advance(0.002);
    }
    await jobs.harness.advance(60);
    assert.equal(jobs.running.length, 500);
    await jobs.harness.advance(60);
    assert.equal(jobs.running.length, 0);
    assert.deepEqual([learned.length, new Set(learned).size], [500, 1]);
    assert.ok(learned[0]?.endsWith('true'));
    await jobs.harness.advance(5);
    assert.equal(jobs.harness.clock.countTimers(), 0);
  });

  it('has one timer while 500 are due together', async () => {
    const harness = new PollingHarness();
    harness.requestsPerMinute = 20;
    await harness.track(...Array.from({ length: 500 }, (_, i) => `a${i}`));
    await harness.advance(5);
    assert.equal(harness.clock.countTimers(), 1);
  });

  it('keeps what it learned from 500 ends small', async () => {
    const jobs = new JobServer();
    jobs.startMany(500, 100);
    await jobs.harness.advance(200);
    const stored = jobs.observations.get('veo.durations');
    assert.ok(JSON.stringify(stored).length < 8192);
    assert.equal(readObservations(stored).length, 60);
  });

  it('reads nothing of 5,000 that are not due for one that is', async () => {
    const looks = { forecasts: 0, limiters: 0 };
    const harness = new PollingHarness();
    const hot = idOf('a0').name;
    harness.forecasts = {
      ...harness.forecasts,
      of: ({ name }) => {
        looks.forecasts++;
        return name === hot ? OFTEN : RARELY;
      },
    };
    harness.behaviour = running;
    harness.restart();
    const limiterOf = OriginLimiters.prototype.of;
    harness.limiters.of = function (id) {
      looks.limiters++;
      return limiterOf.call(this, id);
    };
    for (let i = 0; i < 5000; i++) harness.store.track(idOf(`a${i}`));
    await harness.advance(9);
    [looks.forecasts, looks.limiters] = [0, 0];
    const before = harness.asked.length;
    await harness.advance(100);
    const asked = harness.asked.slice(before);
    assert.ok(asked.length >= 45 && asked.every(({ name }) => name === hot), `${asked.length}`);
    assert.ok(looks.forecasts <= 3 * asked.length, `${looks.forecasts}`);
    assert.ok(looks.limiters <= 12 * asked.length, `${looks.limiters}`);
  });

  it('weighs each of 1,000 that wait for their turn at most once for each request', async () => {
    let looks = 0;
    const harness = new PollingHarness();
    harness.requestsPerMinute = 60;
    const { of } = harness.forecasts;
    harness.forecasts = {
      ...harness.forecasts,
      of: (operation) => {
        looks++;
        return of(operation);
      },
    };
    harness.restart();
    await harness.track(...Array.from({ length: 1000 }, (_, i) => `a${i}`));
    await harness.advance(30);
    const before = harness.asked.length;
    looks = 0;
    await harness.advance(600);
    const asked = harness.asked.length - before;
    assert.ok(asked >= 440 && looks <= 1001 * asked, `${looks} for ${asked}`);
  });

  it('has no timer when all have ended, and none when checking is off', async () => {
    const harness = new PollingHarness();
    harness.behaviour = succeeded;
    await harness.track(...Array.from({ length: 200 }, (_, i) => `a${i}`));
    await harness.advance(10);
    assert.equal(harness.clock.countTimers(), 0);
    harness.settings = { ...harness.settings, checking: false };
    harness.behaviour = running;
    await harness.track('b1');
    await harness.advance(10);
    assert.equal(harness.clock.countTimers(), 0);
  });
});
