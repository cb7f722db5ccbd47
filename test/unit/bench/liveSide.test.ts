import assert from 'node:assert/strict';
import { simulated } from '../../../scripts/bench/live/liveSide';
import type { WatchedJob } from '../../../scripts/bench/live/watchedJob';

const BEGIN = Date.UTC(2026, 10, 29);
const habit = { name: 'untold, live', isStartTold: false, isPrompt: true, headStart: () => 99 };

/** Tracked `headStart` seconds after a start that came `startedAt` seconds after the beginning. */
function watched(startedAt: number, headStart: number, duration: number): WatchedJob {
  const start = BEGIN + 1000 * startedAt;
  const job = { startedAt: 0, model: 'veo-3.1-fast-generate-001', duration, law: undefined };
  return { job, startedAt: start, requests: [start + 1000 * headStart, start + 1000 * (duration + 3)] };
}

describe('The live run, simulated', () => {
  const rounds = [[watched(0, 2, 60), watched(0, 3, 40)], [watched(200, 2.5, 90)]];

  it('tracks the same jobs at the same ages, round by round', () => {
    const ages = simulated(rounds, habit, 1).map((jobs) =>
      jobs.map(({ headStart, ageAtEnd }) => [headStart, ageAtEnd]),
    );
    assert.deepEqual(ages, [
      [
        [2, 58],
        [3, 37],
      ],
      [[2.5, 87.5]],
    ]);
  });

  it('polls by other dice for another seed', () => {
    const latenesses = [1, 1, 2].map((seed) =>
      simulated(rounds, habit, seed)
        .flat()
        .map((job) => job.lateness),
    );
    assert.deepEqual(latenesses[0], latenesses[1]);
    assert.notDeepEqual(latenesses[0], latenesses[2]);
  });
});
