import type * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import type { DeferredParts } from '../deferredParts';

/** Registers what tracks operations as they are printed, in terminals, tasks, notebooks and debug consoles. */
export function registerCapture(_parts: DeferredParts): vscode.Disposable {
  return new DisposableStore();
}
