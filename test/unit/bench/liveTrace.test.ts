import assert from 'node:assert/strict';
import { liveJobs, PAUSE_S } from '../../../scripts/bench/live/liveTrace';
import { AT_ONCE } from '../../../scripts/bench/people/traces';

const plan = { seeds: [7, 11], rounds: 2, haste: 1 };

describe('The trace of the live run', () => {
  it('has the jobs of the simulated trace of the same seed, 24 to a round', () => {
    const [first] = liveJobs(plan);
    const drawn: number[] = [];
    for (const { duration = 0 } of AT_ONCE.jobs(7)) {
      if (drawn.push(Math.round(1000 * duration) / 1000) === 48) break;
    }
    assert.deepEqual(
      first?.rounds.map((jobs) => jobs.length),
      [24, 24],
    );
    assert.deepEqual(
      first?.rounds.flat().map(({ duration }) => duration),
      drawn,
    );
  });

  it('begins a round for all seeds together, once the longest job of any of them has ended', () => {
    const all = liveJobs(plan);
    const longest = Math.max(...all.flatMap(({ rounds }) => rounds[0] ?? []).map(({ duration }) => duration));
    for (const { rounds } of all) {
      assert.deepEqual(new Set(rounds[0]?.map(({ startedAt }) => startedAt)), new Set([0]));
      assert.deepEqual(new Set(rounds[1]?.map(({ startedAt }) => startedAt)), new Set([longest + PAUSE_S]));
    }
  });

  it('divides durations by the haste of a trial', () => {
    const [usual] = liveJobs(plan);
    const [hasty] = liveJobs({ ...plan, haste: 10 });
    const sum = (jobs: typeof usual) =>
      (jobs?.rounds.flat() ?? []).reduce((total, { duration }) => total + duration, 0);
    assert.ok(Math.abs(sum(usual) - 10 * sum(hasty)) < 0.5);
  });
});
