import type { Job } from './job';
import type {
  Answer,
  Denials,
  EndedOperation,
  Filtering,
  MissingOperation,
  Operation,
  Problem,
  Report,
  RunningOperation,
} from './operation';
import { videosWithRoom } from './recordRoom';
import { type KnownStart, startAfter } from './start';
import { startInName } from './startInName';
import type { ToldStart } from './toldStarts';
import { withExpiry } from './video';

/** A single 404 can be a fault of a gateway: only this many over this long count as the API's word. */
const DENIALS_TO_BE_MISSING = 3;
const DENIALS_SPAN_MS = 60_000;

/**
 * The one way an operation changes after asking the API. `now` in ms since the epoch; `meaning`: what its endpoint is known
 * to tell as starts.
 *
 * An end is not undone by an answer that it still runs, and a success by nothing. Another end corrects one without a
 * video: releases up to 0.3.0 believed too much. `missing` is only our conclusion from repeated 404s, which any answer
 * corrects.
 */
export function transition(
  operation: Operation,
  report: Report,
  now: number,
  meaning?: ToldStart,
): Operation {
  const at = new Date(now).toISOString();
  if (report.kind === 'problem') return withProblem(operation, report.problem, at);
  if (stands(operation, report)) return { ...operation, checkedAt: at };
  return answered(informed(operation, report, now, meaning), report, at);
}

/** Whether the end of an operation holds against an answer. */
function stands({ state }: Operation, { kind }: Answer): boolean {
  if (state === 'running' || state === 'missing') return false;
  return state === 'succeeded' || kind === 'running' || kind === state;
}

/** The operation with what an answer tells of it beside its state: each the first time it is told, but for the start. */
function informed(
  operation: Operation,
  { model, job }: Answer,
  now: number,
  meaning: ToldStart | undefined,
): Operation {
  const { startedAt: _, startTold: __, ...rest } = operation;
  const { startedAt, completedAt: ___, ...video } = job ?? {};
  return {
    ...(model !== undefined && { model }),
    ...video,
    ...rest,
    ...startFrom(operation, startedAt, now, meaning),
  } as Operation;
}

/** A time in the name is the same in each answer: it counts where the API tells none, or only that of the poll. */
function startFrom(
  operation: Operation,
  told: string | undefined,
  now: number,
  meaning: ToldStart | undefined,
): KnownStart {
  const inName = startInName(operation.name);
  if (inName !== undefined && (told === undefined || meaning === 'pollTime'))
    return startAfter(operation, inName, now);
  return startAfter(operation, told, now, meaning);
}

function answered(operation: Operation, answer: Answer, at: string): Operation {
  const { endpointAssumed: _, ...identity } = identityOf(operation);
  const tracked = { ...identity, checkedAt: at };
  if (answer.kind === 'running') {
    return { ...tracked, ...waiting(operation, answer.word, at), state: 'running', videos: [] };
  }
  const ended = { ...tracked, finishedAt: at, ...doubtOf(operation, at) };
  switch (answer.kind) {
    case 'succeeded': {
      const videos = withExpiry(videosWithRoom(answer.videos, answer), endOf(answer.job, at));
      return { ...ended, state: 'succeeded', videos, ...filteringIn(answer) };
    }
    case 'filtered':
      return { ...ended, state: 'filtered', videos: [], ...filteringIn(answer) };
    case 'failed':
      return { ...ended, state: 'failed', videos: [], error: answer.error };
  }
}

function filteringIn({ filterReasons, filteredCount }: Filtering): Filtering {
  return {
    ...(filterReasons?.length && { filterReasons }),
    ...(filteredCount !== undefined && { filteredCount }),
  };
}

/** What holds only as long as an operation runs. */
function waiting(operation: Operation, word: string | undefined, at: string) {
  const before = operation.state === 'running' ? operation : undefined;
  const { unknownStatus, unfollowedAt } = before ?? {};
  const since = unknownStatus?.word === word ? unknownStatus?.since : undefined;
  return {
    ...(word !== undefined && { unknownStatus: { word, since: since ?? at } }),
    ...(unfollowedAt !== undefined && { unfollowedAt }),
  };
}

/**
 * The earliest time at which the video may have been there, from which a server counts: when it was completed, else when
 * it was started, as far as the API told, and in any case by now. ISO 8601 UTC.
 */
function endOf({ completedAt, startedAt }: Job = {}, at: string): { readonly at: string; isTold: boolean } {
  const told = completedAt ?? startedAt;
  const isPast = told !== undefined && Date.parse(told) <= Date.parse(at);
  return { at: isPast ? new Date(told).toISOString() : at, isTold: isPast && completedAt !== undefined };
}

/** The end lies between two answers. A denial was one, too, but does not tell that it ran. */
function doubtOf(operation: Operation, at: string): { endedWithin?: number } {
  if (operation.state !== 'running' || operation.denials || operation.checkedAt === undefined) return {};
  const endedWithin = Math.round((Date.parse(at) - Date.parse(operation.checkedAt)) / 1000);
  return endedWithin >= 0 ? { endedWithin } : {};
}

/** Every field that tells of a state, of whichever one. */
type AnyState = Pick<Operation, 'state' | 'videos'> &
  Omit<RunningOperation, 'state' | 'videos'> &
  Partial<Omit<MissingOperation, 'state' | 'videos'>> &
  Filtering & { readonly error?: unknown; readonly warnedAt?: string };

/** What stays whatever the API says: all that does not tell of the state, also what only a newer release knows. */
export function identityOf(operation: AnyState) {
  const { state, videos, checkedAt, problem, denials, unknownStatus, unfollowedAt, ...mayHaveEnded } =
    operation;
  const { finishedAt, endedWithin, seenAt, warnedAt, filterReasons, filteredCount, error, ...identity } =
    mayHaveEnded;
  return identity;
}

/** A failed check keeps the last known state. */
function withProblem(operation: Operation, reported: Omit<Problem, 'since'>, at: string): Operation {
  const known = operation.problem;
  const isSame = known?.kind === reported.kind && known.reason === reported.reason;
  const problem: Problem = { ...reported, since: isSame ? known.since : at };
  switch (operation.state) {
    case 'running':
      return reported.kind === 'notFound' ? denied(operation, problem, at) : { ...operation, problem };
    case 'missing':
      return reported.kind === 'notFound' ? deniedAgain(operation, at) : { ...operation, problem };
    case 'filtered':
      return isDisproved(operation, reported)
        ? { ...identityOf(operation), checkedAt: at, state: 'running', videos: [], problem }
        : operation;
    default:
      return operation;
  }
}

/** Releases up to 0.3.0 took an answer of an unknown form for that of the safety filter. */
function isDisproved({ filterReasons }: Filtering, { reason }: Omit<Problem, 'since'>): boolean {
  return reason === 'unknownForm' && filterReasons === undefined;
}

function denied(
  operation: RunningOperation,
  problem: Problem,
  at: string,
): RunningOperation | EndedOperation {
  const denials: Denials = {
    times: (operation.denials?.times ?? 0) + 1,
    since: operation.denials?.since ?? at,
  };
  const span = Date.parse(at) - Date.parse(denials.since);
  const checked = { ...operation, checkedAt: at, problem };
  if (denials.times < DENIALS_TO_BE_MISSING || span < DENIALS_SPAN_MS) return { ...checked, denials };
  return { ...identityOf(operation), checkedAt: at, state: 'missing', finishedAt: at, videos: [] };
}

function deniedAgain({ problem: _, ...operation }: MissingOperation, at: string): MissingOperation {
  return { ...operation, checkedAt: at };
}
