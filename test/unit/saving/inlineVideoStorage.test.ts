import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { newOperation, type Video } from '../../../src/operations/operation';
import { expiryOf, needsSaving } from '../../../src/operations/video';
import { storedInlineVideo, sweepInlineVideos } from '../../../src/saving/inlineVideoStorage';
import { formerStorageFileName } from '../../../src/saving/storageFileName';
import { sampleVideo } from '../simulator/runningSimulator';
import { DiskFiles } from './diskFiles';
import { type SavingHarness, withSaving, writeBelow } from './savingHarness';
import { succeededTarget } from './videoTarget';

const DAY_S = 24 * 3600;
const video = readFileSync(sampleVideo);
const id = { endpoint: 'here', name: 'models/veo-3.1/operations/abc' };

describe('a video that came inside an answer', () => {
  it('is stored in the workspace, and played and saved from there', () =>
    withSaving(async (harness) => {
      const kept = await keep(harness);
      const stored = placeOf(harness, kept);
      assert.deepEqual(await readFile(stored), video);
      assert.deepEqual([kept.kept, kept.file, kept.mimeType], [kept.uri, undefined, 'video/mp4']);
      assert.ok(stored.startsWith(join(harness.storage, 'videos', 'here')));
      const target = { operation: harness.parts.succeeded(id.name, kept), video: kept, index: 0 };
      assert.equal((await harness.play(target)).fsPath, stored);
      assert.deepEqual(
        [needsSaving(harness.current(target).video), expiryOf(target.operation)],
        [true, undefined],
      );
      await harness.save(target);
      assert.deepEqual([await harness.read('clip.mp4'), harness.downloadCount], [video, 0]);
      assert.equal(needsSaving(harness.current(target).video), false);
      assert.deepEqual(
        await readFile(stored),
        video,
        'it can be played while the disk of the folder is away',
      );
    }));

  it('is found in storage again when the saved file is deleted', () =>
    withSaving(async (harness) => {
      const kept = await keep(harness);
      const target = { operation: harness.parts.succeeded(id.name, kept), video: kept, index: 0 };
      const { uri } = await harness.save(target);
      await harness.files.remove(uri);
      assert.equal((await harness.play(target)).fsPath, placeOf(harness, kept));
      const { video: current } = harness.current(target);
      assert.deepEqual([current.file, needsSaving(current)], [undefined, true]);
    }));

  it('is gone, and not to be saved any more, once its file was removed from storage', () =>
    withSaving(async (harness) => {
      const kept = await keep(harness);
      const target = { operation: harness.parts.succeeded(id.name, kept), video: kept, index: 0 };
      await writeBelow(`${placeOf(harness, kept)}.other`);
      await harness.files.remove(harness.files.uriOf(kept.uri));
      await assert.rejects(harness.save(target), { name: 'NotRequestedError' });
      const { video: current } = harness.current(target);
      assert.deepEqual([current.gone, needsSaving(current)], [true, false]);
    }));

  it('is not found in storage when only an empty file is there, which reserves its name', () =>
    withSaving(async (harness) => {
      const kept = await keep(harness);
      const target = { operation: harness.parts.succeeded(id.name, kept), video: kept, index: 0 };
      const { uri } = await harness.save(target);
      await harness.files.remove(uri);
      await writeBelow(placeOf(harness, kept), '');
      assert.equal(await harness.saving.saved.locate(harness.current(target)), undefined);
    }));

  it('is stored once when the answer comes twice', () =>
    withSaving(async (harness) => {
      assert.deepEqual(await keep(harness), await keep(harness));
      assert.equal((await harness.filesBelow(harness.storage)).length, 1);
    }));

  it('leaves no file when it is no video', () =>
    withSaving(async (harness) => {
      const kept = harness.saving.keepInline(id, 0, { base64: btoa('<html>') });
      await assert.rejects(kept, { name: 'NoVideoError', kind: 'notAVideo' });
      assert.deepEqual(await harness.filesBelow(harness.storage), []);
    }));

  it('is read only from the URI that we recorded, or that an earlier release gave to this very video', () => {
    const files = new DiskFiles();
    const storage = files.uriOf('/storage');
    const former = (index: number) => {
      const name = formerStorageFileName({ operation: newOperation(id, {}, 0), index });
      return files.uriOf(`/storage/videos/here/${name}`).toString();
    };
    const storedAt = (one: Video) => storedInlineVideo(storage, succeededTarget(id, one), files)?.toString();
    assert.equal(storedAt({ uri: former(0) }), former(0));
    assert.equal(storedAt({ uri: 'https://a.invalid/b', kept: former(1) }), former(1));
    for (const uri of [
      former(1),
      former(0).replace('abc', 'abd'),
      former(0).replace('here/', 'other/'),
      former(0).replace('here/', 'here/../here/'),
      `${storage}/../x`,
      `${storage}/`,
      `${storage}`,
      'file:///etc/passwd',
      '/storage/videos/here/a.mp4',
    ]) {
      assert.equal(storedAt({ uri }), undefined, uri);
    }
  });
});

describe('the sweep of videos that came inside answers', () => {
  it('removes files of no operation, and keeps those of the list', () =>
    withSaving(async (harness) => {
      const [kept, former, unused] = await storedFiles(harness, 3, 'kept', 'former', 'unused');
      const uriOf = (file: string) => harness.files.uriOf(file).toString();
      harness.parts.succeeded(
        id.name,
        { uri: 'https://a.invalid/b', kept: uriOf(kept) },
        { uri: uriOf(former) },
      );
      await sweep(harness);
      assert.deepEqual((await harness.filesBelow(harness.storage)).sort(), [former, kept].sort(), unused);
    }));

  it('keeps files of the archive', () =>
    withSaving(async (harness) => {
      const [kept, unused] = await storedFiles(harness, 3, 'kept', 'unused');
      const uri = harness.files.uriOf(kept).toString();
      const operation = harness.parts.succeeded(id.name, { uri, kept: uri });
      await harness.parts.moveToArchive({ operation, video: operation.videos[0], index: 0 });
      await sweep(harness);
      assert.deepEqual(await harness.filesBelow(harness.storage), [kept], unused);
    }));

  it('does not read the archive when each file is that of an operation in the list', () =>
    withSaving(async (harness) => {
      const [kept] = await storedFiles(harness, 3, 'kept');
      const uri = harness.files.uriOf(kept).toString();
      harness.parts.succeeded(id.name, { uri, kept: uri });
      harness.parts.store.readOlder = () => assert.fail('It was read');
      await sweep(harness);
      assert.deepEqual(await harness.filesBelow(harness.storage), [kept]);
    }));

  it('keeps files of operations that are tracked while it reads the archive', () =>
    withSaving(async (harness) => {
      const { store } = harness.parts;
      const [file] = await storedFiles(harness, 3, 'tracked');
      const kept = harness.files.uriOf(file).toString();
      store.readOlder = async () => {
        harness.parts.succeeded(id.name, { uri: kept, kept });
        return [];
      };
      await sweep(harness);
      assert.deepEqual(await harness.filesBelow(harness.storage), [file]);
    }));

  it('removes nothing while the archive has an unreadable line', () =>
    withSaving(async (harness) => {
      const [unused] = await storedFiles(harness, 3, 'unused');
      await harness.parts.archive.append('a line of a newer release\n');
      await sweep(harness);
      assert.deepEqual(await harness.filesBelow(harness.storage), [unused]);
    }));

  it('keeps files for two days, because another window may have stored them, and files without a time', () =>
    withSaving(async (harness) => {
      const [young] = await storedFiles(harness, 1.9, 'young');
      const [old] = await storedFiles(harness, 2.1, 'old');
      const [timeless] = await storedFiles(harness, Date.now() / 1000 / DAY_S, 'timeless');
      await sweep(harness);
      assert.deepEqual((await harness.filesBelow(harness.storage)).sort(), [timeless, young].sort(), old);
    }));

  it('leaves other files of the storage alone', () =>
    withSaving(async (harness) => {
      const theirs = join(harness.storage, 'archive.jsonl');
      await writeBelow(theirs);
      await storedFiles(harness, 3, 'unused');
      await sweep(harness);
      assert.deepEqual(await harness.filesBelow(harness.storage), [theirs]);
    }));
});

function keep(harness: SavingHarness): Promise<Video> {
  return harness.saving.keepInline(id, 0, { base64: video.toString('base64'), mimeType: 'video/mp4' });
}

/** The path of its file in the storage. */
function placeOf({ files }: SavingHarness, { kept = '' }: Video): string {
  return files.uriOf(kept).fsPath;
}

function sweep({ storage, files, parts }: SavingHarness): Promise<void> {
  return sweepInlineVideos(files.uriOf(storage), parts.store, files);
}

/** Files where such videos are kept, written so many days ago. */
async function storedFiles<const T extends readonly string[]>(
  harness: SavingHarness,
  days: number,
  ...names: T
) {
  const files = names.map((name) => join(harness.storage, 'videos', 'here', `${name}.mp4`));
  for (const file of files) {
    await writeBelow(file);
    const writtenAt = Date.now() / 1000 - days * DAY_S;
    await utimes(file, writtenAt, writtenAt);
  }
  return files as { [K in keyof T]: string };
}
