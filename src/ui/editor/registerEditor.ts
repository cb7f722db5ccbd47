import type * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import type { DeferredParts } from '../deferredParts';

/** Registers what documents and notebooks show of the operations that are written in them. */
export function registerEditor(_parts: DeferredParts): vscode.Disposable {
  return new DisposableStore();
}
