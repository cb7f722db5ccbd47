import { newOperation, type Operation, type TrackingDetails } from '../../../src/operations/operation';
import { ToldStarts } from '../../../src/operations/toldStarts';
import { transition } from '../../../src/operations/transition';
import { PolledOperation } from '../../../src/tracking/polling/polledOperation';
import { Forecasts, type ObservationStorage } from '../../../src/tracking/schedule/forecasts';
import {
  jittered,
  nextPollAge,
  type Pace,
  phaseFactor,
  priceOf,
} from '../../../src/tracking/schedule/pollSchedule';
import { seededRandom } from '../durationModels';
import { ManualClock } from '../manualClock';
import { worstAge } from './adversary';
import type { Habit } from './habits';
import type { Law, Trace, TraceJob } from './traces';

/** What came of one job. Ages are in seconds since it was tracked; requests count the one at tracking. */
export interface Played {
  readonly headStart: number;
  readonly ageAtEnd: number;
  readonly requests: number;
  readonly lateness: number;
  readonly law: Law | undefined;
}

const BEGINNING = Date.parse('2026-11-20T08:00:00Z');
/** Jobs that had ended before they were tracked cost anybody one request and teach nothing: they are left out. */
export const MIN_AGE_S = 0.5;
const PACE: Pace = 'balanced';

/** One tracked job, followed by the extension's own modules. */
interface Tracked {
  readonly job: TraceJob;
  readonly headStart: number;
  readonly trackedAt: number;
  operation: Operation;
  polled: PolledOperation | undefined;
  /** ms since the epoch */
  endsAt: number;
  requests: number;
}

/** What is played: the jobs of a trace as one person tracks them, whose extension has learned nothing yet. */
export interface Play {
  readonly trace: Trace;
  readonly habit: Habit;
  /** How many jobs are tracked. */
  readonly count: number;
  readonly seed: number;
}

/** Plays until all of its jobs have ended. */
export function played(play: Play): Played[] {
  const { habit, seed } = play;
  const dice = seededRandom(seed + 5000);
  const guesses = seededRandom(seed + 7000);
  const clock = new ManualClock(BEGINNING, seededRandom(seed + 9000));
  const forecasts = new Forecasts(storage(), clock);
  const toldStarts = new ToldStarts();
  const rules = { time: clock, forecasts, settings: () => ({ pace: PACE, focused: true }) };
  const waiting = stillRunning(play, dice);
  const isPrinted = habit.printedWithin !== undefined;
  const results = new Map<Tracked, Played>();
  const running = new Set<Tracked>();
  const ages: number[] = [];
  while (waiting.length > 0 || running.size > 0) {
    const [next] = [...running].sort((a, b) => (a.polled?.dueAt ?? 0) - (b.polled?.dueAt ?? 0));
    const [first] = waiting;
    if (first && (!next || first.trackedAt <= (next.polled?.dueAt ?? 0))) {
      waiting.shift();
      clock.goTo(first.trackedAt);
      first.polled = new PolledOperation(first.operation, rules);
      if (isPrinted) endAgainst(first);
      running.add(first);
      continue;
    }
    if (!next?.polled) break;
    clock.goTo(next.polled.dueAt);
    poll(next, next.polled);
    if (next.operation.state === 'running') continue;
    running.delete(next);
    // A captured job is not asked about when it is tracked; those that are compared with it are.
    results.set(next, resultOf(next, clock.now(), isPrinted ? 1 : 0));
    ages.push((next.endsAt - next.trackedAt) / 1000);
  }
  forecasts.dispose();
  return [...results].sort(([a], [b]) => a.trackedAt - b.trackedAt).map(([, result]) => result);

  function poll(tracked: Tracked, polled: PolledOperation): void {
    const before = tracked.operation;
    polled.startRequest(undefined);
    tracked.requests++;
    const hasEnded = (isPrinted || tracked.requests > 1) && clock.now() >= tracked.endsAt;
    const job = habit.isStartTold && {
      job: { startedAt: iso(tracked.trackedAt - 1000 * tracked.headStart) },
    };
    const report = hasEnded
      ? ({ kind: 'succeeded', videos: [{ uri: 'https://bench.invalid/v' }], ...job } as const)
      : ({ kind: 'running', ...job } as const);
    tracked.operation = transition(before, report, clock.now(), toldStarts.of(before.endpoint));
    toldStarts.note(tracked.operation);
    polled.settle({ kind: 'answered', report }, { before, after: tracked.operation });
    if (tracked.requests === 1 && !isPrinted) endAgainst(tracked);
  }

  /** Where an adversary decides, it does so once it knows the schedule of a job. */
  function endAgainst(tracked: Tracked): void {
    if (tracked.job.duration !== undefined) return;
    tracked.endsAt = tracked.trackedAt + 1000 * agesAgainst(tracked.operation, clock.now());
  }

  /** The age at which an adversary ends a job that has just been tracked. */
  function agesAgainst(operation: Operation, now: number): number {
    const forecast = forecasts.of(operation);
    const origin = (now - Date.parse(operation.startedAt ?? operation.trackedAt)) / 1000;
    const price = priceOf(PACE, true);
    const next = (since: number, isFirst: boolean) => {
      const phase = isFirst ? phaseFactor(forecast, guesses) : 1;
      const lastRan = isPrinted && isFirst ? undefined : origin + since;
      return nextPollAge(forecast, lastRan, jittered(phase * price, guesses)) - origin;
    };
    return worstAge(next, price, ages.slice(-50));
  }
}

/** The first jobs of a trace that still run when this person tracks them. */
function stillRunning({ trace, habit, count, seed }: Play, dice: () => number): Tracked[] {
  const tracked: Tracked[] = [];
  for (const job of trace.jobs(seed)) {
    const headStart = job.headStart ?? habit.headStart(dice);
    if (job.duration !== undefined && job.duration - headStart < MIN_AGE_S) continue;
    const startedAt = BEGINNING + 1000 * job.startedAt;
    const trackedAt = Math.round(startedAt + 1000 * headStart);
    const name = `models/${job.model}/operations/bench${tracked.length}`;
    const operation = newOperation({ endpoint: 'bench', name }, detailsOf(habit, trackedAt), trackedAt);
    const endsAt = startedAt + 1000 * (job.duration ?? Number.POSITIVE_INFINITY);
    tracked.push({ job, headStart, trackedAt, operation, endsAt, polled: undefined, requests: 0 });
    if (tracked.length === count) break;
  }
  return tracked.sort((a, b) => a.trackedAt - b.trackedAt);
}

function detailsOf({ printedWithin }: Habit, trackedAt: number): TrackingDetails {
  if (printedWithin === undefined) return { source: 'pasted' };
  return { source: 'terminal', startedAt: iso(trackedAt), startedWithin: printedWithin };
}

function resultOf(
  { job, headStart, trackedAt, endsAt, requests }: Tracked,
  now: number,
  notSent: number,
): Played {
  return {
    headStart,
    ageAtEnd: (endsAt - trackedAt) / 1000,
    requests: requests + notSent,
    lateness: (now - endsAt) / 1000,
    law: job.law,
  };
}

/** As VS Code's: it gives back the very value that was stored last. */
function storage(): ObservationStorage {
  let value: unknown;
  return {
    get: () => value,
    async update(_, changed) {
      value = changed;
    },
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
