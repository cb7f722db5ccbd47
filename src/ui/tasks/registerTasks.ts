import type * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import type { DeferredParts } from '../deferredParts';

/** Registers the tasks of the type `veo`, which wait for an operation. */
export function registerTasks(_parts: DeferredParts): vscode.Disposable {
  return new DisposableStore();
}
