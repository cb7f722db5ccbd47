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
  let stop = () => {};
  const waiting = new Promise<WaitEnd>((resolve, reject) => {
    let id: OperationId = operation;
    const look = (last: Operation) => {
      const current = store.get(id);
      if (!current) resolve({ kind: 'removed', operation: last });
      else if (hasEnded(current)) resolve({ kind: 'ended', operation: current });
    };
    const listener = store.onDidChange((changes) => {
      const removed = changes.find(({ before, after }) => !after && before && isSame(before, id))?.before;
      id = (removed && arrivalOf(removed, changes)) ?? id;
      look(removed ?? operation);
    });
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
    stop = () => {
      listener.dispose();
      signal.removeEventListener('abort', abort);
    };
    if (signal.aborted) abort();
    else look(operation);
  });
  return waiting.finally(stop);
}

/** Where an operation is now that was moved: in the same change, under the same name. */
function arrivalOf({ name }: Operation, changes: readonly OperationChange[]): Operation | undefined {
  return changes.find(({ after }) => after?.name === name)?.after;
}

function isSame(one: OperationId, other: OperationId): boolean {
  return one.endpoint === other.endpoint && one.name === other.name;
}
