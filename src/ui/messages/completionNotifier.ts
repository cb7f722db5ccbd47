import type * as vscode from 'vscode';
import { type EndedOperation, hasEnded, type OperationId, operationKey } from '../../operations/operation';
import type { OperationChange, OperationStore } from '../../tracking/list/operationStore';
import type { Notifications } from '../settings';

/** Tells of each end that is seen now, once. */
export class CompletionNotifier implements vscode.Disposable {
  private readonly listener: { dispose(): void };
  private readonly toldOtherwise = new Set<string>();

  constructor(
    store: OperationStore,
    private readonly wanted: () => Notifications,
    private readonly notify: (ends: readonly EndedOperation[]) => unknown,
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
  }

  private storeChanged(changes: readonly OperationChange[]): void {
    const ends = changes.flatMap(({ before, after }) =>
      before?.state === 'running' && after && hasEnded(after) && this.isWanted(after) ? [after] : [],
    );
    if (ends.length > 0) this.notify(ends);
  }

  private isWanted(end: EndedOperation): boolean {
    if (this.toldOtherwise.has(operationKey(end))) return false;
    const wanted = this.wanted();
    return wanted === 'all' || (wanted === 'failures' && end.state !== 'succeeded');
  }
}
