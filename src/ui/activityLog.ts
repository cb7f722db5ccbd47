import { DisposableStore } from '../base/disposableStore';
import type { Event } from '../base/event';
import { type EndedOperation, hasEnded, type Operation } from '../operations/operation';
import type { Problem } from '../operations/problem';
import { runTimeOf } from '../operations/start';
import { oneLine } from '../outside/oneLine';
import type { LearnedLimit } from '../tracking/limits/originLimiter';
import { scopeOf } from '../tracking/limits/problemScope';
import type { OperationChange, OperationStore } from '../tracking/list/operationStore';
import type { Log } from './log';
import { shownName } from './messages/titles';

/** Of a label or a prompt. */
const MAX_TITLE_CHARACTERS = 60;

/**
 * Writes what the log shows at its default level: one line for each tracked operation, each end, each refusal and each
 * learned limit. A problem that blocks a whole endpoint gets one line for all its operations.
 */
export class ActivityLog extends DisposableStore {
  /** The last logged problem of each endpoint, until one of its operations is answered. */
  private readonly endpointProblems = new Map<string, string>();

  constructor(
    store: OperationStore,
    onDidLearn: Event<LearnedLimit>,
    private readonly log: Log,
  ) {
    super(
      store.onDidChange((changes) => {
        for (const change of changes) this.logChange(change);
      }),
      onDidLearn(({ origin, requestsPerMinute }) =>
        log.info(`${origin} allows ${requestsPerMinute} requests a minute`),
      ),
    );
  }

  private logChange({ before, after }: OperationChange): void {
    if (before && after) this.logTransition(before, after);
    else if (before) this.log.info(`Removed ${nameOf(before)}`);
    // An ended operation comes from the archive, or its removal was undone: it is not tracked anew.
    else if (after && !hasEnded(after)) this.log.info(`Tracking ${nameOf(after)}`);
  }

  private logTransition(before: Operation, after: Operation): void {
    if (before.state !== after.state) {
      this.log.info(`${nameOf(after)}: ${hasEnded(after) ? outcomeOf(after) : 'running again'}`);
    }
    if (after.problem) this.logProblem(after, after.problem, before.problem);
    else if (before.problem && this.endpointProblems.delete(after.endpoint)) {
      this.log.info(`${after.endpoint} answers again`);
    }
  }

  private logProblem(operation: Operation, problem: Problem, former: Problem | undefined): void {
    if (scopeOf(problem.kind, undefined) === 'operation') {
      const isNew = problem.kind !== former?.kind || problem.reason !== former.reason;
      if (isNew) this.log.info(`${nameOf(operation)}: ${wordsOf(problem)}`);
      return;
    }
    const kindAndReason = `${problem.kind} ${problem.reason ?? ''}`;
    if (this.endpointProblems.get(operation.endpoint) === kindAndReason) return;
    this.endpointProblems.set(operation.endpoint, kindAndReason);
    this.log.info(`${operation.endpoint}: ${wordsOf(problem)}`);
  }
}

/** The label or the prompt, if there is one, and the name. Of the long name that a gateway gives only the ends are shown. */
function nameOf({ label, prompt, name, endpoint }: Operation): string {
  const title = label ?? prompt;
  const words = title === undefined ? '' : `${oneLine(title, MAX_TITLE_CHARACTERS)}, `;
  return `${words}${shownName(name)} (${endpoint})`;
}

function wordsOf({ kind, reason, message }: Problem): string {
  return `${kind}${reason === undefined ? '' : ` (${reason})`}: ${message}`;
}

function outcomeOf(operation: EndedOperation): string {
  const ms = runTimeOf(operation, 0);
  const time = ms === undefined ? '' : ` after ${Math.round(ms / 1000)} s`;
  switch (operation.state) {
    case 'succeeded':
      return `succeeded${time}, videos: ${operation.videos.length}`;
    case 'filtered':
      return `filtered${time} ${operation.filterReasons?.join(' ') ?? ''}`.trimEnd();
    case 'failed':
      return `failed${time}: ${operation.error.code} ${operation.error.message}`;
    case 'missing':
      return 'missing: the API says repeatedly that there is no such operation';
  }
}
