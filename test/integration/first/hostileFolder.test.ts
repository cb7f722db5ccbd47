// biome-ignore-all lint/suspicious/noTemplateCurlyInString: The variables of VS Code look like placeholders.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { lstat, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { newOperation, type SucceededOperation, type Video } from '../../../src/operations/operation';
import { WorkspaceFiles } from '../../../src/platform/vscode/workspaceFiles';
import { videoFileName } from '../../../src/saving/fileName';
import { storedInlineVideo } from '../../../src/saving/inlineVideoStorage';
import { formerStorageFileName } from '../../../src/saving/storageFileName';
import { asSucceeded, sampleVideo } from '../gateway';
import { useHarness } from '../harness';
import { openVideos } from '../players';
import { changeSetting } from '../settings';
import { filesIn, setVideoFolder, useVideoFolders } from '../videoFolders';

const { Workspace } = vscode.ConfigurationTarget;

describe('a hostile folder', () => {
  const harness = useHarness();
  const folders = useVideoFolders();

  describe('that is a link inside a project', () => {
    for (const setting of ['linked', 'linked/made', '${workspaceFolder}/linked']) {
      it(`is refused as ${setting} when it leads out of the project`, async () => {
        await symlink(folders.outside, join(folders.workspace, 'linked'));
        await changeSetting('download.folder', setting);
        await download(await harness.gateway.trackSucceeded());
        await harness.user.waitForMessage(
          /leads out of the workspace\. Name a folder inside it, or an absolute/,
        );
        assert.deepEqual(filesIn(folders.outside), []);
      });
    }

    it('is refused even when it leads nowhere yet', async () => {
      await symlink(join(folders.outside, 'later'), join(folders.workspace, 'linked'));
      await changeSetting('download.folder', 'linked');
      await download(await harness.gateway.trackSucceeded());
      await harness.user.waitForMessage(/leads out of the workspace/);
      assert.deepEqual(filesIn(folders.outside), []);
    });

    it('is refused as the folder that we offer in a project', async () => {
      await symlink(folders.outside, join(folders.workspace, 'videos'));
      await harness.gateway.trackSucceeded();
      harness.user.willPick('Videos in This Project');
      await vscode.commands.executeCommand('veo.downloadUnsaved');
      await harness.user.waitForMessage(/leads out of the workspace/);
      assert.deepEqual(filesIn(folders.outside), []);
      assert.equal(
        vscode.workspace.getConfiguration('veo').inspect('download.folder')?.workspaceValue,
        undefined,
      );
    });

    it('is accepted when it leads to another folder of the project', async () => {
      await mkdir(join(folders.workspace, 'real'));
      await symlink(join(folders.workspace, 'real'), join(folders.workspace, 'linked'));
      await changeSetting('download.folder', 'linked');
      const operation = await harness.gateway.trackSucceeded();
      await download(operation);
      assert.deepEqual(filesIn(join(folders.workspace, 'real')), fileNamesOf(operation));
    });
  });

  describe('that is a network path', () => {
    afterEach(() => setInWorkspace(undefined));

    it('is refused in the settings of the project, and tried in those of the user', async () => {
      await setInWorkspace('//veo.invalid/share');
      await download(await harness.gateway.trackSucceeded());
      await harness.user.waitForMessage(/of this workspace names a folder on another computer/);
      await setInWorkspace(undefined);
      await changeSetting('download.folder', '//veo.invalid/share');
      await download(await harness.gateway.trackSucceeded());
      await harness.user.waitForMessage(/^The folder .* cannot be used/);
    });

    it('of a device is refused, and its name is shown without characters that turn its direction', async () => {
      await changeSetting('download.folder', '\\\\.\\pipe\\\u202egpj');
      await download(await harness.gateway.trackSucceeded());
      const { text } = await harness.user.waitForMessage(/names a device, not a folder/);
      assert.doesNotMatch(text, /\u202e/);
    });
  });

  describe('with files in the place of the sidecar', () => {
    it('keeps the target of a link, even of a link to another sidecar', async () => {
      const folder = await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded();
      const [usual = ''] = fileNamesOf(operation);
      const elsewhere = join(folders.outside, 'elsewhere.json');
      const note = JSON.stringify({ operation: 'models/a/operations/b', endpoint: 'google', sha256: 'ab' });
      await writeFile(elsewhere, note);
      await symlink(elsewhere, join(folder, usual));
      await download(operation);
      assert.equal(await readFile(elsewhere, 'utf8'), note);
      assert.ok((await lstat(join(folder, usual))).isSymbolicLink());
      assert.deepEqual(sidecarAt(folder, `${nameOf(operation)}.json`).operation, operation.name);
    });

    it('gets no file where a link leads nowhere', async () => {
      const folder = await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded();
      const [usual = ''] = fileNamesOf(operation);
      await symlink(join(folders.outside, 'planted.json'), join(folder, usual));
      await download(operation);
      assert.equal(existsSync(join(folders.outside, 'planted.json')), false);
      assert.deepEqual(sidecarAt(folder, `${nameOf(operation)}.json`).operation, operation.name);
    });

    it('keeps the files at both places, saves the video and says that it has no sidecar', async () => {
      const folder = await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded();
      const [usual = '', video = ''] = fileNamesOf(operation);
      const theirs = [usual, `${video}.json`];
      for (const name of theirs) await writeFile(join(folder, name), '{"mine": true}');
      await download(operation);
      await harness.user.waitForMessage(/note/);
      for (const name of theirs) assert.equal(await readFile(join(folder, name), 'utf8'), '{"mine": true}');
      assert.deepEqual(filesIn(folder), [...theirs, video].sort());
      assert.deepEqual(readFileSync(join(folder, video)), readFileSync(sampleVideo()));
    });

    it('gets an older sidecar of ours replaced', async () => {
      const folder = await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded();
      const [usual = ''] = fileNamesOf(operation);
      await writeFile(join(folder, usual), JSON.stringify({ operation: 'x', endpoint: 'y', sha256: 'z' }));
      await download(operation);
      assert.deepEqual(filesIn(folder), fileNamesOf(operation));
      assert.equal(sidecarAt(folder, usual).operation, operation.name);
    });
  });

  describe('in an address that a server gives as a video', () => {
    it('is never read', async () => {
      const base64 = readFileSync(sampleVideo()).toString('base64');
      const inside = await harness.gateway.trackAndPoll(
        harness.gateway.newIdWithVideos({ encodedVideo: base64 }),
      );
      const kept = vscode.Uri.parse(asSucceeded(inside).videos[0].uri).fsPath;
      const planted = join(dirname(kept), 'planted.mp4');
      await writeFile(planted, readFileSync(sampleVideo()));
      const folder = await setVideoFolder(folders);
      for (const path of [kept, planted, join(dirname(kept), '..', '..', 'x.mp4'), sampleVideo()]) {
        const { href } = new URL(`file://${path}`);
        for (const uri of [href, href.replace('/planted', '/./planted'), path]) {
          const operation = await harness.gateway.trackAndPoll(harness.gateway.newIdWithVideos({ uri }));
          await vscode.commands.executeCommand('veo.playVideo', operation);
          await download(operation);
        }
      }
      assert.deepEqual([openVideos(), filesIn(folder)], [[], []]);
    });

    it('is accepted as ours only at the exact path that an earlier release gave to this sample', () => {
      const storage = vscode.Uri.file('/storage');
      const files = new WorkspaceFiles({ createFileWriter: undefined });
      const id = { endpoint: 'google', name: 'models/veo-3.1/operations/abc' };
      const former = (index: number) =>
        vscode.Uri.joinPath(
          storage,
          'videos/google',
          formerStorageFileName({ operation: newOperation(id, {}, 0), index }),
        ).toString();
      const placeOf = (video: Video) => storedInlineVideo(storage, targetOf(id, video), files)?.toString();
      assert.equal(placeOf({ uri: former(0) }), former(0));
      assert.equal(placeOf({ uri: 'https://a.invalid/b', kept: former(1) }), former(1));
      for (const uri of [
        former(1),
        former(0).replace('abc', 'abd'),
        former(0).replace('google/', 'other/'),
        former(0).replace('google/', 'google/../google/'),
        `${storage}/../x`,
        `${storage}/`,
        `${storage}`,
        'file:///etc/passwd',
        '/storage/videos/google/a.mp4',
      ]) {
        assert.equal(placeOf({ uri }), undefined, uri);
      }
    });
  });

  function targetOf(id: { endpoint: string; name: string }, video: Video) {
    const running = newOperation(id, {}, 0);
    const finishedAt = running.trackedAt;
    const operation: SucceededOperation = { ...running, state: 'succeeded', finishedAt, videos: [video] };
    return { operation, video, index: 0 };
  }

  async function setInWorkspace(folder: string | undefined): Promise<void> {
    await vscode.workspace.getConfiguration('veo').update('download.folder', folder, Workspace);
  }
});

async function download(operation: unknown): Promise<void> {
  await vscode.commands.executeCommand('veo.downloadVideo', operation);
}

function nameOf(operation: SucceededOperation): string {
  return videoFileName({ operation, index: 0 });
}

/** The file names of the sidecar and the video, sorted. */
function fileNamesOf(operation: SucceededOperation): string[] {
  return [nameOf(operation).replace(/mp4$/, 'json'), nameOf(operation)];
}

function sidecarAt(folder: string, name: string): { operation?: string } {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}
