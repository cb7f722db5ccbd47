import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { OperationId } from '../../../src/operations/operation';
import { TaskTerminal } from '../../../src/ui/tasks/taskTerminal';
import { listed, nextChange } from '../extension';
import { asSucceeded } from '../gateway';
import { useHarness } from '../harness';
import { changeSetting } from '../settings';
import { filesIn, useVideoFolders } from '../videoFolders';

const { commands, tasks, Uri, window } = vscode;

describe('a task that waits for operations', () => {
  const harness = useHarness();
  const { api, gateway } = lazily(harness);
  const folders = useVideoFolders();

  it('ends with 0 for a video, which it has saved before, with a list of the paths for ffmpeg', async () => {
    const id = gateway().newId({ kind: 'succeeded', samples: 2 }, 0);
    // As Windows PowerShell writes what a program prints.
    const printed = `\ufeffLantern festival: ${gateway().addressOf(id)}\r\n`;
    await writeFile(join(folders.workspace, 'ids.txt'), printed, 'utf16le');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: A variable of VS Code looks like a placeholder.
    const order = { file: 'ids.txt', download: '${workspaceFolder}/clips', list: 'list.txt' };
    assert.equal(await exitCodeOf(order), 0);
    const clips = join(folders.workspace, 'clips');
    const names = ['Lantern festival-1.mp4', 'Lantern festival-2.mp4'];
    assert.deepEqual(
      filesIn(clips).filter((name) => name.endsWith('.mp4')),
      names,
    );
    const list = await readFile(join(folders.workspace, 'list.txt'), 'utf8');
    const lines = names.map((name) => `file '${join(clips, name)}'`);
    assert.deepEqual(list.split('\n').slice(1, -1), lines);
    const operation = asSucceeded(listed(api(), id));
    assert.equal(operation.source, 'task');
    assert.equal(operation.label, 'Lantern festival');
  });

  it('ends with 1 for an operation without a video, and puts it into Problems where it is named', async () => {
    for (const outcome of [{ kind: 'failed' }, { kind: 'filtered', reasons: 'given' }] as const) {
      const id = gateway().newId(outcome, 0);
      const file = join(folders.workspace, `${outcome.kind}.txt`);
      await writeFile(file, `# shots\n- ${gateway().addressOf(id)}\nAgain: ${gateway().addressOf(id)}\n`);
      assert.equal(await exitCodeOf({ file }), 1);
      const problem = await problemIn(file);
      assert.equal(problem.code, outcome.kind);
      assert.equal(problem.range.start.line, 1);
      assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
    }
  });

  it('ends with 1 for an operation that its API knows no more, after it has asked once again', async () => {
    const id = { endpoint: gateway().endpoint, name: `${gateway().newId().name}gone` };
    await importAsMissing(id);
    const asked = gateway().statusRequestCount(id);
    const file = join(folders.workspace, 'missing.txt');
    await writeFile(file, gateway().addressOf(id));
    assert.equal(await exitCodeOf({ file }), 1);
    assert.equal(gateway().statusRequestCount(id), asked + 1);
    const { code, severity } = await problemIn(file);
    assert.deepEqual([code, severity], ['missing', vscode.DiagnosticSeverity.Error]);
  });

  it('ends with 1 when the operation is removed from the list meanwhile', async () => {
    const id = gateway().newId();
    const ended = exitCodeOf({ operation: gateway().addressOf(id) });
    const { name } = await nextChange(api(), (one) => one.name === id.name && one.checkedAt !== undefined);
    await api().remove({ ...id, name });
    assert.equal(await ended, 1);
  });

  it('whose definition cannot be read ends with 1 and says why in Problems', async () => {
    const tasksFile = join(folders.workspace, '.vscode', 'tasks.json');
    for (const [order, why] of [
      [{ operation: 'nothing that is an operation' }, /no operation in this text/],
      [{ operation: 'running', file: 'ids.txt' }, /not in both/],
      [{ operation: 'x', endpoint: 'nowhere' }, /no endpoint "nowhere"/],
      [{ file: 'missing.txt' }, /cannot be used/],
      [{ operation: 'running', download: '../elsewhere' }, /leads out of the workspace/],
    ] as const) {
      assert.equal(await exitCodeOf(order), 1);
      await problemIn(tasksFile, why);
    }
  });

  it('waits for all that run when it is the offered one, which is offered only then', async () => {
    const offered = async () =>
      (await tasks.fetchTasks({ type: 'veo' })).filter(({ name }) => /all running/.test(name));
    const id = gateway().newId({ kind: 'succeeded', samples: 1 }, 1);
    await gateway().track(id);
    const [task] = await until(offered, (found) => found.length > 0);
    assert.ok(task);
    const ended = run(task);
    // By itself it would be asked about when such a video is likely ready, which takes longer.
    await until(
      () => api().check(id),
      ({ state }) => state === 'succeeded',
    );
    assert.equal(await ended, 0);
    await until(offered, (found) => found.length === 0);
  });

  it('that is terminated ends the wait, and the operation goes on', async () => {
    const id = gateway().newId();
    const task = await taskOf({ operation: gateway().addressOf(id) });
    const ended = whenEnded(task.name);
    const checked = nextChange(api(), (one) => one.name === id.name && one.checkedAt !== undefined);
    const execution = await tasks.executeTask(task);
    await checked;
    execution.terminate();
    await ended;
    assert.equal(listed(api(), id)?.state, 'running');
  });

  it('ends with 130, as a program does, when Ctrl+C is pressed in its terminal', async () => {
    const id = gateway().newId();
    const checked = nextChange(api(), (one) => one.name === id.name && one.checkedAt !== undefined);
    const ended = exitCodeOf({ operation: gateway().addressOf(id) });
    await checked;
    for (const terminal of window.terminals.filter(({ name }) => name.includes('wait'))) {
      terminal.sendText('\u0003', false);
    }
    assert.equal(await ended, 130);
    assert.equal(listed(api(), id)?.state, 'running');
  });

  it('ends with 130 also while the rest of the extension is still being loaded', async () => {
    const loading = { loadContext: () => new Promise<never>(() => undefined), log: undefined as never };
    const terminal = new TaskTerminal({ type: 'veo' }, loading);
    const ended = new Promise((resolve) => terminal.onDidClose(resolve));
    terminal.open();
    terminal.handleInput('\u0003');
    assert.equal(await ended, 130);
  });

  it('checks once while checking is off', async () => {
    await changeSetting('checking.enabled', false);
    try {
      const id = gateway().newId({ kind: 'succeeded', samples: 1 }, 0);
      assert.equal(await exitCodeOf({ operation: gateway().addressOf(id) }), 0);
    } finally {
      await changeSetting('checking.enabled', undefined);
    }
  });

  it('lets a task that depends on it start when the video is there, and not when there is none', async () => {
    const chainFor = async (id: OperationId) => {
      const wait = { label: 'wait', type: 'veo', operation: gateway().addressOf(id), download: 'clips' };
      const copy = { label: 'copy', type: 'shell', command: 'ls clips > copied.txt', dependsOn: ['wait'] };
      return taskNamed('copy', [wait, copy]);
    };
    const copied = join(folders.workspace, 'copied.txt');
    const good = await chainFor(gateway().newId({ kind: 'succeeded', samples: 1 }, 0));
    assert.equal(await run(good), 0);
    assert.match(await readFile(copied, 'utf8'), /\.mp4/);
    const bad = await chainFor(gateway().newId({ kind: 'failed' }, 0));
    await writeFile(copied, 'untouched');
    const ended = whenEnded('wait');
    await tasks.executeTask(bad);
    assert.equal(await ended, 1);
    assert.equal(await readFile(copied, 'utf8'), 'untouched');
  });

  /** The answers that make us conclude it take a minute; an exported list has the conclusion. */
  async function importAsMissing(id: OperationId): Promise<void> {
    const at = new Date().toISOString();
    const operation = { ...id, state: 'missing', videos: [], trackedAt: at, finishedAt: at };
    const list = join(folders.workspace, 'exported.json');
    await writeFile(
      list,
      JSON.stringify({ version: 1, operations: [operation], endpoints: [gateway().setting] }),
    );
    harness.user.willClick('Import');
    await commands.executeCommand('veo.importOperations', Uri.file(list));
    assert.equal(listed(api(), id)?.state, 'missing');
  }

  async function exitCodeOf(order: object): Promise<number | undefined> {
    return run(await taskOf(order));
  }

  function taskOf(order: object): Promise<vscode.Task> {
    return taskNamed('wait', [{ label: 'wait', type: 'veo', ...order }]);
  }

  /** A task of a `tasks.json` with these tasks, once VS Code has read it. */
  async function taskNamed(label: string, defined: readonly object[]): Promise<vscode.Task> {
    const folder = join(folders.workspace, '.vscode');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'tasks.json'), JSON.stringify({ version: '2.0.0', tasks: defined }));
    const [first] = defined;
    const isRead = (task: vscode.Task) => task.name === label && isDefinedBy(task, first ?? {});
    const all = await until(
      () => tasks.fetchTasks(),
      (found) => found.some(isRead),
    );
    return all.find(isRead) as vscode.Task;
  }
});

/** Whether a task is of this definition, or is none of ours. */
function isDefinedBy({ definition }: vscode.Task, wanted: object): boolean {
  if (definition.type !== 'veo') return true;
  return Object.entries(wanted).every(([key, value]) => key === 'label' || definition[key] === value);
}

async function run(task: vscode.Task): Promise<number | undefined> {
  const ended = whenEnded(task.name);
  await tasks.executeTask(task);
  return ended;
}

/** Resolves with the exit code of the next task of this name that ends. */
function whenEnded(name: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const listener = tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.name !== name) return;
      listener.dispose();
      resolve(exitCode);
    });
  });
}

/** Resolves with the problem of a task in a file, once there is one with such words. */
async function problemIn(file: string, words = /./): Promise<vscode.Diagnostic> {
  const uri = vscode.Uri.file(file);
  return new Promise((resolve) => {
    const look = () => {
      const problem = vscode.languages
        .getDiagnostics(uri)
        .find(({ source, message }) => source === 'veo' && words.test(message));
      if (!problem) return;
      listener.dispose();
      resolve(problem);
    };
    const listener = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}

/** Asks VS Code, which has no event for it, until the answer is as wanted. */
async function until<T>(ask: () => PromiseLike<T>, isWanted: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
  }
}

function lazily(harness: ReturnType<typeof useHarness>) {
  return { api: () => harness.api, gateway: () => harness.gateway };
}
