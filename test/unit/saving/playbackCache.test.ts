import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sampleVideo } from '../simulator/runningSimulator';
import { CANCELLED, isDownload, type SavingHarness, withSaving, writeBelow } from './savingHarness';

const MIB = 1024 * 1024;
const video = readFileSync(sampleVideo);

describe('a copy that is played', () => {
  it('is fetched once, into the storage of the extension, and the video counts as unsaved', () =>
    withSaving(async (room) => {
      const target = await room.finished();
      const { fsPath } = await room.play(target);
      assert.equal((await room.play(target)).fsPath, fsPath);
      assert.deepEqual([room.downloads, await readFile(fsPath)], [1, video]);
      assert.ok(fsPath.startsWith(join(room.globalStorage, 'played')));
      assert.equal(room.current(target).video.file, undefined);
    }));

  it('is fetched once though it is asked for three times at once', () =>
    withSaving(async (room) => {
      const target = await room.finished();
      const places = await Promise.all([room.play(target), room.play(target), room.play(target)]);
      assert.deepEqual([new Set(places.map(String)).size, room.downloads], [1, 1]);
    }));

  it('is the file where the video was saved, and a new copy when that was deleted', () =>
    withSaving(async (room) => {
      const target = await room.finished();
      const { uri } = await room.save(target);
      assert.equal((await room.play(target)).fsPath, uri.fsPath);
      await rm(uri.fsPath);
      assert.notEqual((await room.play(target)).fsPath, uri.fsPath);
      assert.deepEqual([room.downloads, room.current(target).video.file], [2, undefined]);
    }));

  it('takes the place of an empty file, which a crash has left', () =>
    withSaving(async (room) => {
      const target = await room.finished();
      const { fsPath } = await room.play(target);
      await truncate(fsPath);
      assert.equal((await room.play(target)).fsPath, fsPath);
      assert.deepEqual([room.downloads, await readFile(fsPath)], [2, video]);
    }));

  it('goes with its operation, and no other does', () =>
    withSaving(async (room) => {
      const [gone, kept] = [await room.finished(), await room.finished()];
      await room.play(gone);
      const { fsPath } = await room.play(kept);
      await room.saving.copies.forget(gone.operation);
      assert.deepEqual(await room.filesBelow(room.globalStorage), [fsPath]);
    }));

  it('is given up, and leaves nothing, when its operation goes while it is fetched', () =>
    withSaving(async (room) => {
      const target = await room.finished();
      room.simulator.script({ once: { kind: 'hang' }, step: 'download' });
      const asked = room.simulator.nextRequest(isDownload);
      const played = assert.rejects(room.play(target), (error) => error === CANCELLED);
      await asked;
      await room.saving.copies.forget(target.operation);
      await played;
      assert.deepEqual(await room.filesBelow(room.globalStorage), []);
    }));

  it('is given up by the person, and can be fetched then', () =>
    withSaving(async (room) => {
      const target = await room.finished();
      const cancel = new AbortController();
      room.simulator.script({ once: { kind: 'hang' }, step: 'download' });
      const asked = room.simulator.nextRequest(isDownload);
      const played = assert.rejects(room.play(target, cancel.signal), (error) => error === CANCELLED);
      await asked;
      cancel.abort(CANCELLED);
      await played;
      assert.deepEqual(await readFile((await room.play(target)).fsPath), video);
    }));
});

describe('copies that are played', () => {
  it('take 1 GiB: of more, the oldest go, whatever their endpoint, and never the newest', () =>
    withSaving(async (room) => {
      const [newer, older, oldest] = await sparseCopies(room, [500, 500, 500]);
      const { fsPath } = await room.play(await room.finished());
      assert.deepEqual(
        (await room.filesBelow(room.globalStorage)).sort(),
        [newer, older, fsPath].sort(),
        `${oldest} is there`,
      );
    }));

  it('stay as long as they take no more', () =>
    withSaving(async (room) => {
      const files = await sparseCopies(room, [500, 500]);
      const { fsPath } = await room.play(await room.finished());
      assert.deepEqual((await room.filesBelow(room.globalStorage)).sort(), [...files, fsPath].sort());
    }));

  it('make no room in what else lies in the storage', () =>
    withSaving(async (room) => {
      await sparseCopies(room, [1100]);
      const theirs = join(room.globalStorage, 'archive.jsonl');
      await writeBelow(theirs);
      await room.play(await room.finished());
      const found = await room.filesBelow(room.globalStorage);
      assert.ok(found.includes(theirs));
      assert.equal(found.length, 2);
    }));
});

/** Copies of so many MiB, the newest first; they take no room on the disk. */
async function sparseCopies(room: SavingHarness, sizes: readonly number[]): Promise<string[]> {
  const files = sizes.map((_, age) => join(room.globalStorage, 'played', `endpoint-${age}`, `${age}.mp4`));
  for (const [age, file] of files.entries()) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, '');
    await truncate(file, (sizes[age] ?? 0) * MIB);
    const writtenAt = Date.now() / 1000 - 3600 * (age + 1);
    await utimes(file, writtenAt, writtenAt);
  }
  return files;
}
