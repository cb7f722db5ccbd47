import assert from 'node:assert/strict';
import { JobServer } from './jobServer';

describe('polling of jobs whose durations are learned', () => {
  it('notices ends within seconds, with few requests each', async () => {
    const jobs = new JobServer();
    await jobs.keepRunning(3, 3600);
    const perJob = jobs.asked.length / jobs.lateness.length;
    assert.ok(jobs.lateness.length > 100);
    assert.ok(mean(jobs.lateness) < 6 && Math.max(...jobs.lateness) < 30, `${mean(jobs.lateness)}`);
    assert.ok(perJob < 8, `${perJob}`);
  });

  it('notices the ends of jobs that take alike long the sooner, with two requests each', async () => {
    const jobs = new JobServer();
    for (let i = 0; i < 30; i++) {
      jobs.start(40);
      await jobs.harness.advance(80);
    }
    const [first = 0] = jobs.lateness;
    assert.ok(first > 8 && mean(jobs.lateness.slice(5)) < 4, `${jobs.lateness}`);
    assert.ok(jobs.asked.length <= 66, `${jobs.asked.length}`);
  });

  it('asks not at all before an end is likely where the start was told, and at once where not', async () => {
    const jobs = new JobServer();
    const [told, untold] = [jobs.start(100), jobs.start(100, false)];
    await jobs.harness.advance(30);
    assert.deepEqual(jobs.secondsAsked(told), []);
    assert.equal(jobs.secondsAsked(untold)[0], jobs.secondsAsked()[0]);
    assert.ok((jobs.secondsAsked(untold)[0] ?? 1) < 0.01);
  });

  it('goes on with what was learned, and with the age of each, after a restart', async () => {
    const jobs = new JobServer();
    await jobs.keepRunning(2, 1200);
    const median = jobs.forecasts.medianDuration(jobs.harness.store.list()[0] as never);
    await jobs.harness.advance(300);
    const name = jobs.start(100);
    await jobs.harness.advance(20);
    await jobs.harness.store.flush();
    jobs.harness.restart();
    const restarted = jobs.time / 1000;
    await jobs.harness.advance(20);
    // At once, for nobody knows what has happened meanwhile, and then not before an end is likely.
    assert.deepEqual(jobs.secondsAsked(name), [restarted]);
    await jobs.harness.advance(100);
    const [, next = 0, ...others] = jobs.secondsAsked(name).map((second) => second - restarted + 20);
    assert.ok(next > 45 && next < 75 && others.length > 2, `${next}`);
    assert.ok(median !== undefined && median > 60 && median < 200, `${median}`);
  });

  for (const nonsense of ['veo', null, { version: 1, kinds: [1], ends: [[0, 5, 4], 'x'] }]) {
    it(`polls as if nothing was known when what was learned is ${JSON.stringify(nonsense)}`, async () => {
      const jobs = new JobServer();
      await jobs.observations.update('veo.durations', nonsense);
      jobs.startMany(5);
      await jobs.harness.advance(900);
      assert.deepEqual([jobs.lateness.length, jobs.running.length, jobs.harness.failures], [5, 0, []]);
      assert.ok(Math.max(...jobs.lateness) < 40);
    });
  }

  it('goes on though nothing can be written', async () => {
    const jobs = new JobServer();
    jobs.observations.refusal = new Error('The disk is full');
    jobs.startMany(5);
    await jobs.harness.advance(900);
    assert.deepEqual([jobs.lateness.length, jobs.harness.failures], [5, []]);
  });

  it('goes down a step without focus, not to nothing, and catches up when it is back', async () => {
    const jobs = new JobServer(200);
    jobs.startMany(20, 10_000);
    await jobs.harness.advance(300);
    const count = (from: number, to: number) => jobs.secondsAsked().filter((s) => s >= from && s < to).length;
    setFocus(jobs, false);
    await jobs.harness.advance(600);
    setFocus(jobs, true);
    await jobs.harness.advance(600);
    const [away, back] = [count(300, 900), count(900, 1500)];
    assert.ok(away > 100 && back > 1.1 * away, `${away} ${back}`);
    assert.ok(jobs.mostInAMinute() <= 150);
    // What is due by the quicker pace comes one by one, not all at once.
    assert.ok(count(900, 901) <= 14, `${count(900, 901)}`);
  });
});

function setFocus(jobs: JobServer, focused: boolean): void {
  jobs.harness.settings = { ...jobs.harness.settings, focused };
  jobs.harness.poller.paceChanged();
  if (focused) jobs.harness.poller.wake();
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
