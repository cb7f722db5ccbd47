// biome-ignore-all lint/suspicious/noTemplateCurlyInString: The variables of VS Code look like placeholders.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { SucceededOperation } from '../../../src/operations/operation';
import { videoFileName } from '../../../src/saving/fileName';
import { listed } from '../extension';
import { asSucceeded, sampleVideo } from '../gateway';
import { useHarness } from '../harness';
import { closePlayers, playedVideo } from '../players';
import { changeSetting } from '../settings';
import { filesIn, setVideoFolder, useVideoFolders } from '../videoFolders';

describe('downloading a video', () => {
  const harness = useHarness();
  const folders = useVideoFolders();
  const sample = () => readFileSync(sampleVideo());

  describe('where the setting names a folder', () => {
    it('of the workspace, creates it when it is missing', async () => {
      await changeSetting('download.folder', './shots/new');
      const operation = await harness.gateway.trackSucceeded();
      await download(operation);
      const folder = join(folders.workspace, 'shots', 'new');
      assert.deepEqual(filesIn(folder), fileNamesOf(operation));
      assert.deepEqual(await readFile(join(folder, nameOf(operation))), sample());
    });

    it('that is absolute, saves it there', async () => {
      const folder = await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded();
      await download(operation);
      assert.deepEqual(filesIn(folder), fileNamesOf(operation));
      assert.deepEqual(harness.user.fileDialogs, []);
    });

    it('that is absolute and missing, says so and creates nothing', async () => {
      const folder = join(folders.outside, 'unplugged');
      await changeSetting('download.folder', folder);
      const operation = await harness.gateway.trackSucceeded();
      await download(operation);
      const { severity, text } = await harness.user.waitForMessage(
        /^The folder .* cannot be used\. Make it, or/,
      );
      assert.equal(severity, 'error');
      assert.ok(text.includes(folder));
      assert.deepEqual([filesIn(folders.outside), harness.gateway.downloadsOf(operation)], [[], []]);
    });

    for (const setting of ['${workspaceFolder}/shots', '${workspaceFolder}${/}shots']) {
      it(`of the workspace as VS Code names it, ${setting}, is understood`, async () => {
        await changeSetting('download.folder', setting);
        const operation = await harness.gateway.trackSucceeded();
        await download(operation);
        assert.deepEqual(filesIn(join(folders.workspace, 'shots')), fileNamesOf(operation));
      });
    }

    for (const [setting, words] of [
      [
        '${config:x}/shots',
        /holds \$\{config:x\}, which is not understood there\. It may hold \$\{workspaceFolder\}/,
      ],
      ['${env:VEO_NOT_SET}/shots', /holds \$\{env:VEO_NOT_SET\}, which has no value here\./],
      ['${workspaceFolder:none}/shots', /names the folder "none" of the workspace, which is not open\./],
    ] as const) {
      it(`with an unknown variable, ${setting}, refuses it`, async () => {
        await changeSetting('download.folder', setting);
        const operation = await harness.gateway.trackSucceeded();
        await download(operation);
        await harness.user.waitForMessage(words);
        assert.deepEqual([filesIn(folders.workspace), harness.gateway.downloadsOf(operation)], [[], []]);
      });
    }

    for (const setting of ['../x', 'shots/../../x', 'a\\..\\..\\x', '${workspaceFolder}/../x']) {
      it(`outside the workspace, such as ${setting}, refuses it`, async () => {
        await changeSetting('download.folder', setting);
        const operation = await harness.gateway.trackSucceeded();
        await download(operation);
        await harness.user.waitForMessage(
          /leads out of the workspace\. Name a folder inside it, or an absolute/,
        );
        assert.deepEqual([filesIn(folders.workspace), harness.gateway.downloadsOf(operation)], [[], []]);
      });
    }
  });

  describe('where the setting is empty', () => {
    it('asks, and proposes a name in the workspace', async () => {
      const operation = await harness.gateway.trackSucceeded();
      const file = join(folders.outside, 'Sunrise.mp4');
      harness.user.willChoosePath(vscode.Uri.file(file));
      await download(operation);
      const [dialog] = harness.user.fileDialogs;
      assert.equal(dialog?.path, vscode.Uri.file(join(folders.workspace, nameOf(operation))).path);
      assert.deepEqual(filesIn(folders.outside), ['Sunrise.json', 'Sunrise.mp4']);
      assert.equal(savedFile(operation), file);
    });

    it('saves nothing when the person cancels', async () => {
      const operation = await harness.gateway.trackSucceeded();
      await download(operation);
      assert.deepEqual([harness.user.fileDialogs.length, harness.gateway.downloadsOf(operation)], [1, []]);
      assert.deepEqual(harness.user.messages, []);
    });

    it('replaces the file that the person confirmed in the dialog', async () => {
      const file = join(folders.outside, 'Sunrise.mp4');
      await writeFile(file, 'old');
      harness.user.willChoosePath(vscode.Uri.file(file));
      await download(await harness.gateway.trackSucceeded());
      assert.deepEqual(await readFile(file), sample());
    });

    it('asks for one folder for several videos', async () => {
      const operation = await harness.gateway.trackSucceeded(4);
      harness.user.willPick('All 4 Videos');
      harness.user.willPick('Another Folder…');
      harness.user.willChoosePath(vscode.Uri.file(folders.outside));
      await download(operation);
      assert.deepEqual(
        harness.user.fileDialogs.map(({ title }) => title),
        ['Folder for 4 Videos'],
      );
      assert.equal(filesIn(folders.outside).filter((name) => name.endsWith('.mp4')).length, 4);
    });
  });

  describe('that is saved', () => {
    it('says where it is, and offers what can be done next', async () => {
      const folder = await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded();
      harness.user.willClick('Show in Folder');
      await download(operation);
      const { severity, text, actions } = await harness.user.waitForMessage(/^Saved /);
      const file = join(folder, nameOf(operation));
      assert.deepEqual([severity, text], ['information', `Saved ${file} (0.1 MB).`]);
      assert.deepEqual(actions, ['Play', 'Show in Folder']);
      await assertRevealed(file);
    });

    it('lets the person play the file that was saved', async () => {
      const folder = await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded();
      harness.user.willClick('Play');
      await download(operation);
      try {
        assert.equal((await playedVideo()).fsPath, join(folder, nameOf(operation)));
      } finally {
        await closePlayers();
      }
    });

    it('counts against the rate limit of its endpoint, so that the next request waits', async () => {
      await setVideoFolder(folders);
      const { simulator } = harness.gateway;
      const operation = await harness.gateway.trackSucceeded();
      const another = await harness.gateway.trackSucceeded();
      const other = await harness.gateway.trackAndPoll(harness.gateway.newId());
      await download(operation);
      await changeSetting('checking.requestsPerMinute', simulator.requests.length);
      const checked = harness.api.check(other);
      // A download takes longer than a status request, and does not wait for the limit.
      await download(another);
      assert.equal(harness.gateway.statusRequestCount(other), 1);
      await changeSetting('checking.requestsPerMinute', 3000);
      await checked;
      assert.equal(harness.gateway.statusRequestCount(other), 2);
    });

    it('writes a sidecar that says where the video came from', async () => {
      const folder = await setVideoFolder(folders);
      const { endpoint, name } = await harness.gateway.trackSucceeded();
      await harness.api.track(name, { endpoint, label: 'Sunrise' });
      const operation = listedOperation({ endpoint, name });
      const before = new Date().toISOString();
      await download(operation);
      const { savedAt, ...origin } = await sidecarIn(folder, operation);
      assert.deepEqual(origin, {
        operation: name,
        endpoint,
        model: 'veo-3.1-generate-preview',
        label: 'Sunrise',
        sample: 1,
        videoId: operation.videos[0].videoId,
        trackedAt: operation.trackedAt,
        finishedAt: operation.finishedAt,
        sha256: createHash('sha256').update(sample()).digest('hex'),
        size: sample().length,
      });
      assert.ok(typeof savedAt === 'string' && before <= savedAt && savedAt <= new Date().toISOString());
    });

    it('has no sidecar when the setting is off, and is recognised all the same', async () => {
      const folder = await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded();
      await changeSetting('download.sidecar', false);
      try {
        await download(operation);
        const { text } = await harness.user.waitForMessage(/^Saved /);
        assert.doesNotMatch(text, /note/);
        assert.deepEqual(filesIn(folder), [nameOf(operation)]);
        await changeSetting('download.folder', folders.outside);
        await download(listedOperation(operation));
        assert.equal(harness.gateway.downloadsOf(operation).length, 1);
        assert.deepEqual(filesIn(folders.outside), [nameOf(operation), 'videos']);
      } finally {
        await changeSetting('download.sidecar', undefined);
      }
    });

    it('does not overwrite a file that has the name of its sidecar', async () => {
      const folder = await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded();
      const [note = ''] = fileNamesOf(operation);
      await writeFile(join(folder, note), '{"mine": true}');
      await download(operation);
      assert.equal(await readFile(join(folder, note), 'utf8'), '{"mine": true}');
      const other: unknown = JSON.parse(await readFile(join(folder, `${nameOf(operation)}.json`), 'utf8'));
      assert.equal((other as { operation: string }).operation, operation.name);
    });

    it('has its file in the list that other extensions see', async () => {
      const folder = await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded();
      await download(operation);
      const { videos } = listedOperation(operation);
      assert.equal(videos[0].file, join(folder, nameOf(operation)));
      assert.equal(videos[0].uri, operation.videos[0].uri);
    });

    it('marks the result as seen', async () => {
      await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded();
      assert.equal(operation.seenAt, undefined);
      await download(operation);
      assert.ok(listedOperation(operation).seenAt);
    });

    it('from /v1/videos is requested with the bearer token and named after its model and time', async () => {
      const folder = await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded(1, { contract: 'videos' });
      await download(operation);
      assert.match(harness.gateway.downloadsOf(operation)[0]?.headers.authorization ?? '', /^Bearer ./);
      const [, file = ''] = filesIn(folder);
      assert.match(file, /^veo-3\.1-generate-preview \d{4}-\d\d-\d\d \d\d-\d\d-\d\d( \d+)?-1\.mp4$/);
      assert.deepEqual(await readFile(join(folder, file)), sample());
    });
  });

  describe('whose file exists', () => {
    let folder: string;
    let operation: SucceededOperation;

    beforeEach(async () => {
      folder = await setVideoFolder(folders);
      operation = await harness.gateway.trackSucceeded();
      await writeFile(join(folder, nameOf(operation)), 'of the person');
    });

    it('asks, and saves nothing when the person cancels', async () => {
      await download(operation);
      const { severity, text, actions } = await harness.user.waitForMessage(/exists already\. Replace it\?$/);
      assert.deepEqual([severity, actions], ['warning', ['Replace', 'Keep Both']]);
      assert.ok(text.startsWith(nameOf(operation)));
      assert.deepEqual([filesIn(folder), harness.gateway.downloadsOf(operation)], [[nameOf(operation)], []]);
      assert.equal(await readFile(join(folder, nameOf(operation)), 'utf8'), 'of the person');
    });

    it('replaces the file when the person chooses so', async () => {
      harness.user.willClick('Replace');
      await download(operation);
      assert.deepEqual(filesIn(folder), fileNamesOf(operation));
      assert.deepEqual(await readFile(join(folder, nameOf(operation))), sample());
    });

    it('numbers the new file when the person keeps both', async () => {
      harness.user.willClick('Keep Both');
      await download(operation);
      const numbered = nameOf(operation).replace('.mp4', ' (2).mp4');
      assert.equal(await readFile(join(folder, nameOf(operation)), 'utf8'), 'of the person');
      assert.deepEqual(await readFile(join(folder, numbered)), sample());
      assert.deepEqual(filesIn(folder), [numbered.replace('.mp4', '.json'), numbered, nameOf(operation)]);
      assert.equal(savedFile(operation), join(folder, numbered));
    });
  });

  describe('of an operation with several', () => {
    it('asks which one is meant, and saves that', async () => {
      const folder = await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded(4);
      harness.user.willPick('Video 3');
      await download(operation);
      assert.deepEqual(filesIn(folder), fileNamesOf(operation, 2));
      assert.deepEqual(
        listedOperation(operation).videos.map(({ file }) => file !== undefined),
        [false, false, true, false],
      );
      assert.equal((await sidecarIn(folder, operation, 2)).sample, 3);
    });

    it('saves all, two at a time, and reports them in one message', async () => {
      const folder = await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded(4);
      harness.user.willPick('All 4 Videos');
      harness.user.willClick('Show in Folder');
      await download(operation);
      assert.deepEqual(
        filesIn(folder),
        [0, 1, 2, 3].flatMap((index) => fileNamesOf(operation, index)).sort(),
      );
      const { text, actions } = await harness.user.waitForMessage(/^Saved /);
      assert.deepEqual([text, actions], ['Saved 4 videos.', ['Show in Folder']]);
      assert.equal(harness.user.messages.length, 1);
    });

    it('saves the others when one fails, and reports both', async () => {
      const folder = await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded(4);
      harness.gateway.scriptDownloadFault({ kind: 'notFound' });
      harness.user.willPick('All 4 Videos');
      await download(operation);
      await harness.user.waitForMessage(/^Saved 3 videos\.$/);
      await harness.user.waitForMessage(/no longer has this video/);
      const { videos } = listedOperation(operation);
      assert.equal(videos.filter(({ gone }) => gone).length, 1);
      assert.equal(videos.filter(({ file }) => file).length, 3);
      assert.equal(filesIn(folder).length, 6);
    });

    it('asks once when some of the files exist', async () => {
      const folder = await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded(4);
      for (const index of [0, 1]) await writeFile(join(folder, nameOf(operation, index)), 'of the person');
      harness.user.willPick('All 4 Videos');
      harness.user.willClick('Keep Both');
      await download(operation);
      await harness.user.waitForMessage(/^2 of these files exist already\. Replace them\?$/);
      assert.equal(filesIn(folder).filter((name) => name.endsWith('(2).mp4')).length, 2);
      await harness.user.waitForMessage(/^Saved 4 videos\.$/);
    });
  });

  describe('that was saved already', () => {
    it('needs no request for a second copy', async () => {
      await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded();
      await download(operation);
      const folder = await setVideoFolder(folders, 'other');
      await download(operation);
      assert.equal(harness.gateway.downloadsOf(operation).length, 1);
      assert.deepEqual(await readFile(join(folder, nameOf(operation))), sample());
    });

    it('is downloaded again when its file was damaged since', async () => {
      const folder = await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded();
      await download(operation);
      await writeFile(join(folder, nameOf(operation)), 'damaged');
      harness.user.willClick('Replace');
      await download(operation);
      assert.equal(harness.gateway.downloadsOf(operation).length, 2);
      assert.deepEqual(await readFile(join(folder, nameOf(operation))), sample());
    });

    it('is saved twice when the person keeps both', async () => {
      const folder = await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded();
      await download(operation);
      harness.user.willClick('Keep Both');
      await download(operation);
      const videos = filesIn(folder).filter((name) => name.endsWith('.mp4'));
      assert.deepEqual(videos, [nameOf(operation).replace('.mp4', ' (2).mp4'), nameOf(operation)]);
    });

    it('is downloaded again when its file was deleted since', async () => {
      const folder = await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded();
      await download(operation);
      await rm(join(folder, nameOf(operation)));
      harness.gateway.scriptDownloadFault({ kind: 'notFound' });
      await download(operation);
      await harness.user.waitForMessage(/no longer has this video/);
      assert.equal(savedFile(operation), undefined);
      await download(operation);
      assert.equal(savedFile(operation), join(folder, nameOf(operation)));
      assert.deepEqual(
        [harness.gateway.downloadsOf(operation).length, listedOperation(operation).videos[0].gone],
        [3, undefined],
      );
    });
  });

  describe('that takes a while', () => {
    it('shows its progress, and resumes after a broken connection', async () => {
      await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded();
      for (const afterBytes of [40_000, 10_000])
        harness.gateway.scriptDownloadFault({ kind: 'cut', afterBytes });
      await download(operation);
      const [progress] = harness.user.progresses;
      assert.match(progress?.title ?? '', /^Downloading /);
      assert.match(progress?.steps.join() ?? '', /0(?:\.\d)? MB of 0\.1 MB/);
      const ranges = harness.gateway.downloadsOf(operation).map(({ headers }) => headers.range);
      assert.deepEqual(ranges, [undefined, 'bytes=40000-', 'bytes=50000-']);
      assert.deepEqual(await readFile(savedFile(operation) ?? ''), sample());
    });

    it('can be cancelled, and leaves no file behind', async () => {
      const folder = await setVideoFolder(folders);
      const operation = await harness.gateway.trackSucceeded();
      harness.gateway.scriptDownloadFault({ kind: 'hang' });
      harness.user.willCancelProgress();
      await download(operation);
      assert.equal(harness.user.progresses.length, 1);
      assert.deepEqual([filesIn(folder), harness.user.messages], [[], []]);
      assert.equal(savedFile(operation), undefined);
    });
  });

  function download(operation: SucceededOperation): Thenable<unknown> {
    return vscode.commands.executeCommand('veo.downloadVideo', operation);
  }

  function listedOperation(id: { endpoint: string; name: string }): SucceededOperation {
    return asSucceeded(listed(harness.api, id));
  }

  function savedFile(operation: SucceededOperation): string | undefined {
    return listedOperation(operation).videos[0].file;
  }

  /** Asserts that a button of the message, which acts after the command has ended, has revealed a file. */
  async function assertRevealed(file: string): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    assert.deepEqual(harness.user.revealedFiles, [file]);
    assert.equal(basename(dirname(file)), 'videos');
  }
});

function nameOf(operation: SucceededOperation, index = 0): string {
  return videoFileName({ operation, index });
}

/** The file names of a video and its sidecar. */
function fileNamesOf(operation: SucceededOperation, index = 0): string[] {
  const name = nameOf(operation, index);
  return [name.replace(/mp4$/, 'json'), name];
}

async function sidecarIn(folder: string, operation: SucceededOperation, index = 0) {
  const [note = ''] = fileNamesOf(operation, index);
  return JSON.parse(await readFile(join(folder, note), 'utf8')) as Record<string, unknown>;
}
