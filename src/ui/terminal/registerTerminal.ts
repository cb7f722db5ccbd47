import type * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import type { DeferredParts } from '../deferredParts';

/** Registers what terminals offer for the operations that are printed in them. */
export function registerTerminal(_parts: DeferredParts): vscode.Disposable {
  return new DisposableStore();
}
