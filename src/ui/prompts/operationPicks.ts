import type * as vscode from 'vscode';
import type { Operation } from '../../operations/operation';
import { descriptionOf } from '../messages/description';
import { inList } from '../messages/literalText';
import { shortIdOf, titleOf } from '../messages/titles';

export interface OperationPick<T extends Operation = Operation> extends vscode.QuickPickItem {
  readonly operation: T;
}

/**
 * Operations as the items of a quick pick: with the texts of a row of the tree, and the short id.
 *
 * @param typed the text in the quick pick: a whole id finds its operation, although only the ends of a gateway's id are
 * shown
 */
export function operationPicks<T extends Operation>(
  operations: readonly T[],
  typed = '',
): OperationPick<T>[] {
  const now = Date.now();
  return operations.map((operation) => ({
    label: inList(titleOf(operation)),
    description: inList(descriptionOf(operation, now)),
    detail: shortIdOf(operation),
    alwaysShow: typed.length >= MIN_ID_CHARACTERS && operation.name.includes(typed),
    operation,
  }));
}

/** With fewer characters nearly every name would match. */
const MIN_ID_CHARACTERS = 12;
