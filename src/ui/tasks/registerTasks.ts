import * as vscode from 'vscode';
import type { DeferredParts } from '../deferredParts';

/** Registers the tasks of the type `veo`, which wait for operations. */
export function registerTasks(parts: DeferredParts): vscode.Disposable {
  const load = () => import('./veoTasks');
  return vscode.tasks.registerTaskProvider('veo', {
    provideTasks: async () => (await load()).providedTasks(parts),
    resolveTask: async (task) => (await load()).withExecution(task, parts),
  });
}
