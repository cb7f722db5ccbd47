import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { newOperation, type SucceededOperation, type Video } from '../../../src/operations/operation';
import { storedInlineVideo, sweepInlineVideos } from '../../../src/saving/inlineVideoStorage';
import { formerStorageFileName } from '../../../src/saving/storageFileName';
import { sampleVideo } from '../simulator/runningSimulator';
import { DiskFiles } from './diskFiles';
import { type SavingHarness, withSaving, writeBelow } from './savingHarness';

const DAY_S = 24 * 3600;
const video = readFileSync(sampleVideo);
const id = { endpoint: 'here', name: 'models/veo-3.1/operations/abc' };

describe('a video that came inside an answer', () => {
  it('is kept in the storage of the workspace, and played and saved from there', () =>
    withSaving(async (room) => {
      const kept = await keep(room);
      assert.deepEqual(await readFile(kept.file ?? ''), video);
      assert.equal(kept.uri, room.files.at(kept.file ?? '').toString());
      assert.deepEqual([kept.kept, kept.mimeType], [kept.uri, 'video/mp4']);
      assert.ok(kept.file?.startsWith(join(room.storage, 'videos', 'here')));
      const target = { operation: room.world.succeeded(id.name, kept), video: kept, index: 0 };
      assert.equal((await room.play(target)).fsPath, kept.file);
      await room.save(target);
      assert.deepEqual([await room.read('clip.mp4'), room.downloads], [video, 0]);
    }));

  it('is where it was kept again when the file is deleted where the person saved it', () =>
    withSaving(async (room) => {
      const kept = await keep(room);
      const target = { operation: room.world.succeeded(id.name, kept), video: kept, index: 0 };
      const { uri } = await room.save(target);
      await room.files.remove(uri);
      assert.equal((await room.play(target)).fsPath, kept.file);
      assert.equal(room.current(target).video.file, kept.file);
    }));

  it('that comes again takes no second file', () =>
    withSaving(async (room) => {
      assert.deepEqual(await keep(room), await keep(room));
      assert.equal((await room.filesBelow(room.storage)).length, 1);
    }));

  it('that is none leaves nothing', () =>
    withSaving(async (room) => {
      const kept = room.saving.keepInline(id, 0, { base64: btoa('<html>') });
      await assert.rejects(kept, { name: 'NoVideoError', kind: 'notAVideo' });
      assert.deepEqual(await room.filesBelow(room.storage), []);
    }));

  it('is believed to be ours only where we noted it, or at the very place that an earlier release gave to this sample', () => {
    const files = new DiskFiles();
    const storage = files.at('/storage');
    const former = (index: number) => {
      const name = formerStorageFileName({ operation: newOperation(id, {}, 0), index });
      return files.at(`/storage/videos/here/${name}`).toString();
    };
    const placeOf = (one: Video) => storedInlineVideo(storage, targetOf(one), files)?.toString();
    assert.equal(placeOf({ uri: former(0) }), former(0));
    assert.equal(placeOf({ uri: 'https://a.invalid/b', kept: former(1) }), former(1));
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
      assert.equal(placeOf({ uri }), undefined, uri);
    }
  });
});

describe('the sweep of videos that came inside answers', () => {
  it('removes what no operation names, and keeps what one in the list names', () =>
    withSaving(async (room) => {
      const [kept, former, unused] = await filesOf(room, 3, 'kept', 'former', 'unused');
      const uriOf = (file: string) => room.files.at(file).toString();
      room.world.succeeded(
        id.name,
        { uri: 'https://a.invalid/b', kept: uriOf(kept) },
        { uri: uriOf(former) },
      );
      await sweep(room);
      assert.deepEqual((await room.filesBelow(room.storage)).sort(), [former, kept].sort(), unused);
    }));

  it('keeps what an operation in the archive names', () =>
    withSaving(async (room) => {
      const [kept, unused] = await filesOf(room, 3, 'kept', 'unused');
      const uri = room.files.at(kept).toString();
      const operation = room.world.succeeded(id.name, { uri, kept: uri });
      await room.world.moveToArchive({ operation, video: operation.videos[0], index: 0 });
      await sweep(room);
      assert.deepEqual(await room.filesBelow(room.storage), [kept], unused);
    }));

  it('removes nothing while the archive has a line that cannot be read', () =>
    withSaving(async (room) => {
      const [unused] = await filesOf(room, 3, 'unused');
      await room.world.archive.append('a line of a newer release\n');
      await sweep(room);
      assert.deepEqual(await room.filesBelow(room.storage), [unused]);
    }));

  it('keeps for two days what another window may have kept, and what has no time', () =>
    withSaving(async (room) => {
      const [young] = await filesOf(room, 1.9, 'young');
      const [old] = await filesOf(room, 2.1, 'old');
      const [timeless] = await filesOf(room, Date.now() / 1000 / DAY_S, 'timeless');
      await sweep(room);
      assert.deepEqual((await room.filesBelow(room.storage)).sort(), [timeless, young].sort(), old);
    }));

  it('leaves alone what else lies in the storage', () =>
    withSaving(async (room) => {
      const theirs = join(room.storage, 'archive.jsonl');
      await writeBelow(theirs);
      await filesOf(room, 3, 'unused');
      await sweep(room);
      assert.deepEqual(await room.filesBelow(room.storage), [theirs]);
    }));
});

function keep(room: SavingHarness): Promise<Video> {
  return room.saving.keepInline(id, 0, { base64: video.toString('base64'), mimeType: 'video/mp4' });
}

function sweep({ storage, files, world }: SavingHarness): Promise<void> {
  return sweepInlineVideos(files.at(storage), world.store, files);
}

/** Files where such videos are kept, written so many days ago. */
async function filesOf<const T extends readonly string[]>(room: SavingHarness, days: number, ...names: T) {
  const files = names.map((name) => join(room.storage, 'videos', 'here', `${name}.mp4`));
  for (const file of files) {
    await writeBelow(file);
    const writtenAt = Date.now() / 1000 - days * DAY_S;
    await utimes(file, writtenAt, writtenAt);
  }
  return files as { [K in keyof T]: string };
}

function targetOf(one: Video) {
  const running = newOperation(id, {}, 0);
  const finishedAt = running.trackedAt;
  const operation: SucceededOperation = { ...running, state: 'succeeded', finishedAt, videos: [one] };
  return { operation, video: one, index: 0 };
}
