import type { Operation, OperationId } from '../../operations/operation';

/** Change of one operation: `before` is absent when it came into the list, `after` when it was removed. */
export interface OperationChange {
  readonly before?: Operation;
  readonly after?: Operation;
}

/** An operation that was moved to another endpoint, and its id there; `isNew` unless it was there already. */
export interface Move {
  readonly from: Operation;
  readonly to: OperationId;
  readonly isNew: boolean;
}

export function changeOf(before: Operation | undefined, after: Operation): OperationChange {
  return before ? { before, after } : { after };
}

/** Whether a change must be written. That an operation was polled once more need not: no row shows it. */
export function isWorthWriting({ before, after }: OperationChange): boolean {
  if (!before || !after) return true;
  const [was, is] = [writtenFields(before), writtenFields(after)];
  return Object.keys({ ...was, ...is }).some((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
}

/** The fields that must be written: of `checkedAt` only whether it exists, of the problem not until when its endpoint waits. */
function writtenFields(operation: Operation): Readonly<Record<string, unknown>> {
  const { goesOnAt: _, ...problem } = operation.problem ?? {};
  return { ...operation, problem, checkedAt: operation.checkedAt !== undefined };
}
