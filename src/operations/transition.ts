import {
  type Answer,
  type Denials,
  type EndedOperation,
  isFinal,
  type MissingOperation,
  type Operation,
  type Problem,
  type ProblemKind,
  type Report,
  type RunningOperation,
} from './operation';
import { startAfter } from './start';
import { withExpiry } from './video';

/** A single 404 can be a fault of a gateway: only this many over this long count as the API's word. */
const DENIALS_TO_BE_MISSING = 3;
const DENIALS_SPAN_MS = 60_000;

/**
 * The one way an operation changes after asking the API. `now` in ms since the epoch.
 *
 * `succeeded`, `filtered` and `failed` are final. `missing` is only our conclusion from repeated 404s, so an
 * answer, which can then come only from a check the person asked for, still corrects it.
 */
export function transition(operation: Operation, report: Report, now: number): Operation {
  const at = new Date(now).toISOString();
  if (report.kind === 'problem') return withProblem(operation, report.problem, at);
  if (isFinal(operation)) return { ...operation, checkedAt: at };
  return answered(informed(operation, report, now), report, at);
}

/** The operation with what an answer tells of it beside its state: each the first time it is told, but for the start. */
function informed(operation: Operation, { model, job }: Answer, now: number): Operation {
  const { startedAt: _, startTold: __, ...rest } = operation;
  const { startedAt, ...video } = job ?? {};
  return {
    ...(model !== undefined && { model }),
    ...video,
    ...rest,
    ...startAfter(operation, startedAt, now),
  };
}

function answered(operation: Operation, answer: Answer, at: string): Operation {
  const tracked = { ...identityOf(operation), checkedAt: at };
  const ended = { ...tracked, finishedAt: at, ...doubtOf(operation, at) };
  switch (answer.kind) {
    case 'running':
      return { ...tracked, state: 'running', videos: [] };
    case 'succeeded':
      return { ...ended, state: 'succeeded', videos: withExpiry(answer.videos, at) };
    case 'filtered':
      return {
        ...ended,
        state: 'filtered',
        videos: [],
        ...(answer.reasons.length > 0 && { filterReasons: answer.reasons }),
      };
    case 'failed':
      return { ...ended, state: 'failed', videos: [], error: answer.error };
  }
}

/** The end lies between two answers. A denial was one, too, but does not tell that it ran. */
function doubtOf(operation: Operation, at: string): { endedWithin?: number } {
  if (operation.state !== 'running' || operation.denials || operation.checkedAt === undefined) return {};
  const endedWithin = Math.round((Date.parse(at) - Date.parse(operation.checkedAt)) / 1000);
  return endedWithin >= 0 ? { endedWithin } : {};
}

/** What an operation that is not final yet may have beside what every operation has. */
type Unfinished = Pick<Operation, 'state' | 'videos'> &
  Omit<RunningOperation, 'state' | 'videos'> &
  Partial<Omit<MissingOperation, 'state' | 'videos'>>;

/** What stays whatever the API says: all that does not tell of the state, also what only a newer release knows. */
function identityOf(operation: Unfinished) {
  const { state, videos, checkedAt, problem, denials, finishedAt, endedWithin, seenAt, ...identity } =
    operation;
  return identity;
}

/** A failed check keeps the last known state; an operation that ended has nothing left to be checked for. */
function withProblem(
  operation: Operation,
  { kind, message }: { kind: ProblemKind; message: string },
  at: string,
): Operation {
  if (operation.state !== 'running') return operation;
  const since = operation.problem?.kind === kind ? operation.problem.since : at;
  const problem: Problem = { kind, message, since };
  return kind === 'notFound' ? denied(operation, problem, at) : { ...operation, problem };
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
