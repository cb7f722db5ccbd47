import type * as vscode from 'vscode';
import { isUnseen, type Operation } from '../../operations/operation';
import type { OperationStore } from '../../tracking/list/operationStore';
import { countWords } from '../messages/stateWords';

/** Which ended operations the person has looked at. Kept with each operation, so it outlives a restart. */
export class SeenResults {
  constructor(private readonly store: OperationStore) {}

  /** The person has looked at these. */
  markSeen(operations: readonly Operation[]): void {
    const seenAt = new Date().toISOString();
    const unseen = operations.filter(isUnseen);
    if (unseen.length > 0) this.store.update(unseen.map((operation) => ({ ...operation, seenAt })));
  }

  /** The view's badge: how many wait; none rather than 0. */
  badge(): vscode.ViewBadge | undefined {
    const { unseen } = this.store;
    return unseen.length === 0 ? undefined : { value: unseen.length, tooltip: countWords(unseen) };
  }
}
