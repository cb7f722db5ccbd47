import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Operation, SucceededOperation } from '../../../src/operations/operation';
import { listed } from '../extension';
import { asSucceeded, isDownloadRequest } from '../gateway';
import { useHarness } from '../harness';
import { changeSetting } from '../settings';
import { filesIn, setVideoFolder, useVideoFolders } from '../videoFolders';

const HOUR_MS = 60 * 60 * 1000;

describe('downloading many videos', () => {
  const harness = useHarness();
  const folders = useVideoFolders();

  it('of twelve operations saves nine under their labels, and says what it skipped', async () => {
    const folder = await setVideoFolder(folders);
    const ready = await labelled(
      'Cảnh 1',
      'Cảnh 2',
      'Cảnh 3',
      'Cảnh 4',
      'Cảnh 5',
      'Cảnh 6',
      'Cảnh 7',
      'Cảnh 8',
      'Cảnh 9',
    );
    const failed = [await ended({ kind: 'failed' }), await ended({ kind: 'failed' })];
    const running = await harness.gateway.trackAndPoll(harness.gateway.newId());
    await download([...ready, ...failed, running]);
    await harness.user.waitForMessage(/^Downloaded 9; 2 failed, 1 still running\.$/);
    assert.deepEqual(
      videosIn(folder),
      ready.map(({ label }) => `${label}-1.mp4`),
    );
    assert.deepEqual(harness.user.fileDialogs, []);
  });

  it('keeps and counts the complete ones when the person cancels', async () => {
    const folder = await setVideoFolder(folders);
    const ready = await labelled('a', 'b', 'c');
    harness.gateway.scriptDownloadFault({ kind: 'hang' });
    harness.user.willCancelProgress();
    await download(ready);
    const { text } = await harness.user.waitForMessage(/^Saved [12] of 3; the rest was cancelled\.$/);
    assert.ok(text.startsWith(`Saved ${videosIn(folder).length} of 3`));
    assert.equal(filesIn(folder).length, 2 * videosIn(folder).length);
    assert.equal(harness.user.messages.length, 1);
    const [progress] = harness.user.progresses;
    assert.equal(progress?.title, 'Downloading 3 videos');
    assert.match(progress.steps[0] ?? '', /^[012] of 3 · 0(?:\.\d)? MB$/);
  });

  it('gives two operations with one label different file names, even when their videos are identical', async () => {
    const folder = await setVideoFolder(folders);
    const [one, two, three] = await labelled('Cat', 'Cat', 'Cat');
    await download([one, two]);
    assert.deepEqual(videosIn(folder), ['Cat-1 (2).mp4', 'Cat-1.mp4']);
    await download([three]);
    assert.deepEqual(videosIn(folder), ['Cat-1 (2).mp4', 'Cat-1 (3).mp4', 'Cat-1.mp4']);
    assert.equal(new Set([one, two, three].map(fileOf)).size, 3);
    assert.ok(harness.user.messages.every(({ text }) => /^Saved /.test(text)));
  });

  it('does not rename a saved file when its operation gets another label', async () => {
    const folder = await setVideoFolder(folders);
    const [operation] = await labelled('Before');
    await download([operation]);
    await harness.api.track(operation.name, { endpoint: operation.endpoint, label: 'After' });
    await download([operation, ...(await labelled('Other'))]);
    assert.deepEqual(videosIn(folder), ['Before-1.mp4', 'Other-1.mp4']);
    assert.equal(fileOf(operation), join(folder, 'Before-1.mp4'));
  });

  it('recognises a saved video by its sidecar, even after its operation left the list', async () => {
    const folder = await setVideoFolder(folders);
    const [operation, other] = await labelled('Cat', 'Dog');
    await download([operation]);
    await harness.api.remove(operation);
    await harness.api.track(operation.name, { endpoint: operation.endpoint, label: 'Cat' });
    const again = asSucceeded(await harness.api.check(operation));
    const before = harness.gateway.downloadsOf(again).length;
    await download([again, other]);
    assert.deepEqual(videosIn(folder), ['Cat-1.mp4', 'Dog-1.mp4']);
    assert.equal(harness.gateway.downloadsOf(again).length, before);
    assert.equal(fileOf(again), join(folder, 'Cat-1.mp4'));
  });

  it('names files after the template of the setting', async () => {
    const folder = await setVideoFolder(folders);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: The variables of VS Code look like placeholders.
    await changeSetting('download.fileName', 'clip ${label} ${number}');
    try {
      await download(await labelled('a', 'b'));
      assert.deepEqual(videosIn(folder), ['clip a 1.mp4', 'clip b 1.mp4']);
    } finally {
      await changeSetting('download.fileName', undefined);
    }
  });

  it('uses the default template when the setting is invalid, and says so', async () => {
    const folder = await setVideoFolder(folders);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: The variables of VS Code look like placeholders.
    await changeSetting('download.fileName', '${label}/${nonsense}');
    try {
      await harness.user.waitForMessage(
        /^The setting veo\.download\.fileName is not used: a file name cannot hold/,
      );
      await download(await labelled('a', 'b'));
      assert.deepEqual(videosIn(folder), ['a-1.mp4', 'b-1.mp4']);
    } finally {
      await changeSetting('download.fileName', undefined);
    }
  });

  describe('where files exist already', () => {
    let folder: string;
    let ready: SucceededOperation[];

    beforeEach(async () => {
      folder = await setVideoFolder(folders);
      ready = await labelled('a', 'b', 'c');
      for (const name of ['a-1.mp4', 'b-1.mp4']) await writeFile(join(folder, name), 'mine');
    });

    it('asks once for all, before any request', async () => {
      await download(ready);
      const { text, actions } = await harness.user.waitForMessage(/exist already/);
      assert.equal(text, '2 of these files exist already. Replace them?');
      assert.deepEqual(actions, ['Replace', 'Keep Both', 'Skip', 'Ask for Each']);
      assert.deepEqual(
        ready.flatMap((one) => harness.gateway.downloadsOf(one)),
        [],
      );
      assert.equal(await readFile(join(folder, 'a-1.mp4'), 'utf8'), 'mine');
    });

    it('skips them when the person chooses so, and says so', async () => {
      harness.user.willClick('Skip');
      await download(ready);
      await harness.user.waitForMessage(/^Downloaded 1; 2 skipped\.$/);
      assert.deepEqual(videosIn(folder), ['a-1.mp4', 'b-1.mp4', 'c-1.mp4']);
      assert.equal(await readFile(join(folder, 'b-1.mp4'), 'utf8'), 'mine');
    });

    it('asks about each when the person wants to decide one by one', async () => {
      harness.user.willClick('Ask for Each');
      harness.user.willClick('Replace');
      harness.user.willClick('Keep Both');
      await download(ready);
      await harness.user.waitForMessage(/^Saved 3 videos\.$/);
      assert.deepEqual(videosIn(folder), ['a-1.mp4', 'b-1 (2).mp4', 'b-1.mp4', 'c-1.mp4']);
      assert.notEqual(await readFile(join(folder, 'a-1.mp4'), 'utf8'), 'mine');
      assert.equal(await readFile(join(folder, 'b-1.mp4'), 'utf8'), 'mine');
    });
  });

  describe('with Download All Unsaved', () => {
    it('saves only the unsaved ones, and does not mention the others', async () => {
      const folder = await setVideoFolder(folders);
      const ready = await labelled('a', 'b', 'c');
      await download([ready[0]]);
      const running = await harness.gateway.trackAndPoll(harness.gateway.newId());
      await vscode.commands.executeCommand('veo.downloadUnsaved');
      await harness.user.waitForMessage(/^Downloaded 2; 1 still running\.$/);
      assert.deepEqual(videosIn(folder), ['a-1.mp4', 'b-1.mp4', 'c-1.mp4']);
      assert.deepEqual(
        [...ready, running].map((one) => harness.gateway.downloadsOf(one).length),
        [1, 1, 1, 0],
      );
    });

    it('saves the unsaved ones of the operations in its argument', async () => {
      const folder = await setVideoFolder(folders);
      const [one, , three] = await labelled('a', 'b', 'c');
      const failed = await ended({ kind: 'failed' });
      await vscode.commands.executeCommand('veo.downloadUnsaved', [one, three, failed]);
      await harness.user.waitForMessage(/^Downloaded 2; 1 failed\.$/);
      assert.deepEqual(videosIn(folder), ['a-1.mp4', 'c-1.mp4']);
    });

    it('requests no video that the server has deleted, and says so', async () => {
      await setVideoFolder(folders);
      const old = await harness.gateway.trackSucceeded(1, { startedAt: Date.now() - 49 * HOUR_MS });
      await vscode.commands.executeCommand('veo.downloadUnsaved');
      await harness.user.waitForMessage(/no longer has this video/);
      await labelled('a');
      await vscode.commands.executeCommand('veo.downloadUnsaved');
      await harness.user.waitForMessage(/^Downloaded 1; 1 expired\.$/);
      assert.equal(harness.gateway.downloadsOf(old).length, 1);
    });

    it('says so when there are none', async () => {
      await harness.gateway.trackAndPoll(harness.gateway.newId());
      await vscode.commands.executeCommand('veo.downloadUnsaved');
      await harness.user.waitForMessage(/^There is no unsaved video; 1 still running\.$/);
      assert.deepEqual([harness.user.fileDialogs, harness.user.progresses], [[], []]);
    });

    it('offers a folder of the project first, and remembers the choice for this project', async () => {
      await labelled('a', 'b');
      harness.user.willPick('Videos in This Project');
      await vscode.commands.executeCommand('veo.downloadUnsaved');
      try {
        assert.deepEqual(videosIn(join(folders.workspace, 'videos')), ['a-1.mp4', 'b-1.mp4']);
        const set = vscode.workspace.getConfiguration('veo').inspect('download.folder');
        assert.deepEqual([set?.workspaceValue, set?.globalValue], ['videos', undefined]);
        assert.deepEqual(harness.user.fileDialogs, []);
      } finally {
        const { Workspace } = vscode.ConfigurationTarget;
        await vscode.workspace.getConfiguration('veo').update('download.folder', undefined, Workspace);
      }
    });

    it('requests nothing when the person chooses no folder', async () => {
      const ready = await labelled('a', 'b');
      await vscode.commands.executeCommand('veo.downloadUnsaved');
      assert.deepEqual(
        ready.flatMap((one) => harness.gateway.downloadsOf(one)),
        [],
      );
      assert.deepEqual(harness.user.messages, []);
    });
  });

  describe('and revealing them', () => {
    it('reveals one file in each folder', async () => {
      const folder = await setVideoFolder(folders);
      const ready = await labelled('a', 'b');
      await download(ready);
      await vscode.commands.executeCommand('veo.revealVideo', ready);
      assert.deepEqual(harness.user.revealedFiles, [join(folder, 'a-1.mp4')]);
    });

    it('offers to download again a file that was deleted since', async () => {
      const folder = await setVideoFolder(folders);
      const [operation] = await labelled('a');
      await download([operation]);
      await rm(join(folder, 'a-1.mp4'));
      const requested = harness.gateway.simulator.nextRequest(isDownloadRequest);
      harness.user.willClick('Download…');
      await vscode.commands.executeCommand('veo.revealVideo', operation);
      await harness.user.waitForMessage(/^a is not saved, or no longer where it was saved\.$/);
      await requested;
      assert.deepEqual(harness.user.revealedFiles, []);
    });
  });

  async function labelled<T extends string[]>(...labels: T) {
    const operations: SucceededOperation[] = [];
    for (const label of labels) {
      const { endpoint, name } = await harness.gateway.trackSucceeded();
      await harness.api.track(name, { endpoint, label });
      operations.push(asSucceeded(listed(harness.api, { endpoint, name })));
    }
    return operations as { [K in keyof T]: SucceededOperation };
  }

  function ended(outcome: { kind: 'failed' }): Promise<Operation> {
    return harness.gateway.trackAndPoll(harness.gateway.newId(outcome, 0));
  }

  function download(operations: readonly Operation[]): Thenable<unknown> {
    return vscode.commands.executeCommand('veo.downloadVideo', operations);
  }

  function fileOf(operation: Operation): string | undefined {
    return asSucceeded(listed(harness.api, operation)).videos[0].file;
  }
});

function videosIn(folder: string): string[] {
  return filesIn(folder).filter((name) => name.endsWith('.mp4'));
}
