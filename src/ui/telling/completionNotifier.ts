import type * as vscode from 'vscode';
import { type EndedOperation, hasEnded, type OperationId, operationKey } from '../../operations/operation';
import type { OperationChange, OperationStore } from '../../tracking/list/operationStore';
import type { Notifications } from '../settings';

/** ms without a further end after which those before are told, in one message. */
const QUIET = 2000;
/** ms that an end waits for others at most. */
const LONGEST_WAIT = 15_000;

/** Tells of each end that is seen now, once; several that come close together in one message. */
export class CompletionNotifier implements vscode.Disposable {
  private readonly listener: { dispose(): void };
  private readonly toldOtherwise = new Set<string>();
  private gathered: EndedOperation[] = [];
  private quiet: ReturnType<typeof setTimeout> | undefined;
  private deadline: ReturnType<typeof setTimeout> | undefined;

  constructor(
    store: OperationStore,
    private readonly wanted: () => Notifications,
    private readonly tell: (ends: readonly EndedOperation[]) => unknown,
  ) {
    this.listener = store.onDidChange((changes) => this.storeChanged(changes));
  }

  /** While the result lives, the end of this operation is told by somebody else, who was asked for it. */
  leaveTo(id: OperationId): vscode.Disposable {
    const key = operationKey(id);
    this.toldOtherwise.add(key);
    return { dispose: () => this.toldOtherwise.delete(key) };
  }

  dispose(): void {
    this.listener.dispose();
    this.stopWaiting();
  }

  private storeChanged(changes: readonly OperationChange[]): void {
    const ends = changes.flatMap(({ before, after }) =>
      before?.state === 'running' && after && hasEnded(after) && this.isWanted(after) ? [after] : [],
    );
    if (ends.length === 0) return;
    this.gathered.push(...ends);
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.tellGathered(), QUIET);
    this.deadline ??= setTimeout(() => this.tellGathered(), LONGEST_WAIT);
  }

  private isWanted(end: EndedOperation): boolean {
    if (this.toldOtherwise.has(operationKey(end))) return false;
    const wanted = this.wanted();
    return wanted === 'all' || (wanted === 'failures' && end.state !== 'succeeded');
  }

  private tellGathered(): void {
    const ends = this.gathered;
    this.gathered = [];
    this.stopWaiting();
    this.tell(ends);
  }

  private stopWaiting(): void {
    clearTimeout(this.quiet);
    clearTimeout(this.deadline);
    this.deadline = undefined;
  }
}
