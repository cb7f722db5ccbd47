import * as vscode from 'vscode';
import { storedRecords } from '../../tracking/list/storedRecords';
import type { DeferredParts } from '../deferredParts';
import { t } from '../language/t';

const TYPE = 'veo';
/** Of the manifest: it makes a problem of each operation that ended without a video. */
const PROBLEM_MATCHER = '$veo';

/** What is offered without a definition: to wait for all that run, if there is anything that may run. */
export function providedTasks(parts: DeferredParts): vscode.Task[] {
  if (!storedRecords(parts.context.workspaceState).listed.some(mayRun)) return [];
  const definition = { type: TYPE, operation: 'running' };
  return [taskOf(definition, t('Wait for all running operations'), parts)];
}

/** A task of somebody's `tasks.json`, which VS Code knows by its definition only. */
export function withExecution({ definition, name, scope }: vscode.Task, parts: DeferredParts): vscode.Task {
  return taskOf(definition, name, parts, scope);
}

function taskOf(
  definition: vscode.TaskDefinition,
  name: string,
  parts: DeferredParts,
  scope: vscode.Task['scope'] = vscode.TaskScope.Workspace,
): vscode.Task {
  // VS Code has put values in place of the variables when it calls back.
  const execution = new vscode.CustomExecution(async (resolved) => {
    const { TaskTerminal } = await import('./taskTerminal');
    return new TaskTerminal(resolved, parts);
  });
  return new vscode.Task(definition, scope, name, TYPE, execution, PROBLEM_MATCHER);
}

/** Whether a stored record, at a glance, is of an operation that runs. */
function mayRun(record: unknown): boolean {
  const { operation } = (record ?? {}) as { readonly operation?: { readonly state?: unknown } | null };
  return operation?.state === 'running';
}
