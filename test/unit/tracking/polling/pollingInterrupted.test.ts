import assert from 'node:assert/strict';
import { quotaOf } from '../../../../src/tracking/limits/quota';
import { readObservations } from '../../../../src/tracking/schedule/durationObservations';
import { failing } from '../pollingHarness';
import { JobServer } from './jobServer';

const HOUR_S = 3600;
/** What fifty need at fifteen a minute, and a little more. */
const ONE_ROUND = 200;
/** What goes at once after a rest. */
const BURST = quotaOf(20, 1).burst;

describe('polling when the clock is set', () => {
  for (const hours of [-5, 5]) {
    const where = hours > 0 ? 'forward' : 'back';

    it(`is never silent about one for longer than it would have been, ${where} by hours`, async () => {
      const jobs = new JobServer();
      const names = jobs.startMany(5, 10_000);
      await jobs.harness.advance(400);
      setClock(jobs, hours);
      await jobs.harness.advance(600);
      for (const name of names) {
        const pauses = pausesOf(jobs.secondsAsked(name).filter((second) => second > 300));
        assert.ok(pauses.length > 8 && Math.max(...pauses) <= 60.001, `${pauses}`);
      }
    });

    it(`sends no burst, and no more than the limit, ${where} by hours`, async () => {
      const jobs = new JobServer(20);
      jobs.startMany(50, 10_000);
      await jobs.harness.advance(400);
      setClock(jobs, hours);
      await jobs.harness.advance(600);
      const after = jobs.secondsAsked().filter((second) => second >= 400);
      // Nothing tells a clock that is set forward from a minute's rest.
      assert.ok(jobs.mostInAMinute() <= (hours > 0 ? 15 + BURST + 4 : 15), `${jobs.mostInAMinute()}`);
      assert.ok(after.filter((second) => second < 403).length <= BURST);
      assert.ok(after.length >= 140, `${after.length}`);
    });

    it(`still notices the ends, ${where} by hours, and goes on to know how long jobs take`, async () => {
      const jobs = new JobServer();
      await jobs.keepRunning(3, 1500);
      const operation = jobs.harness.store.list()[0];
      const before = jobs.forecasts.medianDuration(operation as never) ?? Number.NaN;
      const seen = jobs.lateness.length;
      setClock(jobs, hours);
      await jobs.keepRunning(3, 600);
      assert.ok(jobs.lateness.length > seen + 12);
      assert.ok(Math.max(...jobs.lateness) < 61, `${Math.max(...jobs.lateness)}`);
      const after = jobs.forecasts.medianDuration(operation as never) ?? Number.NaN;
      assert.ok(Math.abs(after / before - 1) < 0.25, `${before} ${after}`);
    });
  }

  for (const minutes of [1, 60]) {
    it(`learns nothing from what ran while it was set forward by ${minutes} min, but from what runs then`, async () => {
      const jobs = new JobServer();
      jobs.startMany(12, 100);
      await jobs.harness.advance(70);
      setClock(jobs, minutes / 60);
      await jobs.harness.advance(200);
      assert.equal(jobs.lateness.length, 12);
      assert.deepEqual(readObservations(jobs.observations.get('veo.durations')), []);
      for (let i = 0; i < 6; i++) {
        jobs.start(80);
        await jobs.harness.advance(120);
      }
      const median = jobs.forecasts.medianDuration(jobs.harness.store.list()[0] as never) ?? 0;
      assert.ok(Math.abs(median - 80) < 8, `${median}`);
    });
  }

  it('learns the true durations when it was set back: spans of time go on', async () => {
    const jobs = new JobServer();
    jobs.startMany(3, 100);
    await jobs.harness.advance(70);
    setClock(jobs, -5);
    await jobs.harness.advance(100);
    const learned = readObservations(jobs.observations.get('veo.durations'));
    assert.equal(learned.length, 3);
    for (const { from, to } of learned) assert.ok(from < 100.1 && to > 99.9 && to < 115, `${from} ${to}`);
  });
});

describe('polling after a sleep of 8 h with fifty running', () => {
  let jobs: JobServer;
  let woken: number;
  beforeEach(async () => {
    jobs = new JobServer(20);
    jobs.startMany(50, 200);
    await jobs.harness.advance(60);
    jobs.harness.clock.sleep(8 * HOUR_S * 1000);
    woken = jobs.time / 1000;
    await jobs.harness.advance(ONE_ROUND);
  });

  it('asks about all within the budget, and sees all ended', () => {
    assert.equal(jobs.running.length, 0);
    assert.ok(jobs.mostInAMinute(woken) <= 15);
    assert.equal(jobs.secondsAsked().filter((second) => second >= woken).length, 50);
  });

  it('sends a few at once and spreads the others out', () => {
    const after = jobs.secondsAsked().filter((second) => second >= woken);
    assert.equal(after.filter((second) => second < woken + 1).length, BURST);
    assert.ok(after.every((_, i) => i < BURST || (after[i] ?? 0) - (after[i - BURST] ?? 0) >= 3.9));
  });

  it('learns no more than it can know: each may have ended at any time of the sleep', () => {
    const learned = readObservations(jobs.observations.get('veo.durations'));
    assert.equal(learned.length, 50);
    for (const { from, to } of learned) assert.ok(from <= 200 && to >= 8 * HOUR_S, `${from} ${to}`);
    assert.equal(jobs.forecasts.medianDuration(jobs.harness.store.list()[0] as never), undefined);
  });

  it('has no timer left', async () => {
    await jobs.harness.advance(10);
    assert.equal(jobs.harness.clock.countTimers(), 0);
  });
});

describe('polling without network, with fifty running', () => {
  let jobs: JobServer;
  let isAway: boolean;
  beforeEach(async () => {
    jobs = new JobServer(20);
    jobs.fault = () => (isAway ? failing('offline') : undefined);
    isAway = false;
    jobs.startMany(50, 700);
    await jobs.harness.advance(200);
    isAway = true;
    await jobs.harness.advance(600);
  });

  it('tries ever more rarely, with one request at a time', () => {
    // A few were due at once when the network went away.
    const first = jobs.secondsAsked().find((second) => second >= 205) ?? Number.NaN;
    const tries = jobs.secondsAsked().filter((second) => second > first);
    assert.ok(tries.length >= 8 && tries.length <= 14, `${tries.length}`);
    assert.ok(Math.min(...pausesOf(tries)) > 9, `${tries}`);
  });

  it('catches up when it is back, within the budget, with one ahead of the others', async () => {
    isAway = false;
    await jobs.harness.advance(66 + ONE_ROUND);
    const after = jobs.secondsAsked().filter((second) => second >= 800);
    assert.equal(jobs.running.length, 0);
    assert.ok(jobs.mostInAMinute(800) <= 15);
    assert.equal(after.filter((second) => second < (after[0] ?? 0) + 1).length, BURST);
  });

  it('tries at once when the person is back, though it rests', async () => {
    isAway = false;
    jobs.harness.poller.wake();
    await jobs.harness.advance(0.1);
    assert.ok((jobs.secondsAsked().at(-1) ?? 0) >= 800);
    await jobs.harness.advance(ONE_ROUND);
    assert.equal(jobs.running.length, 0);
  });
});

/** Sets the clock of the computer by hours; the server's goes on. */
function setClock(jobs: JobServer, hours: number): void {
  const { clock } = jobs.harness;
  clock.setWallClock(clock.now() + hours * HOUR_S * 1000);
}

function pausesOf(seconds: readonly number[]): number[] {
  return seconds.slice(1).map((second, i) => second - (seconds[i] ?? 0));
}
