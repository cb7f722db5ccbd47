import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { lstat, mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleVideo } from '../simulator/runningSimulator';
import { sha256 } from './downloadHarness';
import { CANCELLED, isDownload, withSaving } from './savingHarness';

const video = readFileSync(sampleVideo);
const THEIRS = 'of the person';

describe('a video that is saved', () => {
  it('lies in its folder with a sidecar, and the list has the place of it', () =>
    withSaving(async (room) => {
      const target = await room.finished();
      const { size, sidecar, uri } = await room.save(target);
      assert.deepEqual([size, sidecar, uri.fsPath], [video.length, 'written', join(room.folder, 'clip.mp4')]);
      assert.deepEqual(await room.names(), ['clip.json', 'clip.mp4']);
      assert.deepEqual(await room.read('clip.mp4'), video);
      const note = await room.sidecar('clip.json');
      assert.deepEqual([note.operation, note.sha256], [target.operation.name, sha256(video)]);
      assert.deepEqual(room.current(target).video.file, uri.fsPath);
      assert.equal(room.current(target).video.sha256, undefined);
    }));

  it('has its digest in the list where no sidecar is wanted', () =>
    withSaving(async (room) => {
      room.wantsSidecar = false;
      const target = await room.finished();
      assert.equal((await room.save(target)).sidecar, 'unwanted');
      assert.deepEqual(await room.names(), ['clip.mp4']);
      assert.equal(room.current(target).video.sha256, sha256(video));
    }));

  for (const conflict of ['number', 'reuse'] as const) {
    it(`gets a number where a file of the person has its name (${conflict})`, () =>
      withSaving(async (room) => {
        for (const name of ['clip.mp4', 'clip (2).mp4']) await room.write(name, THEIRS);
        const target = await room.finished();
        assert.equal((await room.save(target, conflict)).uri.fsPath, join(room.folder, 'clip (3).mp4'));
        for (const name of ['clip.mp4', 'clip (2).mp4']) assert.equal(String(await room.read(name)), THEIRS);
      }));
  }

  it('takes the place of a file of the person only where that is wanted', () =>
    withSaving(async (room) => {
      await room.write('clip.mp4', THEIRS);
      await room.save(await room.finished(), 'replace');
      assert.deepEqual([await room.names(), await room.read('clip.mp4')], [['clip.json', 'clip.mp4'], video]);
    }));

  it('takes the place of a link, and not of what it leads to', () =>
    withSaving(async (room) => {
      const elsewhere = join(room.world.folder, 'elsewhere.mp4');
      await symlink(elsewhere, join(room.folder, 'clip.mp4'));
      await room.save(await room.finished(), 'replace');
      assert.ok((await lstat(join(room.folder, 'clip.mp4'))).isFile());
      await assert.rejects(lstat(elsewhere));
    }));

  it('is not there twice where its file is reused that the list has forgotten', () =>
    withSaving(async (room) => {
      const target = await room.finished();
      await room.save(target);
      await room.world.notes.savedAt(target, undefined);
      const { uri } = await room.save(target, 'reuse');
      assert.deepEqual(
        [uri.fsPath, await room.names()],
        [join(room.folder, 'clip.mp4'), ['clip.json', 'clip.mp4']],
      );
      assert.equal(room.current(target).video.file, uri.fsPath);
    }));

  it('is there twice where the person wants to keep both', () =>
    withSaving(async (room) => {
      const target = await room.finished();
      await room.save(target);
      await room.save(target, 'number');
      assert.deepEqual(await room.names(), ['clip (2).json', 'clip (2).mp4', 'clip.json', 'clip.mp4']);
    }));

  it('does not reuse the file of another operation, though it holds the same bytes', () =>
    withSaving(async (room) => {
      const [one, other] = [await room.finished(), await room.finished()];
      await room.save(one, 'reuse');
      const { uri } = await room.save(other, 'reuse');
      assert.equal(uri.fsPath, join(room.folder, 'clip (2).mp4'));
      assert.equal((await room.sidecar('clip.json')).operation, one.operation.name);
    }));

  it('has a name of its own among eight that want the same name at once', () =>
    withSaving(async (room) => {
      const targets = [];
      for (let count = 0; count < 8; count++) targets.push(await room.finished());
      await Promise.all(targets.map((target) => room.save(target, 'reuse')));
      const files = targets.map((target) => room.current(target).video.file ?? '');
      assert.equal(new Set(files).size, 8);
      for (const [index, file] of files.entries()) {
        const note = JSON.parse(await readFile(file.replace(/mp4$/, 'json'), 'utf8'));
        assert.equal(note.operation, targets[index]?.operation.name);
      }
    }));

  it('is given up with an error when 99 names are taken', () =>
    withSaving(async (room) => {
      const names = ['clip.mp4', ...Array.from({ length: 98 }, (_, index) => `clip (${index + 2}).mp4`)];
      for (const name of names) await room.write(name, THEIRS);
      await assert.rejects(room.save(await room.finished()), { name: 'SaveError', kind: 'exists' });
      assert.deepEqual(await room.names(), names.sort());
    }));

  it('needs a folder that exists', () =>
    withSaving(async (room) => {
      await rm(room.folder, { recursive: true });
      await assert.rejects(room.save(await room.finished()), { name: 'SaveError', kind: 'noFolder' });
    }));
});

describe('a video that was saved already', () => {
  it('is copied without a request, by its sidecar or by the digest in the list', () =>
    withSaving(async (room) => {
      for (const wantsSidecar of [true, false]) {
        room.wantsSidecar = wantsSidecar;
        const target = await room.finished();
        await room.save(target);
        const before = room.downloads;
        const { uri } = await room.save(target);
        assert.deepEqual([room.downloads, await readFile(uri.fsPath)], [before, video]);
      }
    }));

  it('is fetched anew when its file was damaged', () =>
    withSaving(async (room) => {
      const target = await room.finished();
      await room.save(target);
      await room.write('clip.mp4', 'damaged');
      await room.save(target, 'replace');
      assert.deepEqual([room.downloads, await room.read('clip.mp4')], [2, video]);
    }));

  it('is fetched anew when its file was deleted, which is noted even when the server no longer has it', () =>
    withSaving(async (room) => {
      const target = await room.finished();
      await room.save(target);
      await rm(join(room.folder, 'clip.mp4'));
      room.simulator.script({ once: { kind: 'notFound' }, step: 'download' });
      await assert.rejects(room.save(target), { kind: 'gone' });
      const { file, gone } = room.current(target).video;
      assert.deepEqual([file, gone], [undefined, true]);
      await room.save(target);
      assert.equal(room.current(target).video.gone, undefined);
    }));

  it('is copied without a request from the copy that was played', () =>
    withSaving(async (room) => {
      const target = await room.finished();
      await room.play(target);
      await room.save(target);
      assert.deepEqual([room.downloads, await room.read('clip.mp4')], [1, video]);
    }));
});

describe('the sidecar of a saved video', () => {
  for (const [what, leadsTo] of [
    ['to a sidecar of ours', true],
    ['nowhere', false],
  ] as const) {
    it(`is not written through a link ${what}`, () =>
      withSaving(async (room) => {
        const target = await room.finished();
        const elsewhere = join(room.world.folder, 'elsewhere.json');
        if (leadsTo) await room.write('../elsewhere.json', OURS);
        await symlink(elsewhere, join(room.folder, 'clip.json'));
        await room.save(target);
        if (leadsTo) assert.equal(await readFile(elsewhere, 'utf8'), OURS);
        else await assert.rejects(lstat(elsewhere));
        assert.ok((await lstat(join(room.folder, 'clip.json'))).isSymbolicLink());
        assert.equal((await room.sidecar('clip.mp4.json')).operation, target.operation.name);
      }));
  }

  it('takes the place of a sidecar of ours', () =>
    withSaving(async (room) => {
      await room.write('clip.json', OURS);
      const target = await room.finished();
      await room.save(target);
      assert.deepEqual(await room.names(), ['clip.json', 'clip.mp4']);
      assert.equal((await room.sidecar('clip.json')).operation, target.operation.name);
    }));

  it('takes the place of no file of the person, nor of one that is too large for a sidecar', () =>
    withSaving(async (room) => {
      const large = `${OURS}${' '.repeat(64 * 1024)}`;
      await room.write('clip.json', THEIRS);
      await room.write('clip.mp4.json', large);
      const { sidecar } = await room.save(await room.finished());
      assert.equal(sidecar, 'failed');
      assert.deepEqual(await room.names(), ['clip.json', 'clip.mp4', 'clip.mp4.json']);
      assert.equal(String(await room.read('clip.json')), THEIRS);
      assert.equal(String(await room.read('clip.mp4.json')), large);
    }));

  it('that cannot be written leaves nothing behind, and the list has the digest in its place', () =>
    withSaving(async (room) => {
      const target = await room.finished();
      // `.json` is a byte longer than file systems allow.
      const name = `${'x'.repeat(251)}.mp4`;
      const { sidecar } = await room.save(target, 'number', name);
      assert.deepEqual([sidecar, await room.names()], ['failed', [name]]);
      assert.equal(room.current(target).video.sha256, sha256(video));
    }));
});

describe('a download under way when VS Code ends', () => {
  it('is given up, and leaves nothing behind', () =>
    withSaving(async (room) => {
      await mkdir(join(room.globalStorage, 'played'), { recursive: true });
      room.simulator.script({ always: { kind: 'hang' }, step: 'download' });
      const [saved, played] = [await room.finished(), await room.finished()];
      const asked = room.simulator.nextRequest(isDownload);
      const works = [room.save(saved), room.play(played)].map((work) =>
        assert.rejects(work, (error) => error === CANCELLED),
      );
      await asked;
      await room.saving.stop();
      await Promise.all(works);
      assert.deepEqual([await room.names(), await room.filesBelow(room.globalStorage)], [[], []]);
    }));
});

const OURS = JSON.stringify({ operation: 'models/a/operations/b', endpoint: 'google', sha256: 'ab' });
