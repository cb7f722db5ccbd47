import assert from 'node:assert/strict';
import type { AgeOrigin } from '../../../../src/tracking/schedule/ageOrigin';
import type { Observation } from '../../../../src/tracking/schedule/durationObservations';
import type { JobKind } from '../../../../src/tracking/schedule/jobKind';
import { medianDuration } from '../../../../src/tracking/schedule/medianDuration';

/** Its prior is 80 s. */
const KIND: JobKind = { endpoint: 'google', contract: 'gemini', model: 'veo-3.1-fast-generate-001' };
const DAY_S = 24 * 60 * 60;

describe('the median duration', () => {
  it('is about what most jobs took, whatever the prior says', () => {
    for (const seconds of [25, 80, 240]) {
      const median = medianDuration(KIND, 'started', ends(40, seconds)) ?? 0;
      assert.ok(Math.abs(median / seconds - 1) < 0.12, `${median}`);
    }
  });

  it('is unknown before five ends of exactly that kind were observed', () => {
    const others = ends(40, 80, 'started', { ...KIND, seconds: 4 });
    assert.equal(medianDuration(KIND, 'started', [...others, ...ends(4, 80)]), undefined);
    assert.notEqual(medianDuration(KIND, 'started', [...others, ...ends(5, 80)]), undefined);
  });

  it('is unknown from ends that were noticed the next day, or by the first poll', () => {
    for (const to of [DAY_S, 60, 20]) {
      assert.equal(
        medianDuration(KIND, 'started', [...ends(4, 80), ...Array(40).fill(seen(0, to))]),
        undefined,
        `${to}`,
      );
    }
  });

  it('is known from polls that were half such a job apart', () => {
    const median = medianDuration(KIND, 'started', [...ends(4, 80), seen(60, 100)]) ?? 0;
    assert.ok(Math.abs(median / 80 - 1) < 0.12, `${median}`);
  });

  it('counts from the same origin as the age beside it', () => {
    const both = [...ends(5, 80), ...ends(5, 30, 'tracked')];
    assert.equal(medianDuration(KIND, 'started', both), medianDuration(KIND, 'started', ends(5, 80)));
    assert.equal(medianDuration(KIND, 'tracked', ends(40, 80)), undefined);
    for (const seconds of [20, 30, 160]) {
      const median = medianDuration(KIND, 'tracked', ends(40, seconds, 'tracked')) ?? 0;
      assert.ok(Math.abs(median / seconds - 1) < 0.12, `${median}`);
    }
  });
});

/** So many, of jobs that took a little less or more than so many seconds, each between two requests 4 s apart. */
function ends(count: number, seconds: number, origin: AgeOrigin = 'started', kind = KIND): Observation[] {
  return Array.from({ length: count }, (_, i) => {
    const strayed = seconds * (0.9 + 0.05 * (i % 5));
    return seen(strayed - 2, strayed + 2, origin, kind);
  });
}

function seen(from: number, to: number, origin: AgeOrigin = 'started', kind = KIND): Observation {
  return { kind, origin, from, to, at: 1_764_000_000 };
}
