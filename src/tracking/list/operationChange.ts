import type { Operation, OperationId } from '../../operations/operation';

/**
 * What happened to one operation: `before` is absent when it came into the list, newly or as one known from before,
 * `after` when it was removed.
 */
export interface OperationChange {
  readonly before?: Operation;
  readonly after?: Operation;
}

/** An operation that was moved to another endpoint, and its id there; `isNew` unless the destination had it already. */
export interface Move {
  readonly from: Operation;
  readonly to: OperationId;
  readonly isNew: boolean;
}

/** The change from nothing, or from another state of the operation, to this one. */
export function changeOf(before: Operation | undefined, after: Operation): OperationChange {
  return before ? { before, after } : { after };
}

/** Whether a change is worth a write and a redraw. That an operation was polled once more is not: no row shows it. */
export function isNews({ before, after }: OperationChange): boolean {
  if (!before || !after) return true;
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  return Object.keys({ ...was, ...is }).some((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
}

/** The fields that are news. Of `checkedAt` only its existence is; that an endpoint waits a little longer is not. */
function fieldsOf(operation: Operation): Readonly<Record<string, unknown>> {
  const { goesOnAt: _, ...problem } = operation.problem ?? {};
  return { ...operation, problem, checkedAt: operation.checkedAt !== undefined };
}
