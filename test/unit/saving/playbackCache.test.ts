import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { withLabel } from '../../../src/operations/trackingDetails';
import type { VideoTarget } from '../../../src/saving/downloads';
import { endpointFolderName, storageFileName } from '../../../src/saving/storageFileName';
import { sampleVideo } from '../simulator/runningSimulator';
import { CANCELLED, isDownload, type SavingHarness, withSaving, writeBelow } from './savingHarness';

const MIB = 1024 * 1024;
const video = readFileSync(sampleVideo);

describe('a cached video', () => {
  it('is fetched once, into the storage of the extension, and counts as unsaved', () =>
    withSaving(async (harness) => {
      const target = await harness.finished();
      const { fsPath } = await harness.play(target);
      assert.equal((await harness.play(target)).fsPath, fsPath);
      assert.deepEqual([harness.downloadCount, await readFile(fsPath)], [1, video]);
      assert.ok(fsPath.startsWith(join(harness.globalStorage, 'played')));
      assert.equal(harness.current(target).video.file, undefined);
    }));

  it('is named as the person calls the video, and found also under an earlier name', () =>
    withSaving(async (harness) => {
      const target = await harness.finished();
      rename(harness, target, 'Lễ hội: đèn lồng');
      const { fsPath } = await harness.play(target);
      assert.equal(basename(fsPath), 'Lễ hội-đèn lồng-1.mp4');
      rename(harness, target, 'Another name');
      assert.equal((await harness.play(target)).fsPath, fsPath);
      assert.equal(harness.downloadCount, 1);
    }));

  it('has a name that leaves room for the path in front of it', () =>
    withSaving(async (harness) => {
      const target = await harness.finished();
      rename(harness, target, 'đ'.repeat(90));
      const name = basename((await harness.play(target)).fsPath);
      assert.ok(name.endsWith('-1.mp4') && Buffer.byteLength(name) <= 104, name);
    }));

  it('of a release up to 0.9.0 is played, and removed with its operation', () =>
    withSaving(async (harness) => {
      const target = await harness.finished();
      const { endpoint } = target.operation;
      const name = await storageFileName(target.operation, target.index);
      const former = join(harness.globalStorage, 'played', endpointFolderName(endpoint), name);
      await writeBelow(former);
      assert.equal((await harness.play(target)).fsPath, former);
      await harness.saving.cache.discard(target.operation, CANCELLED);
      assert.deepEqual(await harness.filesBelow(harness.globalStorage), []);
    }));

  it('is fetched once for three callers at once', () =>
    withSaving(async (harness) => {
      const target = await harness.finished();
      const places = await Promise.all([harness.play(target), harness.play(target), harness.play(target)]);
      assert.deepEqual([new Set(places.map(String)).size, harness.downloadCount], [1, 1]);
    }));

  it('is not fetched while the saved file exists', () =>
    withSaving(async (harness) => {
      const target = await harness.finished();
      const { uri } = await harness.save(target);
      assert.equal((await harness.play(target)).fsPath, uri.fsPath);
      await rm(uri.fsPath);
      assert.notEqual((await harness.play(target)).fsPath, uri.fsPath);
      assert.deepEqual([harness.downloadCount, harness.current(target).video.file], [2, undefined]);
    }));

  it('replaces an empty file, which a crash has left', () =>
    withSaving(async (harness) => {
      const target = await harness.finished();
      const { fsPath } = await harness.play(target);
      await truncate(fsPath);
      assert.equal((await harness.play(target)).fsPath, fsPath);
      assert.deepEqual([harness.downloadCount, await readFile(fsPath)], [2, video]);
    }));

  it('is removed with its operation, and no other one is', () =>
    withSaving(async (harness) => {
      const [gone, kept] = [await harness.finished(), await harness.finished()];
      await harness.play(gone);
      const { fsPath } = await harness.play(kept);
      await harness.saving.cache.discard(gone.operation, CANCELLED);
      assert.deepEqual(await harness.filesBelow(harness.globalStorage), [fsPath]);
    }));

  it('is aborted, and leaves nothing, when its operation is removed meanwhile', () =>
    withSaving(async (harness) => {
      const target = await harness.finished();
      harness.simulator.script({ once: { kind: 'hang' }, step: 'download' });
      const asked = harness.simulator.nextRequest(isDownload);
      const played = assert.rejects(harness.play(target), (error) => error === CANCELLED);
      await asked;
      await harness.saving.cache.discard(target.operation, CANCELLED);
      await played;
      assert.deepEqual(await readdir(join(harness.globalStorage, 'played')), []);
    }));

  it('is not kept when its operation is removed at the very end of the download', () =>
    withSaving(async (harness) => {
      const target = await harness.finished();
      const { operation } = target;
      harness.parts.store.fetch = async () => {
        await harness.saving.cache.discard(operation, CANCELLED);
        return operation;
      };
      await assert.rejects(harness.play(target), (error) => error === CANCELLED);
      assert.deepEqual(await harness.filesBelow(harness.globalStorage), []);
    }));

  it('can be fetched again after the person has cancelled', () =>
    withSaving(async (harness) => {
      const target = await harness.finished();
      const cancel = new AbortController();
      harness.simulator.script({ once: { kind: 'hang' }, step: 'download' });
      const asked = harness.simulator.nextRequest(isDownload);
      const played = assert.rejects(harness.play(target, cancel.signal), (error) => error === CANCELLED);
      await asked;
      cancel.abort(CANCELLED);
      await played;
      assert.deepEqual(await readFile((await harness.play(target)).fsPath), video);
    }));
});

describe('the playback cache', () => {
  it('has at most 1 GiB: then the oldest files of all endpoints are removed, never the newest', () =>
    withSaving(async (harness) => {
      const [newer, older, oldest] = await sparseCopies(harness, [500, 500, 500]);
      const { fsPath } = await harness.play(await harness.finished());
      assert.deepEqual(
        (await harness.filesBelow(harness.globalStorage)).sort(),
        [newer, older, fsPath].sort(),
        `${oldest} is there`,
      );
    }));

  it('counts the newest file, too', () =>
    withSaving(async (harness) => {
      const [newer] = await sparseCopies(harness, [512, 512]);
      const { fsPath } = await harness.play(await harness.finished());
      const found = await harness.filesBelow(harness.globalStorage);
      assert.deepEqual(found.sort(), [newer, fsPath].sort());
    }));

  it('keeps the file that is about to be played even if another one has a later time', () =>
    withSaving(async (harness) => {
      const [later = ''] = await sparseCopies(harness, [1100]);
      const tomorrow = Date.now() / 1000 + 24 * 3600;
      await utimes(later, tomorrow, tomorrow);
      const { fsPath } = await harness.play(await harness.finished());
      assert.deepEqual(await harness.filesBelow(harness.globalStorage), [fsPath]);
    }));

  it('removes nothing below 1 GiB', () =>
    withSaving(async (harness) => {
      const files = await sparseCopies(harness, [500, 500]);
      const { fsPath } = await harness.play(await harness.finished());
      assert.deepEqual((await harness.filesBelow(harness.globalStorage)).sort(), [...files, fsPath].sort());
    }));

  it('removes what a crash has left of another download, but nothing that may still be written', () =>
    withSaving(async (harness) => {
      const [left, pending] = ['left', 'pending'].map((folder) =>
        join(harness.globalStorage, 'played', folder, 'a.part'),
      ) as [string, string];
      for (const part of [left, pending]) await writeBelow(part);
      const twoDaysAgo = Date.now() / 1000 - 48 * 3600;
      await utimes(left, twoDaysAgo, twoDaysAgo);
      const { fsPath } = await harness.play(await harness.finished());
      assert.deepEqual((await harness.filesBelow(harness.globalStorage)).sort(), [fsPath, pending].sort());
      assert.ok(!(await readdir(join(harness.globalStorage, 'played'))).includes('left'));
    }));

  it('removes no other files of the storage', () =>
    withSaving(async (harness) => {
      await sparseCopies(harness, [1100]);
      const theirs = join(harness.globalStorage, 'archive.jsonl');
      await writeBelow(theirs);
      await harness.play(await harness.finished());
      const found = await harness.filesBelow(harness.globalStorage);
      assert.ok(found.includes(theirs));
      assert.equal(found.length, 2);
    }));
});

/** Copies of so many MiB, the newest first; they take no room on the disk. */
async function sparseCopies(harness: SavingHarness, sizes: readonly number[]): Promise<string[]> {
  const files = sizes.map((_, age) => join(harness.globalStorage, 'played', `endpoint-${age}`, `${age}.mp4`));
  for (const [age, file] of files.entries()) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, '');
    await truncate(file, (sizes[age] ?? 0) * MIB);
    const writtenAt = Date.now() / 1000 - 3600 * (age + 1);
    await utimes(file, writtenAt, writtenAt);
  }
  return files;
}

function rename(harness: SavingHarness, target: VideoTarget, label: string): void {
  harness.parts.store.update([withLabel(harness.current(target).operation, label)]);
}
