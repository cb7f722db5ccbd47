import type { Operation, OperationState } from '../../operations/operation';
import { t } from '../language/t';

/** In the order in which they are told: what is there first, what is still to come last. */
const ORDER: readonly OperationState[] = ['succeeded', 'filtered', 'failed', 'missing', 'running'];

/** How many operations are in each state, such as "7 ready · 2 failed · 3 running"; empty without operations. */
export function countWords(operations: readonly Operation[]): string {
  return countsOf(operations).join(' · ');
}

/** The same, each count for itself. */
export function countsOf(operations: readonly Operation[]): string[] {
  return ORDER.flatMap((state) => {
    const count = operations.filter((operation) => operation.state === state).length;
    return count > 0 ? countOf(state, count) : [];
  });
}

/** One such count. */
export function countOf(state: OperationState, count: number): string {
  switch (state) {
    case 'succeeded':
      return t('{0} ready', count);
    case 'filtered':
      return t('{0} filtered', count);
    case 'failed':
      return t('{0} failed', count);
    case 'missing':
      return t('{0} missing', count);
    case 'running':
      return t('{0} running', count);
  }
}
