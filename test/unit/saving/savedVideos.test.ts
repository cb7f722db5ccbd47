import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { VideoTarget } from '../../../src/saving/downloads';
import { sampleVideo } from '../simulator/runningSimulator';
import { sha256 } from './downloadHarness';
import { type SavingHarness, withSaving } from './savingHarness';

const video = readFileSync(sampleVideo);

describe('the file of a saved video', () => {
  it('is found even if it was changed', () =>
    withSaved(async (harness, target) => {
      for (const content of [video, 'changed']) {
        await harness.write('clip.mp4', content);
        assert.equal(await locate(harness, target), join(harness.folder, 'clip.mp4'));
      }
    }));

  it('is not found when it was deleted, and then removed from the list', () =>
    withSaved(async (harness, target) => {
      await rm(join(harness.folder, 'clip.mp4'));
      assert.equal(await locate(harness, target), undefined);
      assert.equal(harness.current(target).video.file, undefined);
    }));

  it('is not found while its disk is not plugged in, but stays in the list', () =>
    withSaved(async (harness, target) => {
      await rename(harness.folder, `${harness.folder}.unplugged`);
      assert.equal(await locate(harness, target), undefined);
      assert.equal(harness.current(target).video.file, join(harness.folder, 'clip.mp4'));
      await rename(`${harness.folder}.unplugged`, harness.folder);
      assert.equal(await locate(harness, target), join(harness.folder, 'clip.mp4'));
    }));

  for (const changes of [{ operation: 'models/veo/operations/another' }, { endpoint: 'anotherGateway' }]) {
    it(`is not found when the sidecar belongs to another video: ${JSON.stringify(changes)}`, () =>
      withSaved(async (harness, target) => {
        await changeSidecar(harness, changes);
        assert.equal(await locate(harness, target), undefined);
        assert.equal(harness.current(target).video.file, undefined);
      }));
  }

  it('is found when a sidecar of another video describes other bytes, such as those of clip.mov', () =>
    withSaved(async (harness, target) => {
      await changeSidecar(harness, { operation: 'video_1', sha256: 'that of clip.mov' });
      assert.equal(await locate(harness, target), join(harness.folder, 'clip.mp4'));
    }));
});

describe('the unchanged file of a video that the person knows', () => {
  it('is the saved file, unless it was changed', () =>
    withSaved(async (harness, target) => {
      const known = async () =>
        (await harness.saving.saved.intactFileOfPerson(harness.current(target)))?.fsPath;
      assert.equal(await known(), join(harness.folder, 'clip.mp4'));
      await harness.write('clip.mp4', 'damaged');
      assert.equal(await known(), undefined);
    }));

  it('is never one in the storage of the extension', () =>
    withSaving(async (harness) => {
      const base64 = video.toString('base64');
      const kept = await harness.saving.keepInline({ endpoint: 'here', name: 'models/veo/operations/a' }, 0, {
        base64,
      });
      const operation = harness.parts.succeeded('models/veo/operations/a', kept);
      const target = { operation, video: kept, index: 0 };
      // As releases up to 0.5.0 noted it.
      const file = harness.files.uriOf(kept.uri).fsPath;
      await harness.parts.updates.recordFile(target, file, sha256(video));
      assert.equal(await locate(harness, target), file);
      assert.equal(await harness.saving.saved.intactFileOfPerson(harness.current(target)), undefined);
    }));
});

describe('the file where a video is to be saved', () => {
  it('may be missing', () =>
    withSaved(async (harness, target) =>
      assert.equal(await thereAt(harness, target, 'other.mp4'), 'nothing'),
    ));

  it('is the video itself by its sidecar, with or without a sample number', () =>
    withSaved(async (harness, target) => {
      assert.equal(await thereAt(harness, target), 'itself');
      await changeSidecar(harness, { sample: undefined });
      assert.equal(await thereAt(harness, target), 'itself');
    }));

  for (const changes of [
    { operation: 'models/veo/operations/another' },
    { endpoint: 'another' },
    { sample: 2 },
  ]) {
    it(`is another video of ours when the sidecar has ${JSON.stringify(changes)}`, () =>
      withSaved(async (harness, target) => {
        await changeSidecar(harness, changes);
        assert.equal(await thereAt(harness, target), 'another');
      }));
  }

  it('is a foreign file when the sidecar describes other bytes', () =>
    withSaved(async (harness, target) => {
      await harness.write('clip.mp4', 'changed');
      assert.equal(await thereAt(harness, target), 'foreign');
    }));

  it('is identified by the digest in the list when there is no sidecar', () =>
    withSaving(async (harness) => {
      harness.wantsSidecar = false;
      const [target, other] = [await harness.finished(2), await harness.finished()];
      await harness.save(target);
      assert.equal(await thereAt(harness, target), 'itself');
      for (const one of [other, { ...target, index: 1 }])
        assert.equal(await thereAt(harness, one), 'another');
      await harness.write('clip.mp4', 'changed');
      assert.equal(await thereAt(harness, target), 'foreign');
    }));

  it('is in the list again once it is relinked', () =>
    withSaved(async (harness, target) => {
      await harness.parts.updates.recordFile(target, undefined);
      await harness.saving.saved.relink(harness.current(target), harness.uriOf('clip.mp4'));
      assert.equal(harness.current(target).video.file, join(harness.folder, 'clip.mp4'));
    }));
});

/** A harness in which one video was saved as `clip.mp4`. */
function withSaved(test: (harness: SavingHarness, target: VideoTarget) => Promise<void>): Promise<void> {
  return withSaving(async (harness) => {
    const target = await harness.finished();
    await harness.save(target);
    await test(harness, target);
  });
}

async function locate(harness: SavingHarness, target: VideoTarget): Promise<string | undefined> {
  return (await harness.saving.saved.locate(harness.current(target)))?.fsPath;
}

function thereAt(harness: SavingHarness, target: VideoTarget, name = 'clip.mp4') {
  return harness.saving.saved.identify(harness.uriOf(name), harness.current(target));
}

async function changeSidecar(harness: SavingHarness, changes: object): Promise<void> {
  await harness.write('clip.json', JSON.stringify({ ...(await harness.sidecar('clip.json')), ...changes }));
}
