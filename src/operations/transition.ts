import { defined } from '../base/defined';
import type { Job } from './job';
import type { KnownStart } from './knownStart';
import type {
  Answer,
  Denials,
  EndedOperation,
  Filtering,
  MissingOperation,
  Operation,
  Report,
  RunningOperation,
} from './operation';
import type { Problem } from './problem';
import { videosThatFit } from './record';
import { startAfter } from './start';
import { startInName } from './startInName';
import type { ToldStart } from './toldStarts';
import { withExpiry } from './video';

/** A single 404 can be a fault of a gateway. We believe it after so many in a row, over at least so long. */
const DENIALS_TO_BE_MISSING = 3;
const DENIALS_SPAN_MS = 60_000;

/**
 * The only way in which an operation changes after a request to its API.
 *
 * An answer `running` does not undo an end, and nothing undoes a success. Any other end may replace an end without a
 * video, since releases up to 0.3.0 believed too much. `missing` is our conclusion from repeated 404s, and any answer
 * corrects it.
 *
 * @param now ms since the epoch
 * @param meaning what the endpoint is known to tell as starts
 */
export function transition(
  operation: Operation,
  report: Report,
  now: number,
  meaning?: ToldStart,
): Operation {
  const at = new Date(now).toISOString();
  if (report.kind === 'problem') return afterProblem(operation, report.problem, at);
  if (keepsEnd(operation, report)) return { ...operation, checkedAt: at };
  return afterAnswer(withAnswerDetails(operation, report, { now, meaning }), report, at);
}

/** Whether an operation has an end that the answer does not change. */
function keepsEnd({ state }: Operation, { kind }: Answer): boolean {
  if (state === 'running' || state === 'missing') return false;
  return state === 'succeeded' || kind === 'running' || kind === state;
}

/** When an answer came, in ms since the epoch, and what its endpoint is known to tell as starts. */
interface Received {
  readonly now: number;
  readonly meaning: ToldStart | undefined;
}

/** The operation with the model and the job of an answer. What it knows already stays; only the start may change. */
function withAnswerDetails(operation: Operation, answer: Answer, received: Received): Operation {
  const { model, job, cost } = answer;
  const { startedAt: _, startTold: __, startedWithin: ___, ...known } = operation;
  const { startedAt: ____, completedAt: _____, ...video } = job ?? {};
  return {
    ...defined({ model }),
    ...video,
    ...known,
    ...defined({ cost }),
    ...startFrom(operation, answer, received),
  } as Operation;
}

/**
 * A time in the name counts where the API tells none, or only that of the poll. It is no time of a poll, so that it may be
 * as close to the answer as it is.
 */
function startFrom(
  operation: Operation,
  { job, clockAhead }: Answer,
  { now, meaning }: Received,
): KnownStart {
  const start = job?.startedAt;
  const inName = startInName(operation.name);
  if (inName !== undefined && (start === undefined || meaning === 'pollTime'))
    return startAfter(operation, { start: inName, clockAhead, meaning: 'start' }, now);
  return startAfter(operation, { start, clockAhead, meaning }, now);
}

function afterAnswer(operation: Operation, answer: Answer, at: string): Operation {
  const { endpointAssumed: _, ...kept } = withoutState(operation);
  const checked = { ...kept, checkedAt: at };
  if (answer.kind === 'running') {
    return { ...checked, ...runningDetails(operation, answer.word, at), state: 'running', videos: [] };
  }
  const ended = { ...checked, finishedAt: at, ...defined({ endedWithin: endUncertainty(operation, at) }) };
  switch (answer.kind) {
    case 'succeeded': {
      const videos = withExpiry(
        videosThatFit(answer.videos, answer),
        earliestEnd(answer.job, at),
        answer.lifetime,
      );
      return { ...ended, state: 'succeeded', videos, ...filteringIn(answer) };
    }
    case 'filtered':
      return { ...ended, state: 'filtered', videos: [], ...filteringIn(answer) };
    case 'failed':
      return { ...ended, state: 'failed', videos: [], error: answer.error };
  }
}

function filteringIn({ filterReasons, filteredCount }: Filtering): Filtering {
  return defined({ filterReasons: filterReasons?.length ? filterReasons : undefined, filteredCount });
}

/** The fields that an operation has only while it runs. */
function runningDetails(operation: Operation, word: string | undefined, at: string) {
  const { unknownStatus, unfollowedAt } = operation.state === 'running' ? operation : {};
  const since = unknownStatus?.word === word ? unknownStatus?.since : undefined;
  return defined({
    unknownStatus: word === undefined ? undefined : { word, since: since ?? at },
    unfollowedAt,
  });
}

/**
 * The earliest time at which the videos may have existed, from which a server counts their lifetime: when the job was
 * completed, else when it was started, if the API reported that; now at the latest. ISO 8601 UTC.
 */
function earliestEnd({ completedAt, startedAt }: Job = {}, at: string) {
  const reported = completedAt ?? startedAt;
  const isPast = reported !== undefined && Date.parse(reported) <= Date.parse(at);
  return {
    at: isPast ? new Date(reported).toISOString() : at,
    isReported: isPast && completedAt !== undefined,
  };
}

/**
 * Seconds between the last answer that it runs and its end. Undefined after a 404, which does not tell that it ran, and
 * if the clock was set back.
 */
function endUncertainty(operation: Operation, at: string): number | undefined {
  if (operation.state !== 'running' || operation.denials || operation.checkedAt === undefined)
    return undefined;
  const seconds = Math.round((Date.parse(at) - Date.parse(operation.checkedAt)) / 1000);
  return seconds >= 0 ? seconds : undefined;
}

/** An operation with the fields of all states. */
type AnyState = Pick<Operation, 'state' | 'videos'> &
  Omit<RunningOperation, 'state' | 'videos'> &
  Partial<Omit<MissingOperation, 'state' | 'videos'>> &
  Filtering & { readonly error?: unknown; readonly warnedAt?: string };

/** An operation without the fields of its state. Fields that only a newer release knows stay. */
export function withoutState(operation: AnyState) {
  const { state, videos, checkedAt, problem, denials, unknownStatus, unfollowedAt, ...mayHaveEnded } =
    operation;
  const { finishedAt, endedWithin, seenAt, warnedAt, filterReasons, filteredCount, error, ...kept } =
    mayHaveEnded;
  return kept;
}

/** A failed request does not change the state, but for a 404 and for an end that proves wrong. */
function afterProblem(operation: Operation, reported: Omit<Problem, 'since'>, at: string): Operation {
  const known = operation.problem;
  const isSame = known?.kind === reported.kind && known.reason === reported.reason;
  const problem: Problem = { ...reported, since: isSame ? known.since : at };
  switch (operation.state) {
    case 'running':
      return reported.kind === 'notFound' ? afterDenial(operation, problem, at) : { ...operation, problem };
    case 'missing':
      return reported.kind === 'notFound' ? stillMissing(operation, at) : { ...operation, problem };
    case 'filtered':
      return isDisproved(operation, reported)
        ? { ...withoutState(operation), checkedAt: at, state: 'running', videos: [], problem }
        : operation;
    default:
      return operation;
  }
}

/** Releases up to 0.3.0 took an answer of an unknown form for one of the safety filter. */
function isDisproved({ filterReasons }: Filtering, { reason }: Omit<Problem, 'since'>): boolean {
  return reason === 'unknownForm' && filterReasons === undefined;
}

function afterDenial(
  operation: RunningOperation,
  problem: Problem,
  at: string,
): RunningOperation | EndedOperation {
  const { times, since }: Denials = operation.denials ?? { times: 0, since: at };
  const denials = { times: times + 1, since };
  const span = Date.parse(at) - Date.parse(since);
  if (denials.times < DENIALS_TO_BE_MISSING || span < DENIALS_SPAN_MS) {
    return { ...operation, checkedAt: at, problem, denials };
  }
  return { ...withoutState(operation), checkedAt: at, state: 'missing', finishedAt: at, videos: [] };
}

function stillMissing({ problem: _, ...operation }: MissingOperation, at: string): MissingOperation {
  return { ...operation, checkedAt: at };
}
