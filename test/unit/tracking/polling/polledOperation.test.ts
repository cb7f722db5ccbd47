import assert from 'node:assert/strict';
import type { Time } from '../../../../src/base/time';
import {
  type Answer,
  type EndedOperation,
  newOperation,
  type Operation,
} from '../../../../src/operations/operation';
import { transition } from '../../../../src/operations/transition';
import { PolledOperation } from '../../../../src/tracking/polling/polledOperation';
import type { AgeOrigin } from '../../../../src/tracking/schedule/ageOrigin';
import { at, idOf, TEN_O_CLOCK } from '../../operations/arbitraries';
import { PollingHarness } from '../pollingHarness';

const MINUTE_MS = 60_000;

describe('a polled operation', () => {
  let harness: PollingHarness;
  /** What was learned: from when the age counts, and the two ages in seconds. */
  let learned: [AgeOrigin, number, number][];
  beforeEach(() => {
    harness = new PollingHarness();
    learned = [];
  });

  it('is awaited until the answer comes, by all callers', async () => {
    const polled = polledFrom(tracked(-MINUTE_MS));
    assert.equal(polled.isAwaited, false);
    const both = [polled.whenAnswered(), polled.whenAnswered()];
    assert.equal(polled.isAwaited, true);
    const after = answered(polled, { kind: 'running' });
    assert.deepEqual(await Promise.all(both), [after, after]);
    assert.equal(polled.isAwaited, false);
  });

  it('is in flight, and not due, from the beginning of a request to its end', () => {
    const polled = polledFrom(tracked(-MINUTE_MS));
    assert.equal(polled.isInFlight, false);
    const signal = polled.startRequest(limiter());
    assert.deepEqual([polled.isInFlight, polled.dueAt], [true, Number.POSITIVE_INFINITY]);
    settle(polled, { kind: 'running' });
    assert.deepEqual([polled.isInFlight, signal.aborted], [false, false]);
    assert.ok(polled.dueAt < Number.POSITIVE_INFINITY);
  });

  it('is awaited no more by a caller that gave up, but by the others', async () => {
    const polled = polledFrom(tracked(-MINUTE_MS));
    const giveUp = new AbortController();
    const reason = new Error('enough');
    const given = assert.rejects(polled.whenAnswered(giveUp.signal), (error) => error === reason);
    const kept = polled.whenAnswered();
    giveUp.abort(reason);
    await given;
    assert.equal(polled.isAwaited, true);
    assert.equal(answered(polled, { kind: 'running' }), await kept);
  });

  it('is not awaited by a caller that gave up before', async () => {
    const polled = polledFrom(tracked(-MINUTE_MS));
    const reason = new Error('enough');
    await assert.rejects(polled.whenAnswered(AbortSignal.abort(reason)), (error) => error === reason);
    assert.equal(polled.isAwaited, false);
  });

  it('lets its callers wait for the next request when one is interrupted', async () => {
    const polled = polledFrom(tracked(-MINUTE_MS));
    const waiting = polled.whenAnswered();
    const signal = polled.startRequest(limiter());
    polled.interrupt();
    assert.deepEqual([signal.aborted, polled.isInFlight, polled.isAwaited], [true, false, true]);
    assert.equal(answered(polled, { kind: 'running' }), await waiting);
  });

  it('rejects its callers when it is abandoned', async () => {
    const polled = polledFrom(tracked(-MINUTE_MS));
    const waiting = assert.rejects(polled.whenAnswered(), { message: 'a1 was removed' });
    const signal = polled.startRequest(limiter());
    polled.abandon('a1 was removed');
    await waiting;
    assert.deepEqual([signal.aborted, polled.isAwaited], [true, false]);
  });

  it('is due at a time of the elapsed clock', () => {
    const polled = polledFrom({ ...tracked(-MINUTE_MS), checkedAt: at(-2000) });
    assert.equal(polled.dueAt, TEN_O_CLOCK + 6000);
  });

  it('is scheduled anew when an earlier start is given, but not while a request is in flight', () => {
    const polled = polledFrom({ ...tracked(-MINUTE_MS), checkedAt: at(-2000) });
    polled.startRequest(limiter());
    polled.changed({ ...polled.operation, startedAt: at(-5 * MINUTE_MS) } as Operation);
    assert.equal(polled.dueAt, Number.POSITIVE_INFINITY);
    polled.interrupt();
    polled.changed({ ...polled.operation, startedAt: at(-6 * MINUTE_MS) } as Operation);
    assert.ok(polled.dueAt < Number.POSITIVE_INFINITY);
  });

  it('has a phase of its own after the answer at tracking, and then the interval of the schedule', async () => {
    const polled = polledFrom(tracked(-MINUTE_MS), { ...harness.clock, random: () => 0 });
    const intervals: number[] = [];
    for (const _ of [1, 2, 3]) {
      answered(polled, { kind: 'running' });
      intervals.push(polled.dueAt - harness.clock.elapsed());
      await harness.advance(10);
    }
    assert.deepEqual(intervals.map(Math.round), [4320, 7200, 7200]);
  });

  it('is as urgent as its age makes it', () => {
    const polled = polledFrom({ ...tracked(-MINUTE_MS), checkedAt: at(-20_000) });
    assert.ok(Math.abs(polled.urgency(TEN_O_CLOCK) - 1.5) < 1e-9);
  });

  it('is less urgent after failures, so that a test request is not always about the same one', () => {
    const polled = polledFrom({ ...tracked(-MINUTE_MS), checkedAt: at(-20_000) });
    const before = polled.urgency(TEN_O_CLOCK);
    for (const _ of [1, 2]) {
      polled.startRequest(limiter());
      const report = { kind: 'problem', problem: { kind: 'unavailable', message: '' } } as const;
      const { operation } = polled;
      polled.settle({ kind: 'failed', report }, { before: operation, after: operation });
    }
    assert.ok(Math.abs(polled.urgency(TEN_O_CLOCK) - before / 3) < 1e-9);
  });

  it('records how long it took, between when it last ran and now', async () => {
    const polled = polledFrom(tracked(-MINUTE_MS, -MINUTE_MS));
    answered(polled, { kind: 'running' });
    await harness.advance(12);
    end(polled, 'succeeded');
    assert.deepEqual(learned, [['started', 60, 72]]);
  });

  it('records a duration at its first answer only where the start is known', () => {
    end(polledFrom(tracked(-MINUTE_MS, -MINUTE_MS)), 'filtered');
    end(polledFrom(tracked(-MINUTE_MS)), 'succeeded');
    assert.deepEqual(learned, [['started', 0, 60]]);
  });

  it('records a duration by the start that was known before the answer that gives both end and start', () => {
    const polled = polledFrom({ ...tracked(-MINUTE_MS), checkedAt: at(-20_000) });
    end(polled, 'succeeded', { startedAt: at(-9 * MINUTE_MS) });
    assert.deepEqual(learned, [['tracked', 40, 60]]);
  });

  it('records how long a captured one took as vaguely as its start is known, and by its print where that is too vague', async () => {
    for (const startedWithin of [4, 600]) {
      const captured = { ...tracked(0, 0), source: 'terminal', startedWithin } as const;
      const polled = polledFrom(captured);
      answered(polled, { kind: 'running' });
      await harness.advance(12);
      end(polled, 'succeeded');
    }
    assert.deepEqual(learned, [
      ['started', 0, 16],
      ['terminal', 12, 24],
    ]);
  });

  it('records no duration of a captured one that had ended sooner after its print than a video is made', () => {
    const captured = { source: 'terminal', startedWithin: 2 } as const;
    end(polledFrom({ ...tracked(-3000, -3000), ...captured }), 'succeeded');
    assert.deepEqual(learned, []);
    end(polledFrom({ ...tracked(-12_000, -12_000), ...captured }), 'succeeded');
    assert.deepEqual(learned, [['started', 0, 14]]);
  });

  it('records no duration after a failure, nor when it had ended before', () => {
    const before = { ...tracked(-MINUTE_MS, -MINUTE_MS), checkedAt: at(-20_000) };
    for (const state of ['failed', 'missing'] as const) end(polledFrom(before), state);
    end(polledFrom(ended('missing')), 'succeeded');
    assert.deepEqual(learned, []);
  });

  it('records no duration when the clock was set while it ran', () => {
    const polled = polledFrom(tracked(-MINUTE_MS, -MINUTE_MS));
    harness.clock.setWallClock(TEN_O_CLOCK + MINUTE_MS);
    end(polled, 'succeeded');
    assert.deepEqual(learned, []);
  });

  it('is probed three times at most, and never once it is known to have succeeded', async () => {
    const polled = polledFrom(tracked(-MINUTE_MS));
    const limited = () => polled.limitedProbe(async () => 'present') as unknown as (() => void) | undefined;
    for (const _ of [1, 2, 3]) limited()?.();
    assert.equal(limited(), undefined);
    assert.equal(
      polledFrom(ended('succeeded')).limitedProbe(async () => 'present'),
      undefined,
    );
  });

  it('tells with its end since when it was seen, unless an earlier end would have been learned, too', () => {
    const told = {
      ...tracked(-MINUTE_MS, -MINUTE_MS),
      startTold: { kind: 'one', at: at(-MINUTE_MS) } as const,
    };
    const sinceOf = (operation: Operation) => {
      let since: number | undefined;
      harness.forecasts.learn = (end) => {
        since = end.since;
      };
      const polled = new PolledOperation(operation, {
        time: harness.clock,
        forecasts: harness.forecasts,
        settings: () => ({ pace: 'balanced', focused: true }),
      });
      polled.startRequest(limiter());
      polled.settle(
        { kind: 'answered', report: { kind: 'running' } },
        { before: operation, after: operation },
      );
      harness.clock.advanceSync(10_000);
      const after = { ...ended('succeeded') } as Operation;
      polled.startRequest(limiter());
      polled.settle({ kind: 'answered', report: { kind: 'running' } }, { before: operation, after });
      return Math.round(since ?? Number.NaN);
    };
    assert.deepEqual(sinceOf(tracked(-MINUTE_MS)), 60);
    assert.deepEqual(sinceOf(told), 70);
    assert.deepEqual(sinceOf(tracked(-MINUTE_MS, -MINUTE_MS)), 0);
  });

  it('is told among those that run at each answer, and no more once it has ended, was unfollowed or removed', () => {
    const told: string[] = [];
    const leave: ((polled: PolledOperation) => void)[] = [
      (polled) => end(polled, 'succeeded'),
      (polled) => polled.changed(ended('failed')),
      (polled) => polled.changed({ ...tracked(-MINUTE_MS), unfollowedAt: at(0) } as Operation),
      (polled) => polled.abandon('removed'),
    ];
    for (const leaves of leave) {
      harness.forecasts.sawRunning = (_, age, since) => told.push(`${since} to ${age}`);
      harness.forecasts.sawGone = () => told.push('gone');
      const polled = polledFrom(tracked(-MINUTE_MS));
      answered(polled, { kind: 'running' });
      leaves(polled);
      assert.deepEqual(told.splice(0), ['60 to 60', 'gone']);
    }
  });

  it('is told among those that run since it was first seen, by whichever start is known, and not while unfollowed', async () => {
    const told: [number, number][] = [];
    harness.forecasts.sawRunning = (_, age, since) => told.push([since, age]);
    const polled = polledFrom(tracked(-MINUTE_MS));
    answered(polled, { kind: 'running' });
    await harness.advance(10);
    answered(polled, { kind: 'running', job: { startedAt: at(-2 * MINUTE_MS) } });
    polled.changed({ ...polled.operation, unfollowedAt: at(0) } as Operation);
    answered(polled, { kind: 'running' });
    assert.deepEqual(told, [
      [60, 60],
      [120, 130],
    ]);
  });

  function polledFrom(operation: Operation, time: Time = harness.clock): PolledOperation {
    return new PolledOperation(operation, {
      time,
      forecasts: { ...harness.forecasts, learn: ({ origin, from, to }) => learned.push([origin, from, to]) },
      settings: () => ({ pace: 'balanced', focused: true }),
    });
  }

  function limiter() {
    return harness.limiters.of(idOf('a1'));
  }

  /** A request goes and is answered. */
  function answered(polled: PolledOperation, report: Answer): Operation {
    polled.startRequest(limiter());
    return settle(polled, report);
  }

  function settle(polled: PolledOperation, report: Answer): Operation {
    const before = polled.operation;
    const after = transition(before, report, harness.clock.now());
    const answerCallers = polled.detachCallers();
    polled.settle({ kind: 'answered', report }, { before, after });
    answerCallers();
    return after;
  }

  /** An answer has shown that it is so now. */
  function end(polled: PolledOperation, state: EndedOperation['state'], told = {}): void {
    polled.startRequest(limiter());
    const after = { ...ended(state), ...told } as Operation;
    polled.settle({ kind: 'answered', report: { kind: 'running' } }, { before: polled.operation, after });
  }
});

/** Running, tracked and started at so many ms after ten o'clock. */
function tracked(trackedAt: number, startedAt?: number): Operation {
  const operation = newOperation(idOf('a1'), {}, TEN_O_CLOCK + trackedAt);
  return { ...operation, ...(startedAt !== undefined && { startedAt: at(startedAt) }) };
}

function ended(state: EndedOperation['state']): EndedOperation {
  const { denials: _, ...operation } = newOperation(idOf('a1'), {}, TEN_O_CLOCK - MINUTE_MS);
  return {
    ...operation,
    state,
    finishedAt: at(0),
    videos: [{ uri: 'https://a/b' }],
  } as unknown as EndedOperation;
}
