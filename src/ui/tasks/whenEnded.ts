import { DisposableStore } from '../../base/disposableStore';
import { unlessAborted } from '../../endpoints/http/abort';
import { type EndedOperation, hasEnded, type Operation, type OperationId } from '../../operations/operation';
import type { OperationChange, OperationStore } from '../../tracking/list/operationStore';

/** How the wait for an operation ends: by its end, or because it was removed from the list. */
type WaitEnd =
  | { readonly kind: 'ended'; readonly operation: EndedOperation }
  | { readonly kind: 'removed'; readonly operation: Operation };

/**
 * Waits for the end of an operation, and follows it to another endpoint.
 *
 * @throws the reason of `signal` when it is aborted
 */
export async function whenEnded(
  operation: Operation,
  store: Pick<OperationStore, 'get' | 'onDidChange'>,
  signal: AbortSignal,
): Promise<WaitEnd> {
  const listening = new DisposableStore();
  const waiting = new Promise<WaitEnd>((resolve) => {
    let id: OperationId = operation;
    const look = (last: Operation) => {
      const end = endOf(id, last, store);
      if (end) resolve(end);
    };
    const follow = (changes: readonly OperationChange[]) => {
      const removed = changes.find(({ before, after }) => !after && before && isSame(before, id))?.before;
      id = (removed && arrivalOf(removed, changes)) ?? id;
      look(removed ?? operation);
    };
    listening.add(store.onDidChange(follow));
    look(operation);
  });
  return unlessAborted(waiting, signal).finally(() => listening.dispose());
}

/** @param last the operation as it was before the wait, or before it was removed */
function endOf(id: OperationId, last: Operation, store: Pick<OperationStore, 'get'>): WaitEnd | undefined {
  const current = store.get(id);
  if (!current) return { kind: 'removed', operation: last };
  return hasEnded(current) ? { kind: 'ended', operation: current } : undefined;
}

/** Where an operation is now that was moved: in the same change, under the same name. */
function arrivalOf({ name }: Operation, changes: readonly OperationChange[]): Operation | undefined {
  return changes.find(({ after }) => after?.name === name)?.after;
}

function isSame(one: OperationId, other: OperationId): boolean {
  return one.endpoint === other.endpoint && one.name === other.name;
}
