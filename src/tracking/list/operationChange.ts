import type { Operation, OperationId } from '../../operations/operation';

/**
 * What happened to one operation: `before` is absent when it came into the list, newly or as one known from before,
 * `after` when it was removed.
 */
export interface OperationChange {
  readonly before?: Operation;
  readonly after?: Operation;
}

/** An operation that was moved, and as what it is listed since; `isNew` unless one of that name was there already. */
export interface Move {
  readonly from: Operation;
  readonly to: OperationId;
  readonly isNew: boolean;
}

/** The change that an operation came, or became another. */
export function changeOf(before: Operation | undefined, after: Operation): OperationChange {
  return before ? { before, after } : { after };
}

/** That it was asked once more is no news: nothing a person would see in a row, or miss after a restart. */
export function isNews({ before, after }: OperationChange): boolean {
  if (!before || !after) return true;
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  return Object.keys({ ...was, ...is }).some((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
}

/** The first answer is news, the time of a later one is not; nor is it that an endpoint waits a little longer. */
function fieldsOf(operation: Operation): Readonly<Record<string, unknown>> {
  const { goesOnAt: _, ...problem } = operation.problem ?? {};
  return { ...operation, problem, checkedAt: operation.checkedAt !== undefined };
}
