import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import { Lazy } from '../../base/lazy';
import type { DeferredParts } from '../deferredParts';
import type { CapturePlace } from '../settings';
import type { CaptureSources } from './captureSources';

/** Terminals of older tasks are no longer told apart. */
const MAX_PROCESSES = 100;

/** Does something with what reads outputs, in the order of the calls; loads it first. */
type Use = (action: (sources: CaptureSources) => unknown) => void;

/** Registers what tracks operations as they are printed, in terminals, tasks, notebooks and debug consoles. */
export function registerCapture(parts: DeferredParts): vscode.Disposable {
  const { settings, log } = parts;
  const registered = new DisposableStore();
  const sources = new Lazy(async () =>
    registered.add(new (await import('./captureSources')).CaptureSources(parts)),
  );
  const use: Use = (action) =>
    void sources
      .get()
      .then(action)
      .catch((error) => log.error('What a program prints could not be read:', error));
  const isOff = (place: CapturePlace) => settings.value.capture[place] === 'off';
  registered.add(registerTerminals(use, () => isOff('terminal') && isOff('task')));
  registered.add(vscode.window.onDidCloseTerminal((terminal) => sources.made?.terminals.end(terminal)));
  registered.add(registerNotebooks(use, () => isOff('notebook')));
  registered.add(registerDebuggers(use, () => isOff('debugConsole')));
  return registered;
}

function registerTerminals(use: Use, isOff: () => boolean): vscode.Disposable {
  const taskProcesses = new Set<number>();
  const tasks = vscode.tasks.onDidStartTaskProcess(({ processId }) => {
    const [oldest] = taskProcesses.add(processId);
    if (taskProcesses.size > MAX_PROCESSES && oldest !== undefined) taskProcesses.delete(oldest);
  });
  const executions = vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) => {
    if (isOff()) return;
    // What comes before the first call of `read` is lost.
    const output = execution.read();
    const command = { terminal, output, commandLine: execution.commandLine.value, startedAt: Date.now() };
    use(({ terminals }) => terminals.read(command, taskProcesses));
  });
  return new DisposableStore(tasks, executions);
}

function registerNotebooks(use: Use, isOff: () => boolean): vscode.Disposable {
  return vscode.workspace.onDidChangeNotebookDocument((event) => {
    const isAnyRun = event.cellChanges.some((change) => change.executionSummary ?? change.outputs);
    if (isOff() || !isAnyRun) return;
    const at = Date.now();
    use(({ notebooks }) => notebooks.take(event, at));
  });
}

function registerDebuggers(use: Use, isOff: () => boolean): vscode.Disposable {
  return vscode.debug.registerDebugAdapterTrackerFactory('*', {
    createDebugAdapterTracker(session) {
      const startedAt = Date.now();
      let isRead = false;
      return {
        onDidSendMessage(message) {
          if (message?.event !== 'output' || isOff()) return;
          isRead = true;
          use(({ debuggers }) => debuggers.take(session, message, startedAt));
        },
        onWillStopSession: () => (isRead ? use(({ debuggers }) => debuggers.end(session)) : undefined),
      };
    },
  });
}
