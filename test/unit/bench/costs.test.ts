import assert from 'node:assert/strict';
import { seededRandom } from '../../../scripts/bench/durationModels';
import { besideFixed, costOf } from '../../../scripts/bench/people/costs';
import type { Played } from '../../../scripts/bench/people/player';

/** Somebody who asks at tracking, and every `interval` seconds from a random time on. */
function followed(ageAtEnd: number, interval: number, random: () => number): Played {
  const first = interval * random();
  const after = Math.max(Math.ceil((ageAtEnd - first) / interval), 0);
  const lateness = first + after * interval - ageAtEnd;
  return { headStart: 0, ageAtEnd, requests: 2 + after, lateness, law: undefined };
}

describe('What jobs cost', () => {
  it('is their mean, and the lateness within which 95 of 100 were noticed', () => {
    const jobs = Array.from({ length: 100 }, (_, i) => ({
      ...{ headStart: 0, ageAtEnd: 60, law: undefined },
      requests: i % 2 ? 4 : 6,
      lateness: i,
    }));
    assert.deepEqual(costOf(jobs), { requests: 5, lateness: 49.5, lateness95: 95 });
  });

  it('is that of a fixed interval for somebody who asks at one', () => {
    const random = seededRandom(1);
    const jobs = Array.from({ length: 50_000 }, () => followed(20 + 200 * random(), 8, random));
    assert.ok(Math.abs(besideFixed(jobs) - 1) < 0.01);
  });

  it('is half that of a fixed interval for somebody who notices twice as early with as many requests', () => {
    const random = seededRandom(1);
    const jobs = Array.from({ length: 50_000 }, () => followed(20 + 200 * random(), 8, random));
    const earlier = jobs.map((job) => ({ ...job, lateness: job.lateness / 2 }));
    assert.ok(Math.abs(besideFixed(earlier) - 0.5) < 0.01);
  });
});
