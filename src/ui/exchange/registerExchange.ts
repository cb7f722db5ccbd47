import type * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import type { DeferredParts } from '../deferredParts';

/** Registers links to operations that others give. */
export function registerExchange(_parts: DeferredParts): vscode.Disposable {
  return new DisposableStore();
}
