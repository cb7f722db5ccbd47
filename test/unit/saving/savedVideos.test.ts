import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { VideoTarget } from '../../../src/saving/downloads';
import { sampleVideo } from '../simulator/runningSimulator';
import { sha256 } from './downloadHarness';
import { type SavingHarness, withSaving } from './savingHarness';

const video = readFileSync(sampleVideo);

describe('the place of a saved video', () => {
  it('is that of its file, also when that was changed since', () =>
    withSaved(async (room, target) => {
      for (const content of [video, 'changed']) {
        await room.write('clip.mp4', content);
        assert.equal(await placeOf(room, target), join(room.folder, 'clip.mp4'));
      }
    }));

  it('is none when the file was deleted, and then the list has none', () =>
    withSaved(async (room, target) => {
      await rm(join(room.folder, 'clip.mp4'));
      assert.equal(await placeOf(room, target), undefined);
      assert.equal(room.current(target).video.file, undefined);
    }));

  it('is none while its disk is not plugged in, and the list keeps it for later', () =>
    withSaved(async (room, target) => {
      await rename(room.folder, `${room.folder}.unplugged`);
      assert.equal(await placeOf(room, target), undefined);
      assert.equal(room.current(target).video.file, join(room.folder, 'clip.mp4'));
      await rename(`${room.folder}.unplugged`, room.folder);
      assert.equal(await placeOf(room, target), join(room.folder, 'clip.mp4'));
    }));

  for (const changes of [{ operation: 'models/veo/operations/another' }, { endpoint: 'anotherGateway' }]) {
    it(`is none when the sidecar says that the file is of another: ${JSON.stringify(changes)}`, () =>
      withSaved(async (room, target) => {
        await changeSidecar(room, changes);
        assert.equal(await placeOf(room, target), undefined);
        assert.equal(room.current(target).video.file, undefined);
      }));
  }

  it('stays where the sidecar of another is about other bytes, such as those of clip.mov', () =>
    withSaved(async (room, target) => {
      await changeSidecar(room, { operation: 'video_1', sha256: 'that of clip.mov' });
      assert.equal(await placeOf(room, target), join(room.folder, 'clip.mp4'));
    }));
});

describe('the copy of a video that the person knows', () => {
  it('is the saved file as long as it is as it was saved', () =>
    withSaved(async (room, target) => {
      const known = async () => (await room.saving.saved.knownCopy(room.current(target)))?.fsPath;
      assert.equal(await known(), join(room.folder, 'clip.mp4'));
      await room.write('clip.mp4', 'damaged');
      assert.equal(await known(), undefined);
    }));

  it('is none in the storage of the extension', () =>
    withSaving(async (room) => {
      const base64 = video.toString('base64');
      const kept = await room.saving.keepInline({ endpoint: 'here', name: 'models/veo/operations/a' }, 0, {
        base64,
      });
      const operation = room.world.succeeded('models/veo/operations/a', kept);
      const target = { operation, video: kept, index: 0 };
      await room.world.notes.savedAt(target, kept.file, sha256(video));
      assert.equal(await placeOf(room, target), kept.file);
      assert.equal(await room.saving.saved.knownCopy(room.current(target)), undefined);
    }));
});

describe('what lies where a video is to go', () => {
  it('is nothing where there is no file', () =>
    withSaved(async (room, target) => assert.equal(await thereAt(room, target, 'other.mp4'), 'nothing')));

  it('is the video itself by its sidecar, with or without the number of the sample', () =>
    withSaved(async (room, target) => {
      assert.equal(await thereAt(room, target), 'itself');
      await changeSidecar(room, { sample: undefined });
      assert.equal(await thereAt(room, target), 'itself');
    }));

  for (const changes of [
    { operation: 'models/veo/operations/another' },
    { endpoint: 'another' },
    { sample: 2 },
  ]) {
    it(`is another video of ours where the sidecar has ${JSON.stringify(changes)}`, () =>
      withSaved(async (room, target) => {
        await changeSidecar(room, changes);
        assert.equal(await thereAt(room, target), 'another');
      }));
  }

  it('is a foreign file where the sidecar is about other bytes', () =>
    withSaved(async (room, target) => {
      await room.write('clip.mp4', 'changed');
      assert.equal(await thereAt(room, target), 'foreign');
    }));

  it('is told by the digest in the list where there is no sidecar', () =>
    withSaving(async (room) => {
      room.wantsSidecar = false;
      const [target, other] = [await room.finished(), await room.finished()];
      await room.save(target);
      assert.deepEqual([await thereAt(room, target), await thereAt(room, other)], ['itself', 'another']);
      await room.write('clip.mp4', 'changed');
      assert.equal(await thereAt(room, target), 'foreign');
    }));

  it('is in the list again once it is recognised', () =>
    withSaved(async (room, target) => {
      await room.world.notes.savedAt(target, undefined);
      await room.saving.saved.recognise(room.current(target), room.placeOf('clip.mp4'));
      assert.equal(room.current(target).video.file, join(room.folder, 'clip.mp4'));
    }));
});

/** A room in which one video was saved as `clip.mp4`. */
function withSaved(test: (room: SavingHarness, target: VideoTarget) => Promise<void>): Promise<void> {
  return withSaving(async (room) => {
    const target = await room.finished();
    await room.save(target);
    await test(room, target);
  });
}

async function placeOf(room: SavingHarness, target: VideoTarget): Promise<string | undefined> {
  return (await room.saving.saved.placeOf(room.current(target)))?.fsPath;
}

function thereAt(room: SavingHarness, target: VideoTarget, name = 'clip.mp4') {
  return room.saving.saved.whatIsAt(room.placeOf(name), room.current(target));
}

async function changeSidecar(room: SavingHarness, changes: object): Promise<void> {
  await room.write('clip.json', JSON.stringify({ ...(await room.sidecar('clip.json')), ...changes }));
}
