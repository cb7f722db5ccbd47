import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { useHarness } from '../harness';
import { ReplacedProperties } from '../replacedProperties';

const { commands, workspace } = vscode;
/** A built-in endpoint without a key: nothing is sent there. */
const ROOT = 'https://generativelanguage.googleapis.com/v1beta';

describe('Track All Operations in This File', () => {
  const harness = useHarness();
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'veo-files-'));
  });
  afterEach(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    await rm(folder, { recursive: true });
  });

  it('tracks what files and folders name, apart from binary and excluded files, and Undo removes what was new', async () => {
    const { api, user } = harness;
    await files({
      'logs/run.log': log(1, 2),
      'logs/powershell.log': Buffer.from(`\ufeff${log(3)}`, 'utf16le'),
      'logs/run.dat': Buffer.concat([Buffer.from([0, 0]), Buffer.from(address(4))]),
      'logs/video.mp4': log(9),
      'logs/node_modules/other.js': log(5),
      'logs/.git/HEAD': log(6),
      'logs/deep/er/notebook.ipynb': notebook(log(7)),
      'logs/nothing.txt': 'operations are not named here',
      'results.json': JSON.stringify({ name: nameOf(1), done: false }),
      'not-chosen.log': log(8),
    });
    await api.track(address(2));
    user.willClick('Undo');
    await trackFile(at('logs'), [at('logs'), at('results.json')]);
    assert.equal(lastMessage(), '4 operations in 4 of 6 files. One was tracked already.');
    assert.deepEqual(names(), [nameOf(2)]);
    const undone = user.messages.find(({ actions }) => actions.includes('Undo'));
    assert.deepEqual(undone?.actions, ['Undo', 'Show']);
  });

  it('tracks each once, with the words beside it, as found in a document', async () => {
    const { api } = harness;
    await files({ 'a.md': `Lantern festival: ${address(1)}\n`, 'b.md': log(1) });
    await trackFile(at('a.md'), [at('a.md'), at('b.md')]);
    const [operation, ...others] = api.operations;
    assert.equal(others.length, 0);
    assert.deepEqual([operation?.source, operation?.label], ['editor', 'Lantern festival']);
  });

  it('respects files.exclude', async () => {
    await files({ 'logs/a.skipped': log(1), 'logs/a.log': log(2) });
    const exclude = workspace.getConfiguration('files').get<object>('exclude');
    await workspace.getConfiguration('files').update('exclude', { ...exclude, '**/*.skipped': true }, true);
    try {
      await trackFile(at('logs'));
    } finally {
      await workspace.getConfiguration('files').update('exclude', undefined, true);
    }
    assert.equal(lastMessage(), 'One operation in a.log.');
    assert.deepEqual(names(), [nameOf(2)]);
  });

  it('reads what is on the screen, also of a file that is not saved', async () => {
    await files({ 'a.txt': log(1) });
    const document = await workspace.openTextDocument(at('a.txt'));
    await vscode.window.showTextDocument(document);
    const change = new vscode.WorkspaceEdit();
    change.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), log(2));
    await workspace.applyEdit(change);
    await commands.executeCommand('veo.trackFile');
    assert.deepEqual(names(), [nameOf(2)]);
    await commands.executeCommand('workbench.action.files.revert');
  });

  it('reads a log of 50 MB without keeping it, and says which file it did not read', async () => {
    const line = `${'2026-03-12 07:00:00 INFO polling, the answer is running'.padEnd(99)}\n`;
    await files({ 'large.log': `${log(1)}${line.repeat(500_000)}${log(2)}`, 'huge.log': log(3) });
    await truncate(join(folder, 'huge.log'), 257 * 1024 * 1024);
    await trackFile(at('large.log'), [at('large.log'), at('huge.log'), at('missing.log')]);
    assert.equal(lastMessage(), '2 operations in 1 of 3 files. 2 files could not be read.');
    assert.deepEqual(names(), [nameOf(1), nameOf(2)]);
    await trackFile(at('huge.log'));
    assert.equal(lastMessage(), 'huge.log is larger than 256 MB, so it was not read.');
  }).timeout(120_000);

  it('asks before more than 200 are tracked: the last of them, all, or none', async () => {
    const { user, api } = harness;
    const all = Array.from({ length: 230 }, (_, at) => at);
    await files({ 'many.log': log(...all) });
    await trackFile(at('many.log'));
    assert.equal(lastMessage(), 'Track 230 operations?');
    assert.equal(api.operations.length, 0);
    user.willClick('Track the Last 200');
    await trackFile(at('many.log'));
    assert.equal(lastMessage(), '230 operations in many.log. Tracked now: 200.');
    assert.deepEqual([names().includes(nameOf(29)), names().includes(nameOf(30))], [false, true]);
    user.willClick('Track All');
    await trackFile(at('many.log'));
    assert.equal(api.operations.length, 230);
  });

  it('tracks nothing when it is cancelled', async () => {
    const { user } = harness;
    await files({ 'a.log': log(1) });
    const replaced = new ReplacedProperties();
    // A file system that answers only after the person has cancelled.
    const progressShown = new Promise<void>((resolve) => {
      const { withProgress } = vscode.window;
      replaced.replace(vscode.window, 'withProgress', (...args: Parameters<typeof withProgress>) => {
        resolve();
        return withProgress(...args);
      });
    });
    user.willCancelProgress();
    const { stat } = workspace.fs;
    const slow = { ...workspace.fs, stat: (uri: vscode.Uri) => progressShown.then(() => stat(uri)) };
    replaced.replaceGetter(workspace, 'fs', slow);
    try {
      await trackFile(at('a.log'));
    } finally {
      replaced.restore();
    }
    assert.deepEqual(
      user.progresses.map(({ title }) => title),
      ['Looking for operations'],
    );
    assert.deepEqual([names(), user.messages], [[], []]);
  });

  it('says so where there is none, and where the file cannot be read', async () => {
    await files({ 'a.txt': 'nothing here' });
    await trackFile(at('a.txt'));
    assert.equal(lastMessage(), 'a.txt names no operation.');
    await trackFile(at('missing.txt'));
    assert.equal(lastMessage(), 'missing.txt could not be read.');
    await files({ 'videos/a.mp4': '', 'videos/B.MOV': '' });
    await trackFile(at('videos'));
    assert.equal(lastMessage(), 'There is no file here that can name an operation.');
  });

  // Windows has neither.
  if (process.platform !== 'win32') {
    it('reads no device and no pipe, which have no end, nor what a link to one promises', async () => {
      await files({ 'a.log': log(1) });
      await symlink('/dev/zero', join(folder, 'zero.log'));
      execFileSync('mkfifo', [join(folder, 'pipe.log')]);
      await trackFile(at('a.log'), [at('a.log'), at('zero.log'), at('pipe.log')]);
      assert.equal(lastMessage(), 'One operation in 1 of 3 files. 2 files could not be read.');
      await trackFile(at('pipe.log'));
      assert.equal(lastMessage(), 'pipe.log is a link to nothing, a device or a pipe, so it was not read.');
      await symlink('nowhere', join(folder, 'broken.log'));
      await trackFile(at('broken.log'));
      assert.match(lastMessage() ?? '', /^broken\.log is a link to nothing/);
      await symlink('.', join(folder, 'loop'));
      await trackFile(at('.'), [vscode.Uri.file(folder)]);
      assert.equal(lastMessage(), 'One operation in a.log. It was tracked already.');
    });
  }

  it('asks once about all operations at an address that is no endpoint, and leaves them out without an answer', async () => {
    const { user } = harness;
    const unknown = [1, 2, 3].map((id) => `https://elsewhere.example.com/v1/videos/task_a1b2c3d4e5f${id}`);
    await files({ 'a.log': [...unknown, address(1)].join('\n') });
    await trackFile(at('a.log'));
    assert.deepEqual(user.inputTitles, ['Add Endpoint (1/2): Address', 'API Key for Google']);
    assert.equal(lastMessage(), '4 operations in a.log. Tracked now: 1.');
    assert.deepEqual(names(), [nameOf(1)]);
  });

  function lastMessage(): string | undefined {
    return harness.user.messages.at(-1)?.text;
  }

  function names(): string[] {
    return harness.api.operations.map(({ name }) => name).sort();
  }

  function at(path: string): vscode.Uri {
    return vscode.Uri.file(join(folder, path));
  }

  async function files(contents: Readonly<Record<string, string | Buffer>>): Promise<void> {
    for (const [path, content] of Object.entries(contents)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
  }
});

/** Calls the command as the Explorer does. */
async function trackFile(uri: vscode.Uri, all: readonly vscode.Uri[] = [uri]): Promise<void> {
  await commands.executeCommand('veo.trackFile', uri, all);
}

function nameOf(id: number): string {
  return `models/veo-3.1-generate-preview/operations/a1b2c3d4e${String(id).padStart(3, '0')}`;
}

function address(id: number): string {
  return `${ROOT}/${nameOf(id)}`;
}

function log(...ids: readonly number[]): string {
  return ids.map((id) => `2026-03-12 07:00:00 INFO started ${address(id)}\n`).join('');
}

function notebook(printed: string): string {
  const outputs = [{ output_type: 'stream', name: 'stdout', text: printed.split(/(?<=\n)/) }];
  const cell = { cell_type: 'code', source: ['start()'], outputs, metadata: {}, execution_count: 1 };
  return JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 });
}
