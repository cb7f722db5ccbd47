import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Operation, OperationId } from '../../src/operations/operation';
import type { VeoOperationsApi } from '../../src/ui/exportedApi';

export const EXTENSION_ID = 'veo-operations.veo-operations';

/** Activates the extension under test and returns its exported API. */
export async function exportedApi(): Promise<VeoOperationsApi> {
  const extension = vscode.extensions.getExtension<VeoOperationsApi>(EXTENSION_ID);
  assert.ok(extension);
  return extension.activate();
}

/** Waits for the next change after which an operation is as wanted; the time limit of the test ends the wait. */
export function nextChange(
  api: VeoOperationsApi,
  isWanted: (operation: Operation) => boolean,
): Promise<Operation> {
  return new Promise((resolve) => {
    const listener = api.onDidChangeOperations((changed) => {
      const operation = changed.find(isWanted);
      if (!operation) return;
      listener.dispose();
      resolve(operation);
    });
  });
}

/** The operation as the list has it now; undefined when it is not listed. */
export function listed(api: VeoOperationsApi, { endpoint, name }: OperationId): Operation | undefined {
  return api.operations.find((operation) => operation.endpoint === endpoint && operation.name === name);
}

/** Removes all operations from the list. */
export async function removeAll(api: VeoOperationsApi): Promise<void> {
  for (const operation of api.operations) await api.remove(operation);
}
