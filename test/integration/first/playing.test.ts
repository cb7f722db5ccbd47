import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { OperationId } from '../../../src/operations/operation';
import type { Sidecar } from '../../../src/saving/sidecar';
import { SoundNotice } from '../../../src/ui/messages/soundNotice';
import { listed } from '../extension';
import { asSucceeded, isDownloadRequest, sampleVideo } from '../gateway';
import { useHarness } from '../harness';
import { MemoryMemento } from '../memoryStorage';
import { closePlayers, openVideos, playedVideo } from '../players';
import { ScriptedUser } from '../scriptedUser';
import { changeSetting } from '../settings';
import { filesIn, setVideoFolder, useVideoFolders, whenDeleted } from '../videoFolders';

const MIB_BYTES = 1024 * 1024;

describe('playing a video', () => {
  const harness = useHarness();
  const folders = useVideoFolders();
  afterEach(closePlayers);

  // Must be the first test that plays a video, in all files of this folder: the notice about sound is shown once a session.
  it('opens a copy in the player of VS Code, and says once why there is no sound', async () => {
    const operation = await harness.gateway.trackSucceeded();
    await play(operation);
    const copy = (await playedVideo()).fsPath;
    assert.deepEqual(await readFile(copy), await readFile(sampleVideo()));
    assert.equal(copy.startsWith(folders.workspace), false);
    const { actions } = await harness.user.waitForMessage(/VS Code cannot play AAC/);
    assert.deepEqual(actions, ['Open in System Player', "Don't Show Again"]);
    await closePlayers();
    await play(operation);
    assert.equal((await playedVideo()).fsPath, copy);
    assert.equal(harness.user.messages.length, 1);
  });

  it('downloads it once, and does not mark it as saved', async () => {
    const operation = await harness.gateway.trackSucceeded();
    for (let time = 0; time < 2; time++) await play(operation);
    assert.equal(harness.gateway.downloadsOf(operation).length, 1);
    const { videos, seenAt } = asSucceeded(listed(harness.api, operation));
    assert.equal(videos[0].file, undefined);
    assert.ok(seenAt);
  });

  it('twice at the same time downloads it once', async () => {
    const operation = await harness.gateway.trackSucceeded();
    await Promise.all([play(operation), play(operation)]);
    assert.equal(harness.gateway.downloadsOf(operation).length, 1);
  });

  it('and saving it afterwards needs no second request', async () => {
    const operation = await harness.gateway.trackSucceeded();
    await play(operation);
    const folder = await setVideoFolder(folders);
    await vscode.commands.executeCommand('veo.downloadVideo', operation);
    assert.equal(filesIn(folder).length, 2);
    assert.equal(harness.gateway.downloadsOf(operation).length, 1);
  });

  it('opens the saved file, and downloads a copy when that was deleted', async () => {
    await setVideoFolder(folders);
    const operation = await harness.gateway.trackSucceeded();
    await vscode.commands.executeCommand('veo.downloadVideo', operation);
    const file = asSucceeded(listed(harness.api, operation)).videos[0].file ?? '';
    await play(operation);
    assert.equal((await playedVideo()).fsPath, file);
    await closePlayers();
    await rm(file);
    await play(operation);
    assert.notEqual((await playedVideo()).fsPath, file);
    assert.equal(asSucceeded(listed(harness.api, operation)).videos[0].file, undefined);
    assert.equal(harness.gateway.downloadsOf(operation).length, 2);
  });

  it('downloads a copy when the saved file now has another video', async () => {
    const { operation, file, editSidecar } = await downloaded();
    // So the record looks when another video was saved here while this operation was archived.
    await editSidecar({ operation: 'models/veo-3.1-generate-preview/operations/abcdefghijkl' });
    await play(operation);
    assert.notEqual((await playedVideo()).fsPath, file);
    assert.equal(asSucceeded(listed(harness.api, operation)).videos[0].file, undefined);
    await closePlayers();
    const twin = await downloaded();
    await twin.editSidecar({ endpoint: 'anotherGateway' });
    await play(twin.operation);
    assert.notEqual((await playedVideo()).fsPath, twin.file);
  });

  it('opens the saved file when nothing proves that it has another video', async () => {
    const { operation, file, editSidecar } = await downloaded();
    await editSidecar({ operation: 'video_1', sha256: 'that of clip.mov' });
    for (const forget of [async () => undefined, () => rm(file.replace(/mp4$/, 'json'))]) {
      await forget();
      await play(operation);
      assert.equal((await playedVideo()).fsPath, file);
      await closePlayers();
    }
  });

  it('asks which of several is meant', async () => {
    const operation = await harness.gateway.trackSucceeded(4);
    harness.user.willPick('Video 2');
    await play(operation);
    assert.match((await playedVideo()).path, /-2\.mp4$/);
    assert.deepEqual(
      harness.gateway
        .downloadsOf(operation)
        .map(({ path }) => path.includes(operation.videos[1]?.videoId ?? '?')),
      [true],
    );
  });

  it('is offered by the message that the video is ready', async () => {
    await changeSetting('notifications', 'all');
    try {
      harness.user.willClick('Play');
      await harness.gateway.trackSucceeded();
      await playedVideo();
    } finally {
      await changeSetting('notifications', 'none');
    }
  });

  it('that cannot be downloaded opens nothing and leaves no file', async () => {
    const folder = await folderOfCopies();
    const before = allIn(folder);
    const operation = await harness.gateway.trackSucceeded();
    harness.gateway.scriptDownloadFault({ kind: 'html' });
    await play(operation);
    await harness.user.waitForMessage(/sent something that is no MP4 video/);
    assert.deepEqual([openVideos(), allIn(folder)], [[], before]);
  });

  it('can be cancelled during the download', async () => {
    const folder = await folderOfCopies();
    const before = allIn(folder);
    const operation = await harness.gateway.trackSucceeded();
    harness.gateway.scriptDownloadFault({ kind: 'hang' });
    harness.user.willCancelProgress();
    await play(operation);
    assert.match(harness.user.progresses[0]?.title ?? '', /^Fetching /);
    assert.deepEqual([openVideos(), allIn(folder), harness.user.messages], [[], before, []]);
  });

  it('is called in its tab what the person calls it', async () => {
    const operation = await harness.gateway.trackSucceeded();
    harness.user.willType('Đèn lồng: thử 2');
    await vscode.commands.executeCommand('veo.renameOperation', operation);
    await play(operation);
    assert.match((await playedVideo()).path, /\/Đèn lồng-thử 2-1\.mp4$/);
  });

  it('keeps the copy as long as the operation is in the list', async () => {
    const operation = await harness.gateway.trackSucceeded();
    await play(operation);
    const copy = (await playedVideo()).fsPath;
    await closePlayers();
    assert.ok(existsSync(copy));
    await harness.api.remove(operation);
    await whenDeleted(copy);
  });

  it('leaves no copy when the operation is removed during the download', async () => {
    const folder = await folderOfCopies();
    const before = allIn(folder);
    const operation = await harness.gateway.trackSucceeded();
    harness.gateway.scriptDownloadFault({ kind: 'hang' });
    const requested = harness.gateway.simulator.nextRequest(isDownloadRequest);
    const played = play(operation);
    await requested;
    assert.equal(allIn(folder).filter((name) => name.endsWith('.part')).length, 1);
    await harness.api.remove(operation);
    await played;
    assert.deepEqual([openVideos(), allIn(folder), harness.user.messages], [[], before, []]);
  });

  it('deletes the oldest copies beyond 1 GiB', async () => {
    const folder = join(await folderOfCopies(), 'another-video');
    await mkdir(folder);
    try {
      const [old, older] = [join(folder, 'old.mp4'), join(folder, 'older.mp4')];
      await createSparseFile(old, 600 * MIB_BYTES, 1);
      await createSparseFile(older, 500 * MIB_BYTES, 2);
      await play(await harness.gateway.trackSucceeded());
      assert.deepEqual([existsSync(old), existsSync(older)], [true, false]);
      assert.ok(existsSync((await playedVideo()).fsPath));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  /** Downloads a video; returns it with a function that edits its sidecar. */
  async function downloaded() {
    await setVideoFolder(folders);
    const operation = await harness.gateway.trackSucceeded();
    await vscode.commands.executeCommand('veo.downloadVideo', operation);
    const file = asSucceeded(listed(harness.api, operation)).videos[0].file ?? '';
    const sidecar = file.replace(/mp4$/, 'json');
    const editSidecar = async (changes: Partial<Sidecar>) => {
      const noted = JSON.parse(await readFile(sidecar, 'utf8'));
      await writeFile(sidecar, JSON.stringify({ ...noted, ...changes }));
    };
    return { operation, file, editSidecar };
  }

  function play(operation: OperationId): Thenable<unknown> {
    return vscode.commands.executeCommand('veo.playVideo', operation);
  }

  /** What is in a folder and its subfolders: an empty one counts, too. */
  function allIn(folder: string): string[] {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  }

  /** The folder of all play copies. */
  async function folderOfCopies(): Promise<string> {
    await play(await harness.gateway.trackSucceeded());
    const folder = dirname(dirname((await playedVideo()).fsPath));
    await closePlayers();
    return folder;
  }
});

describe('the notice about sound', () => {
  const video = vscode.Uri.file('/videos/a.mp4');
  let user: ScriptedUser;

  beforeEach(() => {
    user = new ScriptedUser();
  });
  afterEach(() => user.restore());

  it('is shown again in the next session, unless the person chose never to see it again', async () => {
    const state = new MemoryMemento();
    await new SoundNotice(state).notify(video);
    user.willClick("Don't Show Again");
    await new SoundNotice(state).notify(video);
    await new SoundNotice(state).notify(video);
    assert.equal(user.messages.length, 2);
  });

  it('opens the video in the player of the system, or says that there is none', async () => {
    user.willClick('Open in System Player');
    await new SoundNotice(new MemoryMemento()).notify(video);
    if (vscode.env.remoteName === undefined) assert.deepEqual(user.openedUris, ['file:///videos/a.mp4']);
    else await user.waitForMessage(/^The system player cannot reach this file\. Download the video/);
  });
});

/** Creates a file that has a size but takes no space on the disk. */
async function createSparseFile(file: string, size: number, ageInDays: number): Promise<void> {
  await writeFile(file, '');
  await truncate(file, size);
  const at = Date.now() / 1000 - ageInDays * 24 * 60 * 60;
  await utimes(file, at, at);
}
