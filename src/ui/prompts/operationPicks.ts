import type * as vscode from 'vscode';
import type { Operation } from '../../operations/operation';
import { descriptionOf } from '../messages/description';
import { inList } from '../messages/literalText';
import { shortIdOf, titleOf } from '../messages/titles';

/** An operation in a list to pick from. */
export interface OperationPick<T extends Operation = Operation> extends vscode.QuickPickItem {
  readonly operation: T;
}

/**
 * Operations as a person picks one, by what a row of the tree says and by its short id.
 *
 * @param typed what was typed: a whole id finds its operation, although only the ends of a gateway's id are shown
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
    alwaysShow: typed.length >= LEAST_OF_AN_ID && operation.name.includes(typed),
    operation,
  }));
}

/** Characters; with fewer, nearly every name would be shown. */
const LEAST_OF_AN_ID = 12;
