import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Operation, OperationId } from '../../src/operations/operation';
import type { VeoOperationsApi } from '../../src/ui/exportedApi';

export const EXTENSION_ID = 'veo-operations.veo-operations';

/** The exported API of the extension under test, which is activated first. */
export async function exportedApi(): Promise<VeoOperationsApi> {
  const extension = vscode.extensions.getExtension<VeoOperationsApi>(EXTENSION_ID);
  assert.ok(extension);
  return extension.activate();
}

/** The first operation, from now on, that has changed so; its suite's time limit ends the waiting. */
export function nextChange(
  api: VeoOperationsApi,
  wanted: (operation: Operation) => boolean,
): Promise<Operation> {
  return new Promise((resolve) => {
    const listener = api.onDidChangeOperations((changed) => {
      const operation = changed.find(wanted);
      if (!operation) return;
      listener.dispose();
      resolve(operation);
    });
  });
}

/** The operation as it is listed now. */
export function listed(api: VeoOperationsApi, { endpoint, name }: OperationId): Operation | undefined {
  return api.operations.find((operation) => operation.endpoint === endpoint && operation.name === name);
}

/** Leaves the list empty. */
export async function removeAll(api: VeoOperationsApi): Promise<void> {
  for (const operation of api.operations) await api.remove(operation);
}
