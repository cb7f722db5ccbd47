import type * as vscode from 'vscode';
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

/** Characters of a label or a prompt. */
const TITLE_LENGTH = 60;

/**
 * What the log tells at its default level: one line for each operation that is tracked, each end, each refusal and each limit that was learned; of a
 * problem that keeps a whole endpoint from being asked, one for all its operations.
 */
export class ActivityLog implements vscode.Disposable {
  private readonly listeners: readonly { dispose(): void }[];
  /** The problem of each endpoint that was logged last, until one of its operations is answered. */
  private readonly endpointProblems = new Map<string, string>();

  constructor(
    store: OperationStore,
    onDidLearn: Event<LearnedLimit>,
    private readonly log: Log,
  ) {
    this.listeners = [
      store.onDidChange((changes) => {
        for (const change of changes) this.changed(change);
      }),
      onDidLearn(({ origin, requestsPerMinute }) =>
        log.info(`${origin} allows ${requestsPerMinute} requests a minute`),
      ),
    ];
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
  }

  private changed({ before, after }: OperationChange): void {
    if (before && after) this.became(before, after);
    else if (before) this.log.info(`Removed ${nameOf(before)}`);
    // One that comes with its end is only listed again: it was in the archive, or its removal was undone.
    else if (after && !hasEnded(after)) this.log.info(`Tracking ${nameOf(after)}`);
  }

  private became(before: Operation, after: Operation): void {
    if (before.state !== after.state) this.stateChanged(after);
    if (after.problem) this.troubled(after, after.problem, before.problem);
    else if (before.problem) this.recovered(after);
  }

  private stateChanged(operation: Operation): void {
    const outcome = hasEnded(operation) ? outcomeOf(operation) : 'running again';
    this.log.info(`${nameOf(operation)}: ${outcome}`);
  }

  private troubled(operation: Operation, problem: Problem, former: Problem | undefined): void {
    const told = `${problem.kind} ${problem.reason ?? ''}`;
    if (scopeOf(problem.kind, undefined) === 'operation') {
      const isNew = problem.kind !== former?.kind || problem.reason !== former.reason;
      if (isNew) this.log.info(`${nameOf(operation)}: ${wordsOf(problem)}`);
      return;
    }
    if (this.endpointProblems.get(operation.endpoint) === told) return;
    this.endpointProblems.set(operation.endpoint, told);
    this.log.info(`${operation.endpoint}: ${wordsOf(problem)}`);
  }

  private recovered(operation: Operation): void {
    if (this.endpointProblems.delete(operation.endpoint))
      this.log.info(`${operation.endpoint} answers again`);
  }
}

/** By what the person knows it, where that is told, and by its name, of which a gateway's has only its ends here. */
function nameOf({ label, prompt, name, endpoint }: Operation): string {
  const title = label ?? prompt;
  const words = title === undefined ? '' : `${oneLine(title, TITLE_LENGTH)}, `;
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
