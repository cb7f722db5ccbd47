import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Quota, quotaOf } from '../../../../src/tracking/limits/quota';
import { RequestWindow } from '../../../../src/tracking/limits/requestWindow';
import { acquire } from './sentRequests';

const MINUTE_MS = 60_000;
const limit = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 3000 }));
const share = fc.double({ min: 0.01, max: 1, noNaN: true });

/** One step of somebody who sends requests: after a pause of so many ms, as soon as there is room. */
interface Step {
  readonly pause: number;
  readonly purpose: 'person' | 'background';
}
const pause = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 90_000 }));
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({ pause, purpose: fc.constantFrom('background' as const, 'person' as const) }),
  {
    maxLength: 120,
    size: 'max',
  },
);

describe('the quota of a window', () => {
  it('is of 20 a minute: 15 for the background, 5 of them at once, and all 20 for the person', () => {
    const all = { background: 15, everything: 20 };
    assert.deepEqual(quotaOf(20, 1), { ...all, all, burst: 5 });
  });

  it('is of 1 a minute that one', () => {
    const all = { background: 1, everything: 1 };
    assert.deepEqual(quotaOf(1, 1), { ...all, all, burst: 1 });
  });

  it('lets a third of them, at most ten, go at once, whatever the limit', () => {
    assert.deepEqual(
      [16, 20, 52, 2880].map((all) => quotaOf(all, 1).burst),
      [4, 5, 10, 10],
    );
  });

  it('shrinks with the share, to less than one a minute, but not what all windows have together', () => {
    const all = { background: 15, everything: 20 };
    assert.deepEqual(quotaOf(20, 0.5), { background: 7.5, everything: 10, all, burst: 3 });
    assert.deepEqual(quotaOf(2, 0.25), {
      ...{ background: 0.25, everything: 0.5, burst: 1 },
      all: { background: 1, everything: 2 },
    });
  });

  it('leaves a quarter, rounded up, to the person', () => {
    fc.assert(
      fc.property(limit, (all) => {
        const { background, everything } = quotaOf(all, 1);
        assert.equal(background, Math.max(Math.floor(all * 0.75), 1));
        assert.equal(everything, all);
      }),
    );
  });

  it('takes in no minute more than three quarters for the background, and in the long run not less', () => {
    fc.assert(
      fc.property(limit, steps, (all, pauses) => {
        const sent = spend(quotaOf(all, 1), background(pauses));
        assert.ok(mostInAMinute(sent) <= Math.max(Math.floor(all * 0.75), 1));
      }),
    );
    const inAnHour = spend(quotaOf(20, 1), Array(901).fill({ pause: 0, purpose: 'background' as const }));
    assert.ok((inAnHour.at(-1) ?? 0) <= 60 * MINUTE_MS, `${inAnHour.at(-1)}`);
  });

  it('takes in no minute more than its share of that, but at least one', () => {
    fc.assert(
      fc.property(limit, share, steps, (all, part, pauses) => {
        const sent = spend(quotaOf(all, part), background(pauses));
        const whole = Math.max(Math.floor(all * 0.75), 1);
        assert.ok(mostInAMinute(sent) <= Math.max(Math.floor(whole * part), 1));
      }),
    );
  });

  it('takes no more than its share in the long run where that is less than one a minute', () => {
    const sent = spend(quotaOf(4, 0.1), Array(10).fill({ pause: 0, purpose: 'background' as const }));
    assert.ok((sent.at(-1) ?? 0) >= (9 * MINUTE_MS) / 0.3 - 9);
  });

  it('takes in no minute more than the limit together with the person', () => {
    fc.assert(
      fc.property(limit, share, steps, (all, part, pauses) => {
        assert.ok(mostInAMinute(spend(quotaOf(all, part), pauses)) <= all);
      }),
    );
  });

  it('lets the person have all of the limit at once, and again a minute later', () => {
    const sent = spend(quotaOf(20, 1), Array(40).fill({ pause: 0, purpose: 'person' as const }));
    assert.deepEqual(sent, [...Array(20).fill(0), ...Array(20).fill(MINUTE_MS)]);
  });

  it('keeps within a lower limit from when it was lowered', () => {
    fc.assert(
      fc.property(limit, limit, steps, (high, low, pauses) => {
        const requestWindow = newWindow();
        const lowered = quotaOf(Math.min(high, low), 1);
        const before = spend(quotaOf(Math.max(high, low), 1), pauses, requestWindow);
        const sent = spend(lowered, pauses, requestWindow, before.at(-1));
        assert.ok(mostInAMinute(sent) <= Math.min(high, low));
      }),
    );
  });
});

function newWindow(): RequestWindow {
  return new RequestWindow(
    () => [],
    () => 0,
  );
}

function background(pauses: readonly Step[]): Step[] {
  return pauses.map(({ pause }) => ({ pause, purpose: 'background' as const }));
}

function spend(quota: Quota, pauses: readonly Step[], requestWindow = newWindow(), start = 0): number[] {
  let now = start;
  return pauses.map(({ pause, purpose }) => {
    now = requestWindow.nextAt(now + pause, quota, purpose);
    acquire(requestWindow, quota, now);
    requestWindow.release(now);
    return now;
  });
}

/** Times ascend. */
function mostInAMinute(times: readonly number[]): number {
  let [first, most] = [0, 0];
  for (const [last, at] of times.entries()) {
    while ((times[first] ?? at) <= at - MINUTE_MS) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
