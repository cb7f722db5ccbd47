import assert from 'node:assert/strict';
import type { Forecast } from '../../../../src/tracking/schedule/forecast';
import { idOf } from '../../operations/arbitraries';
import { failing, PollingHarness } from '../pollingHarness';
import { JobServer } from './jobServer';

const MINUTE_MS = 60_000;
const HOUR_S = 3600;

/** Whether a server with a limit of so many a minute would have refused any of these; times in ms. */
const servers: Readonly<Record<string, (times: readonly number[], limit: number) => boolean>> = {
  'fixed minutes': (times, limit) => {
    const counts = new Map<number, number>();
    for (const at of times)
      counts.set(Math.floor(at / MINUTE_MS), (counts.get(Math.floor(at / MINUTE_MS)) ?? 0) + 1);
    return Math.max(...counts.values()) > limit;
  },
  'the last minute': (times, limit) =>
    times.some((at) => times.filter((other) => other > at - MINUTE_MS && other <= at).length > limit),
};

describe('polling when the limit binds', () => {
  describe('with 12 jobs at 20 a minute for an hour', () => {
    const jobs = new JobServer(20);
    before(() => jobs.keepRunning(12, HOUR_S));

    for (const [what, refuses] of Object.entries(servers)) {
      it(`never is refused by a server that counts ${what}`, () => {
        const times = jobs.asked.map(({ at }) => at);
        assert.equal(refuses(times, 20), false);
        assert.equal(refuses(times, 14), true);
      });
    }

    it('leaves a quarter to the scripts of the person', () => assert.equal(jobs.mostInAMinute(), 15));

    it('notices ends sooner than who asks about one after the other', () => {
      const inTurn = ((60 / 15) * 12) / 2;
      assert.ok(jobs.lateness.length > 400);
      assert.ok(mean(jobs.lateness) < 0.8 * inTurn, `${mean(jobs.lateness)}`);
    });
  });

  it('starves none of fifty at 20 a minute, and sees every end', async () => {
    const jobs = new JobServer(20);
    await jobs.keepRunning(50, HOUR_S / 4);
    assert.ok(jobs.lateness.length > 130, `${jobs.lateness.length}`);
    assert.ok(
      mean(jobs.lateness) < 130 && Math.max(...jobs.lateness) < 250,
      `${mean(jobs.lateness)} ${Math.max(...jobs.lateness)}`,
    );
  });

  it('starves none of fifty that never end: each is polled within two rounds', async () => {
    const jobs = new JobServer(20).withoutOverdue();
    const names = jobs.startMany(50, 100_000);
    await jobs.harness.advance(HOUR_S);
    for (const name of names) {
      const pauses = pausesOf(jobs.secondsAsked(name));
      assert.ok(Math.max(...pauses) < 2 * ((60 * 50) / 15), `${Math.max(...pauses)}`);
    }
  });

  it('sends most requests about the most urgent, and some about all others', async () => {
    const harness = new PollingHarness();
    harness.requestsPerMinute = 20;
    const growing = (rate: number): Forecast => ({
      chance: () => 0,
      expectedLateness: (since, age) => (age - (since ?? 0)) * rate,
    });
    const [hot, cold] = [growing(1), growing(0.1)];
    harness.forecasts = { ...harness.forecasts, of: ({ name }) => (name === idOf('a0').name ? hot : cold) };
    harness.restart();
    const names = Array.from({ length: 30 }, (_, i) => `a${i}`);
    await harness.track(...names);
    await harness.advance(HOUR_S);
    const [first = 0, ...others] = names.map((id) => harness.secondsAsked(idOf(id)).length);
    assert.ok(first > 4 * Math.max(...others), `${first} ${others}`);
    assert.ok(Math.min(...others) >= 0.8 * Math.max(...others), `${others}`);
  });

  it('lets the Refresh of twelve go ahead of the background, as far as the minute has room', async () => {
    const jobs = new JobServer(20);
    jobs.startMany(50, 100_000);
    await jobs.harness.advance(600.5);
    const before = jobs.asked.length;
    const room = 20 - jobs.asked.filter(({ at }) => at > jobs.time - MINUTE_MS).length;
    const wanted = Array.from({ length: 12 }, (_, i) => idOf(`job${i}`));
    const checking = Promise.all(wanted.map((id) => jobs.harness.poller.check(id)));
    await jobs.harness.advance(0.1);
    assert.ok(room >= 5);
    assert.equal(jobs.asked.length - before, Math.min(room, 12));
    await jobs.harness.advance(60);
    await checking;
    const next = new Set(jobs.asked.slice(before, before + 13).map(({ name }) => name));
    // One of the background, at most: it does not wait for ever.
    assert.ok(wanted.every(({ name }) => next.has(name)));
    assert.ok(jobs.mostInAMinute() <= 20);
  });

  it('leaves room beside a script that checks one operation again and again', async () => {
    const jobs = new JobServer(20);
    jobs.start(800);
    jobs.startMany(9, 100);
    for (let i = 0; i < 240; i++) {
      void jobs.harness.poller.check(idOf('job0'));
      await jobs.harness.advance(2.9);
    }
    assert.equal(jobs.harness.store.running.length, 1);
    assert.ok(jobs.mostInAMinute() <= 20);
  });

  it('lets the Refresh of twelve go at once where nothing else was sent', async () => {
    const jobs = new JobServer(20);
    jobs.startMany(12, 100_000);
    const checking = Promise.all(
      Array.from({ length: 12 }, (_, i) => jobs.harness.poller.check(idOf(`job${i}`))),
    );
    await jobs.harness.advance(0.1);
    await checking;
    assert.deepEqual(new Set(jobs.secondsAsked().map(Math.floor)), new Set([0]));
    assert.equal(jobs.asked.length, 12);
  });

  it('sends nothing twice when one is due that a person checks', async () => {
    const jobs = new JobServer(20);
    const name = jobs.start(100_000, false);
    const checking = jobs.harness.poller.check(idOf('job0'));
    await jobs.harness.advance(1);
    await checking;
    assert.equal(jobs.secondsAsked(name).length, 1);
  });

  it('is not used up while there is no key', async () => {
    const jobs = new JobServer(2);
    jobs.fault = () => failing('unauthorized');
    jobs.startMany(12, 100);
    await jobs.harness.advance(HOUR_S);
    // The refused one, and the tests after 5 and 20 min.
    assert.equal(jobs.asked.length, 3);
  });
});

function pausesOf(seconds: readonly number[]): number[] {
  return seconds.slice(1).map((second, i) => second - (seconds[i] ?? 0));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
