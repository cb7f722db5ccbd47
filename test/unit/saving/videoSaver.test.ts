import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { lstat, mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleVideo } from '../simulator/runningSimulator';
import { sha256 } from './downloadHarness';
import { CANCELLED, withSaving } from './savingHarness';

const video = readFileSync(sampleVideo);
const THEIRS = 'of the person';

describe('a saved video', () => {
  it('is in its folder with a sidecar, and in the list with its path', () =>
    withSaving(async (harness) => {
      const target = await harness.finished();
      const { size, sidecar, uri } = await harness.save(target);
      assert.deepEqual(
        [size, sidecar, uri.fsPath],
        [video.length, 'written', join(harness.folder, 'clip.mp4')],
      );
      assert.deepEqual(await harness.names(), ['clip.json', 'clip.mp4']);
      assert.deepEqual(await harness.read('clip.mp4'), video);
      const note = await harness.sidecar('clip.json');
      assert.deepEqual([note.operation, note.sha256], [target.operation.name, sha256(video)]);
      assert.deepEqual(harness.current(target).video.file, uri.fsPath);
      assert.equal(harness.current(target).video.sha256, undefined);
    }));

  it('has its digest in the list when no sidecar is wanted', () =>
    withSaving(async (harness) => {
      harness.wantsSidecar = false;
      const target = await harness.finished();
      assert.equal((await harness.save(target)).sidecar, 'unwanted');
      assert.deepEqual(await harness.names(), ['clip.mp4']);
      assert.equal(harness.current(target).video.sha256, sha256(video));
    }));

  for (const conflict of ['number', 'reuse'] as const) {
    it(`gets a number when a file of the person has its name (${conflict})`, () =>
      withSaving(async (harness) => {
        for (const name of ['clip.mp4', 'clip (2).mp4']) await harness.write(name, THEIRS);
        const target = await harness.finished();
        assert.equal((await harness.save(target, conflict)).uri.fsPath, join(harness.folder, 'clip (3).mp4'));
        for (const name of ['clip.mp4', 'clip (2).mp4'])
          assert.equal(String(await harness.read(name)), THEIRS);
      }));
  }

  it('replaces a file of the person if the person has chosen that', () =>
    withSaving(async (harness) => {
      await harness.write('clip.mp4', THEIRS);
      await harness.save(await harness.finished(), 'replace');
      assert.deepEqual(
        [await harness.names(), await harness.read('clip.mp4')],
        [['clip.json', 'clip.mp4'], video],
      );
    }));

  it('replaces a link, not its target', () =>
    withSaving(async (harness) => {
      const elsewhere = join(harness.parts.folder, 'elsewhere.mp4');
      await symlink(elsewhere, join(harness.folder, 'clip.mp4'));
      await harness.save(await harness.finished(), 'replace');
      assert.ok((await lstat(join(harness.folder, 'clip.mp4'))).isFile());
      await assert.rejects(lstat(elsewhere));
    }));

  it('reuses its own file, which is no longer in the list', () =>
    withSaving(async (harness) => {
      const target = await harness.finished();
      await harness.save(target);
      await harness.parts.updates.recordFile(target, undefined);
      const { uri } = await harness.save(target, 'reuse');
      assert.deepEqual(
        [uri.fsPath, await harness.names()],
        [join(harness.folder, 'clip.mp4'), ['clip.json', 'clip.mp4']],
      );
      assert.equal(harness.current(target).video.file, uri.fsPath);
    }));

  it('is saved twice if the person wants to keep both', () =>
    withSaving(async (harness) => {
      const target = await harness.finished();
      await harness.save(target);
      await harness.save(target, 'number');
      assert.deepEqual(await harness.names(), ['clip (2).json', 'clip (2).mp4', 'clip.json', 'clip.mp4']);
    }));

  it('reuses a file of the person with the very same bytes', () =>
    withSaving(async (harness) => {
      await harness.write('clip.mp4', video);
      const { uri } = await harness.save(await harness.finished(), 'reuse');
      assert.equal(uri.fsPath, join(harness.folder, 'clip.mp4'));
      assert.deepEqual(await harness.names(), ['clip.json', 'clip.mp4']);
    }));

  it('does not reuse the file of another operation with the same bytes', () =>
    withSaving(async (harness) => {
      const [one, other] = [await harness.finished(), await harness.finished()];
      await harness.save(one, 'reuse');
      const { uri } = await harness.save(other, 'reuse');
      assert.equal(uri.fsPath, join(harness.folder, 'clip (2).mp4'));
      assert.equal((await harness.sidecar('clip.json')).operation, one.operation.name);
    }));

  it('gets a name of its own when eight want the same name at once', () =>
    withSaving(async (harness) => {
      const targets = [];
      for (let count = 0; count < 8; count++) targets.push(await harness.finished());
      await Promise.all(targets.map((target) => harness.save(target, 'reuse')));
      const files = targets.map((target) => harness.current(target).video.file ?? '');
      assert.equal(new Set(files).size, 8);
      for (const [index, file] of files.entries()) {
        const note = JSON.parse(await readFile(file.replace(/mp4$/, 'json'), 'utf8'));
        assert.equal(note.operation, targets[index]?.operation.name);
      }
    }));

  it('gets the name of a file that was deleted since', () =>
    withSaving(async (harness) => {
      await harness.save(await harness.finished());
      for (const name of await harness.names()) await rm(join(harness.folder, name));
      await harness.save(await harness.finished());
      assert.deepEqual(await harness.names(), ['clip.json', 'clip.mp4']);
    }));

  it('fails when 99 names are taken', () =>
    withSaving(async (harness) => {
      const names = ['clip.mp4', ...Array.from({ length: 98 }, (_, index) => `clip (${index + 2}).mp4`)];
      for (const name of names) await harness.write(name, THEIRS);
      await assert.rejects(harness.save(await harness.finished()), { name: 'SaveError', kind: 'exists' });
      assert.deepEqual(await harness.names(), names.sort());
    }));

  it('needs a folder that exists', () =>
    withSaving(async (harness) => {
      await rm(harness.folder, { recursive: true });
      await assert.rejects(harness.save(await harness.finished()), { name: 'SaveError', kind: 'noFolder' });
    }));
});

describe('a video that was saved already', () => {
  it('is copied without a request, whether its sidecar or the list identifies it', () =>
    withSaving(async (harness) => {
      for (const wantsSidecar of [true, false]) {
        harness.wantsSidecar = wantsSidecar;
        const target = await harness.finished();
        await harness.save(target);
        const before = harness.downloadCount;
        const { uri } = await harness.save(target);
        assert.deepEqual([harness.downloadCount, await readFile(uri.fsPath)], [before, video]);
      }
    }));

  it('is downloaded again when its file was damaged', () =>
    withSaving(async (harness) => {
      const target = await harness.finished();
      await harness.save(target);
      await harness.write('clip.mp4', 'damaged');
      await harness.save(target, 'replace');
      assert.deepEqual([harness.downloadCount, await harness.read('clip.mp4')], [2, video]);
    }));

  it('is downloaded again when its file was deleted, which is recorded even if the server no longer has it', () =>
    withSaving(async (harness) => {
      const target = await harness.finished();
      await harness.save(target);
      await rm(join(harness.folder, 'clip.mp4'));
      harness.simulator.script({ once: { kind: 'notFound' }, step: 'download' });
      await assert.rejects(harness.save(target), { kind: 'gone' });
      const { file, gone } = harness.current(target).video;
      assert.deepEqual([file, gone], [undefined, true]);
      await harness.save(target);
      assert.equal(harness.current(target).video.gone, undefined);
    }));

  it('is not copied after the person has cancelled', () =>
    withSaving(async (harness) => {
      const target = await harness.finished();
      await harness.play(target);
      const save = harness.saving.saver.save(
        { target, uri: harness.uriOf('clip.mp4'), conflict: 'number' },
        harness.options(AbortSignal.abort(CANCELLED)),
      );
      await assert.rejects(save, CANCELLED);
      assert.deepEqual(await harness.names(), []);
    }));

  it('is copied without a request from the playback cache', () =>
    withSaving(async (harness) => {
      const target = await harness.finished();
      await harness.play(target);
      await harness.save(target);
      assert.deepEqual([harness.downloadCount, await harness.read('clip.mp4')], [1, video]);
    }));
});

describe('the sidecar of a saved video', () => {
  for (const [what, leadsTo] of [
    ['to a sidecar of ours', true],
    ['nowhere', false],
  ] as const) {
    it(`is not written through a link ${what}`, () =>
      withSaving(async (harness) => {
        const target = await harness.finished();
        const elsewhere = join(harness.parts.folder, 'elsewhere.json');
        if (leadsTo) await harness.write('../elsewhere.json', OURS);
        await symlink(elsewhere, join(harness.folder, 'clip.json'));
        await harness.save(target);
        if (leadsTo) assert.equal(await readFile(elsewhere, 'utf8'), OURS);
        else await assert.rejects(lstat(elsewhere));
        assert.ok((await lstat(join(harness.folder, 'clip.json'))).isSymbolicLink());
        assert.equal((await harness.sidecar('clip.mp4.json')).operation, target.operation.name);
      }));
  }

  it('replaces a sidecar of ours', () =>
    withSaving(async (harness) => {
      await harness.write('clip.json', OURS);
      const target = await harness.finished();
      await harness.save(target);
      assert.deepEqual(await harness.names(), ['clip.json', 'clip.mp4']);
      assert.equal((await harness.sidecar('clip.json')).operation, target.operation.name);
    }));

  it('replaces neither a file of the person nor one that is too large for a sidecar', () =>
    withSaving(async (harness) => {
      const large = `${OURS}${' '.repeat(64 * 1024)}`;
      await harness.write('clip.json', THEIRS);
      await harness.write('clip.mp4.json', large);
      const { sidecar } = await harness.save(await harness.finished());
      assert.equal(sidecar, 'failed');
      assert.deepEqual(await harness.names(), ['clip.json', 'clip.mp4', 'clip.mp4.json']);
      assert.equal(String(await harness.read('clip.json')), THEIRS);
      assert.equal(String(await harness.read('clip.mp4.json')), large);
    }));

  it('leaves no file when it cannot be written, and then the list has the digest', () =>
    withSaving(async (harness) => {
      const target = await harness.finished();
      // `.json` is a byte longer than file systems allow.
      const name = `${'x'.repeat(251)}.mp4`;
      const { sidecar } = await harness.save(target, 'number', name);
      assert.deepEqual([sidecar, await harness.names()], ['failed', [name]]);
      assert.equal(harness.current(target).video.sha256, sha256(video));
    }));
});

describe('a download when VS Code closes', () => {
  it('is aborted, and leaves nothing', () =>
    withSaving(async (harness) => {
      await mkdir(join(harness.globalStorage, 'played'), { recursive: true });
      harness.simulator.script({ always: { kind: 'hang' }, step: 'download' });
      const [saved, played] = [await harness.finished(), await harness.finished()];
      const bothRequested = harness.simulator.nextRequest(() => harness.downloadCount === 2);
      const works = [harness.save(saved), harness.play(played)].map((work) =>
        assert.rejects(work, (error) => error === CANCELLED),
      );
      await bothRequested;
      const folders = [harness.folder, join(harness.globalStorage, 'played')];
      const fileCounts = () =>
        Promise.all(folders.map(async (folder) => (await harness.filesBelow(folder)).length));
      assert.deepEqual(await fileCounts(), [1, 1]);
      await harness.saving.pendingWrites.stop(CANCELLED);
      assert.deepEqual(await fileCounts(), [0, 0]);
      await Promise.all(works);
      assert.deepEqual(
        folders.flatMap((folder) => readdirSync(folder)),
        [],
      );
    }));
});

const OURS = JSON.stringify({ operation: 'models/a/operations/b', endpoint: 'google', sha256: 'ab' });
