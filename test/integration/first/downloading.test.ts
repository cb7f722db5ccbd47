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
import { sampleVideo, succeeded } from '../gateway';
import { setScene } from '../harness';
import { closePlayers, playedVideo } from '../players';
import { change } from '../settings';
import { filesIn, setFolders, useFolder } from '../videoFolders';

describe('downloading a video', () => {
  const scene = setScene();
  const folders = setFolders();
  const sample = () => readFileSync(sampleVideo());

  describe('where the setting names a folder', () => {
    it('of the workspace, makes it when it is missing', async () => {
      await change('download.folder', './shots/new');
      const operation = await scene.gateway.ready();
      await download(operation);
      const folder = join(folders.workspace, 'shots', 'new');
      assert.deepEqual(filesIn(folder), pairOf(operation));
      assert.deepEqual(await readFile(join(folder, nameOf(operation))), sample());
    });

    it('that is absolute, puts it there', async () => {
      const folder = await useFolder(folders);
      const operation = await scene.gateway.ready();
      await download(operation);
      assert.deepEqual(filesIn(folder), pairOf(operation));
      assert.deepEqual(scene.person.dialogs, []);
    });

    it('that is absolute and missing, tells so and makes nothing', async () => {
      const folder = join(folders.outside, 'unplugged');
      await change('download.folder', folder);
      const operation = await scene.gateway.ready();
      await download(operation);
      const { severity, text } = await scene.person.message(/^The folder .* cannot be used\. Make it, or/);
      assert.equal(severity, 'error');
      assert.ok(text.includes(folder));
      assert.deepEqual([filesIn(folders.outside), scene.gateway.downloadsOf(operation)], [[], []]);
    });

    for (const setting of ['${workspaceFolder}/shots', '${workspaceFolder}${/}shots']) {
      it(`of the workspace as VS Code names it, ${setting}, is understood`, async () => {
        await change('download.folder', setting);
        const operation = await scene.gateway.ready();
        await download(operation);
        assert.deepEqual(filesIn(join(folders.workspace, 'shots')), pairOf(operation));
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
      it(`with what has no meaning, ${setting}, refuses that`, async () => {
        await change('download.folder', setting);
        const operation = await scene.gateway.ready();
        await download(operation);
        await scene.person.message(words);
        assert.deepEqual([filesIn(folders.workspace), scene.gateway.downloadsOf(operation)], [[], []]);
      });
    }

    for (const setting of ['../x', 'shots/../../x', 'a\\..\\..\\x', '${workspaceFolder}/../x']) {
      it(`outside the workspace, such as ${setting}, refuses that`, async () => {
        await change('download.folder', setting);
        const operation = await scene.gateway.ready();
        await download(operation);
        await scene.person.message(/leads out of the workspace\. Name a folder inside it, or an absolute/);
        assert.deepEqual([filesIn(folders.workspace), scene.gateway.downloadsOf(operation)], [[], []]);
      });
    }
  });

  describe('where the setting is empty', () => {
    it('asks, with a name and the workspace to begin with', async () => {
      const operation = await scene.gateway.ready();
      const file = join(folders.outside, 'Sunrise.mp4');
      scene.person.names(vscode.Uri.file(file));
      await download(operation);
      const [dialog] = scene.person.dialogs;
      assert.equal(dialog?.path, vscode.Uri.file(join(folders.workspace, nameOf(operation))).path);
      assert.deepEqual(filesIn(folders.outside), ['Sunrise.json', 'Sunrise.mp4']);
      assert.equal(savedFile(operation), file);
    });

    it('does nothing when the person gives up', async () => {
      const operation = await scene.gateway.ready();
      await download(operation);
      assert.deepEqual([scene.person.dialogs.length, scene.gateway.downloadsOf(operation)], [1, []]);
      assert.deepEqual(scene.person.messages, []);
    });

    it('replaces the file that the dialog has asked about', async () => {
      const file = join(folders.outside, 'Sunrise.mp4');
      await writeFile(file, 'old');
      scene.person.names(vscode.Uri.file(file));
      await download(await scene.gateway.ready());
      assert.deepEqual(await readFile(file), sample());
    });

    it('asks for one folder for several videos', async () => {
      const operation = await scene.gateway.ready(4);
      scene.person.chooses('All 4 Videos');
      scene.person.chooses('Another Folder…');
      scene.person.names(vscode.Uri.file(folders.outside));
      await download(operation);
      assert.deepEqual(
        scene.person.dialogs.map(({ title }) => title),
        ['Folder for 4 Videos'],
      );
      assert.equal(filesIn(folders.outside).filter((name) => name.endsWith('.mp4')).length, 4);
    });
  });

  describe('that succeeds', () => {
    it('tells where, with what can be done next', async () => {
      const folder = await useFolder(folders);
      const operation = await scene.gateway.ready();
      scene.person.clicksOn('Show in Folder');
      await download(operation);
      const { severity, text, actions } = await scene.person.message(/^Saved /);
      const file = join(folder, nameOf(operation));
      assert.deepEqual([severity, text], ['information', `Saved ${file} (0.1 MB).`]);
      assert.deepEqual(actions, ['Play', 'Show in Folder']);
      await shown(file);
    });

    it('lets the person play the file that was saved', async () => {
      const folder = await useFolder(folders);
      const operation = await scene.gateway.ready();
      scene.person.clicksOn('Play');
      await download(operation);
      try {
        assert.equal((await playedVideo()).fsPath, join(folder, nameOf(operation)));
      } finally {
        await closePlayers();
      }
    });

    it('counts in the minute of its endpoint, in which the person then has to wait', async () => {
      await useFolder(folders);
      const { simulator } = scene.gateway;
      const operation = await scene.gateway.ready();
      const another = await scene.gateway.ready();
      const other = await scene.gateway.firstPoll(scene.gateway.newId());
      await download(operation);
      await change('checking.requestsPerMinute', simulator.requests.length);
      const checked = scene.api.check(other);
      // Which takes longer than to ask would, and waits for nobody.
      await download(another);
      assert.equal(scene.gateway.requestsFor(other), 1);
      await change('checking.requestsPerMinute', 3000);
      await checked;
      assert.equal(scene.gateway.requestsFor(other), 2);
    });

    it('notes where the video came from in a file beside it', async () => {
      const folder = await useFolder(folders);
      const { endpoint, name } = await scene.gateway.ready();
      await scene.api.track(name, { endpoint, label: 'Sunrise' });
      const operation = current({ endpoint, name });
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

    it('is saved alone where no note is wanted, and is known again all the same', async () => {
      const folder = await useFolder(folders);
      const operation = await scene.gateway.ready();
      await change('download.sidecar', false);
      try {
        await download(operation);
        const { text } = await scene.person.message(/^Saved /);
        assert.doesNotMatch(text, /note/);
        assert.deepEqual(filesIn(folder), [nameOf(operation)]);
        await change('download.folder', folders.outside);
        await download(current(operation));
        assert.equal(scene.gateway.downloadsOf(operation).length, 1);
        assert.deepEqual(filesIn(folders.outside), [nameOf(operation), 'videos']);
      } finally {
        await change('download.sidecar', undefined);
      }
    });

    it('leaves a file of the person alone that has the name of this note', async () => {
      const folder = await useFolder(folders);
      const operation = await scene.gateway.ready();
      const [note = ''] = pairOf(operation);
      await writeFile(join(folder, note), '{"mine": true}');
      await download(operation);
      assert.equal(await readFile(join(folder, note), 'utf8'), '{"mine": true}');
      const other: unknown = JSON.parse(await readFile(join(folder, `${nameOf(operation)}.json`), 'utf8'));
      assert.equal((other as { operation: string }).operation, operation.name);
    });

    it('is known to the list, which other extensions see', async () => {
      const folder = await useFolder(folders);
      const operation = await scene.gateway.ready();
      await download(operation);
      const { videos } = current(operation);
      assert.equal(videos[0].file, join(folder, nameOf(operation)));
      assert.equal(videos[0].uri, operation.videos[0].uri);
    });

    it('counts as having looked at the result', async () => {
      await useFolder(folders);
      const operation = await scene.gateway.ready();
      assert.equal(operation.seenAt, undefined);
      await download(operation);
      assert.ok(current(operation).seenAt);
    });

    it('fetches one of /v1/videos with the bearer token, under its model and time', async () => {
      const folder = await useFolder(folders);
      const operation = await scene.gateway.ready(1, { contract: 'videos' });
      await download(operation);
      assert.match(scene.gateway.downloadsOf(operation)[0]?.headers.authorization ?? '', /^Bearer ./);
      const [, file = ''] = filesIn(folder);
      assert.match(file, /^veo-3\.1-generate-preview \d{4}-\d\d-\d\d \d\d-\d\d-\d\d( \d+)?-1\.mp4$/);
      assert.deepEqual(await readFile(join(folder, file)), sample());
    });
  });

  describe('whose file exists', () => {
    let folder: string;
    let operation: SucceededOperation;

    beforeEach(async () => {
      folder = await useFolder(folders);
      operation = await scene.gateway.ready();
      await writeFile(join(folder, nameOf(operation)), 'of the person');
    });

    it('asks, and does nothing when the person cancels', async () => {
      await download(operation);
      const { severity, text, actions } = await scene.person.message(/exists already\. Replace it\?$/);
      assert.deepEqual([severity, actions], ['warning', ['Replace', 'Keep Both']]);
      assert.ok(text.startsWith(nameOf(operation)));
      assert.deepEqual([filesIn(folder), scene.gateway.downloadsOf(operation)], [[nameOf(operation)], []]);
      assert.equal(await readFile(join(folder, nameOf(operation)), 'utf8'), 'of the person');
    });

    it('replaces it where that is wanted', async () => {
      scene.person.clicksOn('Replace');
      await download(operation);
      assert.deepEqual(filesIn(folder), pairOf(operation));
      assert.deepEqual(await readFile(join(folder, nameOf(operation))), sample());
    });

    it('gives the video a number where both are to be kept', async () => {
      scene.person.clicksOn('Keep Both');
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
      const folder = await useFolder(folders);
      const operation = await scene.gateway.ready(4);
      scene.person.chooses('Video 3');
      await download(operation);
      assert.deepEqual(filesIn(folder), pairOf(operation, 2));
      assert.deepEqual(
        current(operation).videos.map(({ file }) => file !== undefined),
        [false, false, true, false],
      );
      assert.equal((await sidecarIn(folder, operation, 2)).sample, 3);
    });

    it('saves all, two at a time, and tells of them once', async () => {
      const folder = await useFolder(folders);
      const operation = await scene.gateway.ready(4);
      scene.person.chooses('All 4 Videos');
      scene.person.clicksOn('Show in Folder');
      await download(operation);
      assert.deepEqual(filesIn(folder), [0, 1, 2, 3].flatMap((index) => pairOf(operation, index)).sort());
      const { text, actions } = await scene.person.message(/^Saved /);
      assert.deepEqual([text, actions], ['Saved 4 videos.', ['Show in Folder']]);
      assert.equal(scene.person.messages.length, 1);
    });

    it('saves the others when one cannot be had, and tells of both', async () => {
      const folder = await useFolder(folders);
      const operation = await scene.gateway.ready(4);
      scene.gateway.scriptDownload({ kind: 'notFound' });
      scene.person.chooses('All 4 Videos');
      await download(operation);
      await scene.person.message(/^Saved 3 videos\.$/);
      await scene.person.message(/no longer has this video/);
      const { videos } = current(operation);
      assert.equal(videos.filter(({ gone }) => gone).length, 1);
      assert.equal(videos.filter(({ file }) => file).length, 3);
      assert.equal(filesIn(folder).length, 6);
    });

    it('asks once when files of some exist', async () => {
      const folder = await useFolder(folders);
      const operation = await scene.gateway.ready(4);
      for (const index of [0, 1]) await writeFile(join(folder, nameOf(operation, index)), 'of the person');
      scene.person.chooses('All 4 Videos');
      scene.person.clicksOn('Keep Both');
      await download(operation);
      await scene.person.message(/^2 of these files exist already\. Replace them\?$/);
      assert.equal(filesIn(folder).filter((name) => name.endsWith('(2).mp4')).length, 2);
      await scene.person.message(/^Saved 4 videos\.$/);
    });
  });

  describe('that was saved already', () => {
    it('needs no request for another copy', async () => {
      await useFolder(folders);
      const operation = await scene.gateway.ready();
      await download(operation);
      const folder = await useFolder(folders, 'other');
      await download(operation);
      assert.equal(scene.gateway.downloadsOf(operation).length, 1);
      assert.deepEqual(await readFile(join(folder, nameOf(operation))), sample());
    });

    it('is fetched anew when its file has been damaged since', async () => {
      const folder = await useFolder(folders);
      const operation = await scene.gateway.ready();
      await download(operation);
      await writeFile(join(folder, nameOf(operation)), 'damaged');
      scene.person.clicksOn('Replace');
      await download(operation);
      assert.equal(scene.gateway.downloadsOf(operation).length, 2);
      assert.deepEqual(await readFile(join(folder, nameOf(operation))), sample());
    });

    it('is there twice when the person wants to keep both', async () => {
      const folder = await useFolder(folders);
      const operation = await scene.gateway.ready();
      await download(operation);
      scene.person.clicksOn('Keep Both');
      await download(operation);
      const videos = filesIn(folder).filter((name) => name.endsWith('.mp4'));
      assert.deepEqual(videos, [nameOf(operation).replace('.mp4', ' (2).mp4'), nameOf(operation)]);
    });

    it('is fetched anew when its file has been deleted since', async () => {
      const folder = await useFolder(folders);
      const operation = await scene.gateway.ready();
      await download(operation);
      await rm(join(folder, nameOf(operation)));
      scene.gateway.scriptDownload({ kind: 'notFound' });
      await download(operation);
      await scene.person.message(/no longer has this video/);
      assert.equal(savedFile(operation), undefined);
      await download(operation);
      assert.equal(savedFile(operation), join(folder, nameOf(operation)));
      assert.deepEqual(
        [scene.gateway.downloadsOf(operation).length, current(operation).videos[0].gone],
        [3, undefined],
      );
    });
  });

  describe('that takes longer than a moment', () => {
    it('shows how far it is, and goes on where it broke off', async () => {
      await useFolder(folders);
      const operation = await scene.gateway.ready();
      for (const afterBytes of [40_000, 10_000]) scene.gateway.scriptDownload({ kind: 'cut', afterBytes });
      await download(operation);
      const [progress] = scene.person.progresses;
      assert.match(progress?.title ?? '', /^Downloading /);
      assert.match(progress?.steps.join() ?? '', /0(?:\.\d)? MB of 0\.1 MB/);
      const ranges = scene.gateway.downloadsOf(operation).map(({ headers }) => headers.range);
      assert.deepEqual(ranges, [undefined, 'bytes=40000-', 'bytes=50000-']);
      assert.deepEqual(await readFile(savedFile(operation) ?? ''), sample());
    });

    it('can be cancelled, and leaves nothing behind', async () => {
      const folder = await useFolder(folders);
      const operation = await scene.gateway.ready();
      scene.gateway.scriptDownload({ kind: 'hang' });
      scene.person.cancels();
      await download(operation);
      assert.equal(scene.person.progresses.length, 1);
      assert.deepEqual([filesIn(folder), scene.person.messages], [[], []]);
      assert.equal(savedFile(operation), undefined);
    });
  });

  function download(operation: SucceededOperation): Thenable<unknown> {
    return vscode.commands.executeCommand('veo.downloadVideo', operation);
  }

  function current(id: { endpoint: string; name: string }): SucceededOperation {
    return succeeded(listed(scene.api, id));
  }

  function savedFile(operation: SucceededOperation): string | undefined {
    return current(operation).videos[0].file;
  }

  /** The person presses a button some time after the command has ended. */
  async function shown(file: string): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    assert.deepEqual(scene.person.revealed, [file]);
    assert.equal(basename(dirname(file)), 'videos');
  }
});

function nameOf(operation: SucceededOperation, index = 0): string {
  return videoFileName({ operation, index });
}

/** The names of a video and the note beside it. */
function pairOf(operation: SucceededOperation, index = 0): string[] {
  const name = nameOf(operation, index);
  return [name.replace(/mp4$/, 'json'), name];
}

async function sidecarIn(folder: string, operation: SucceededOperation, index = 0) {
  const [note = ''] = pairOf(operation, index);
  return JSON.parse(await readFile(join(folder, note), 'utf8')) as Record<string, unknown>;
}
