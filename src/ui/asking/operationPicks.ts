import type * as vscode from 'vscode';
import type { Operation } from '../../operations/operation';
import { descriptionOf, titleOf } from '../telling/words';

/** An operation in a list to pick from. */
export interface OperationPick<T extends Operation = Operation> extends vscode.QuickPickItem {
  readonly operation: T;
}

/** Operations as a person picks one, by what a row of the tree says and by the whole name. */
export function operationPicks<T extends Operation>(operations: readonly T[]): OperationPick<T>[] {
  const now = Date.now();
  return operations.map((operation) => ({
    label: titleOf(operation),
    description: descriptionOf(operation, now),
    detail: operation.name,
    operation,
  }));
}
