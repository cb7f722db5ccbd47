import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import { Lazy } from '../../base/lazy';
import type { DeferredParts } from '../deferredParts';
import type { Capture } from './capture';

/** Terminals of older tasks are no longer told apart. */
const MOST_PROCESSES = 100;

/** Registers what tracks operations as they are printed, in terminals, tasks, notebooks and debug consoles. */
export function registerCapture(parts: DeferredParts): vscode.Disposable {
  const registered = new DisposableStore();
  const capture = new Lazy(async () => registered.add(new (await import('./capture')).Capture(parts)));
  registered.add(registerTerminals(parts, capture));
  return registered;
}

function registerTerminals({ settings, log }: DeferredParts, capture: Lazy<Capture>): vscode.Disposable {
  const taskProcesses = new Set<number>();
  const tasks = vscode.tasks.onDidStartTaskProcess(({ processId }) => {
    const [oldest] = taskProcesses.add(processId);
    if (taskProcesses.size > MOST_PROCESSES && oldest !== undefined) taskProcesses.delete(oldest);
  });
  const executions = vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) => {
    const { terminal: inTerminals, task } = settings.value.capture;
    if (inTerminals === 'off' && task === 'off') return;
    // What comes before the first call of `read` is lost.
    const output = execution.read();
    const command = { terminal, output, commandLine: execution.commandLine.value, startedAt: Date.now() };
    const reading = async () =>
      (await import('./terminalOutput')).readTerminal(await capture.get(), command, taskProcesses);
    reading().catch((error) => log.error('The output of a command could not be read:', error));
  });
  return new DisposableStore(tasks, executions);
}
