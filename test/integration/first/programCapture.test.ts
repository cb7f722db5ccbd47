import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Operation } from '../../../src/operations/operation';
import { registerCapture } from '../../../src/ui/capture/registerCapture';
import type { DeferredParts } from '../../../src/ui/deferredParts';
import { useCapture } from '../capturePlaces';
import { nextChange } from '../extension';
import { type Harness, useHarness } from '../harness';
import { RecordedLog } from '../recordedLog';
import { ReplacedProperties } from '../replacedProperties';

/** Of a built-in extension. */
const NOTEBOOK = 'jupyter-notebook';
const STDOUT = 'application/vnd.code.notebook.stdout';

function trackedAs(harness: Harness, name: string): Promise<Operation> {
  return nextChange(harness.api, (one) => one.name === name);
}

describe('operations that a task prints', function () {
  this.timeout(30_000);
  const harness = useHarness();
  const scripts = useCapture(harness, 'task');

  it('are tracked as those of a task, whether or not it runs in a shell', async () => {
    const [inShell, asProcess] = [harness.gateway.newId().name, harness.gateway.newId().name];
    const tracked = trackedAs(harness, inShell);
    const command = await scripts.current.printing([300, `Sunrise: ${inShell}\n`]);
    await vscode.tasks.executeTask(taskOf('shell', new vscode.ShellExecution(command)));
    const { source, label, startedWithin } = await tracked;
    assert.deepEqual([source, label, startedWithin !== undefined], ['task', 'Sunrise', true]);
    const next = trackedAs(harness, asProcess);
    const [program = '', script = ''] = (await scripts.current.printing([300, `${asProcess}\n`])).split(' ');
    await vscode.tasks.executeTask(taskOf('process', new vscode.ProcessExecution(program, [script])));
    assert.equal((await next).source, 'task');
  });

  function taskOf(name: string, execution: vscode.ShellExecution | vscode.ProcessExecution): vscode.Task {
    return new vscode.Task({ type: 'veo-test' }, vscode.TaskScope.Workspace, name, 'test', execution);
  }
});

describe('operations in the outputs of a notebook', function () {
  this.timeout(30_000);
  const harness = useHarness();
  useCapture(harness, 'notebook');
  let controller: vscode.NotebookController;
  before(() => {
    controller = vscode.notebooks.createNotebookController('veo-test', NOTEBOOK, 'Test');
  });
  after(() => controller.dispose());

  it('are tracked when the cell runs, each piece of text once, and not when the notebook has them already', async () => {
    const [old, typed, first, second] = [newName(), newName(), newName(), newName()];
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, `get("${typed}")`, 'python');
    cell.outputs = [output(`saved ${old}\n`)];
    const notebook = await vscode.workspace.openNotebookDocument(NOTEBOOK, new vscode.NotebookData([cell]));
    await vscode.window.showNotebookDocument(notebook);
    const tracked = Promise.all([typed, first, second].map((name) => trackedAs(harness, name)));
    controller.executeHandler = async (cells) => {
      for (const one of cells)
        await runCell(one, [
          `${typed}\nHarbour: ${first.slice(0, -4)}`,
          first.slice(-4),
          `\nNight market: ${second}\n`,
        ]);
    };
    await vscode.commands.executeCommand('notebook.selectKernel', {
      id: controller.id,
      extension: 'veo-operations.veo-operations',
    });
    await vscode.commands.executeCommand('notebook.execute');
    const [ofTyped, ofFirst, ofSecond] = await tracked;
    assert.deepEqual(
      [ofFirst?.label, ofFirst?.source, ofSecond?.label],
      ['Harbour', 'notebook', 'Night market'],
    );
    assert.ok(ofFirst?.startedWithin !== undefined);
    assert.equal(ofTyped?.startedAt, undefined);
    assert.ok(!harness.api.operations.some(({ name }) => name === old || name.length < old.length));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  function newName(): string {
    return harness.gateway.newId().name;
  }

  function output(text: string): vscode.NotebookCellOutput {
    return new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.text(text, STDOUT)]);
  }

  /** Runs a cell as kernels do: its output grows piece by piece. */
  async function runCell(cell: vscode.NotebookCell, pieces: readonly string[]): Promise<void> {
    const execution = controller.createNotebookCellExecution(cell);
    execution.start(Date.now());
    await new Promise((resolve) => setTimeout(resolve, 300));
    const grown = output('');
    await execution.replaceOutput([grown]);
    for (const piece of pieces) {
      await execution.appendOutputItems([vscode.NotebookCellOutputItem.text(piece, STDOUT)], grown);
    }
    execution.end(true, Date.now());
  }
});

describe('the outputs of a debugged program', () => {
  it('are handed on from its start on, of any debugger, until its session ends', async () => {
    const replaced = new ReplacedProperties();
    const factories: [string, vscode.DebugAdapterTrackerFactory][] = [];
    replaced.replace(
      vscode.debug,
      'registerDebugAdapterTrackerFactory',
      (...registered: [string, vscode.DebugAdapterTrackerFactory]) => {
        factories.push(registered);
        return { dispose: () => undefined };
      },
    );
    const handedOn = new Promise<unknown[]>((resolve) => {
      const parts = {
        settings: { value: { capture: { debugConsole: 'on' } } },
        log: new RecordedLog(),
        loadContext: async () => ({
          printed: { capture: async (...captured: unknown[]) => resolve(captured) },
        }),
      } as unknown as DeferredParts;
      registered = registerCapture(parts);
    });
    const [[type, factory] = []] = factories;
    assert.equal(type, '*');
    const session = { id: '1', configuration: {} } as vscode.DebugSession;
    const tracker = await factory?.createDebugAdapterTracker(session);
    const name = 'models/veo-3.1-generate-preview/operations/abcdefgh1234';
    for (const output of [`Shot 7: ${name.slice(0, 20)}`, `${name.slice(20)}\n`]) {
      tracker?.onDidSendMessage?.({ type: 'event', event: 'output', body: { category: 'stdout', output } });
    }
    tracker?.onWillStopSession?.();
    const reference = { name, label: 'Shot 7' };
    assert.deepEqual(await handedOn, ['debugConsole', [{ reference, given: {} }]]);
    registered?.dispose();
    replaced.restore();
  });

  let registered: vscode.Disposable | undefined;
});
