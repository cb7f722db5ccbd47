import type * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import type { DeferredParts } from '../deferredParts';

/** Registers the hint at API keys in documents, and its quick fixes. */
export function registerKeyHygiene(_parts: DeferredParts): vscode.Disposable {
  return new DisposableStore();
}
