import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newOperation, type SucceededOperation } from '../../../src/operations/operation';
import { createNodeFileWriter } from '../../../src/platform/node/nodeFileWriter';
import { isPartFileName, partFileName } from '../../../src/platform/partFileName';
import { nameOnce, nameWithNumber } from '../../../src/saving/giveName';
import { NameClaims } from '../../../src/saving/nameClaims';
import type { FileWriter } from '../../../src/saving/saveError';
import { DiskFiles } from './diskFiles';
import { withFolder } from './downloadHarness';

const files = new DiskFiles();
const THEIRS = 'of another window';

describe('a name that only one video can have', () => {
  it('is left to the file that another window has put there', () =>
    withFile(async (file, folder, path) => {
      await writeFile(path, THEIRS);
      assert.equal(await nameOnce(file, files.at(path), files), 'clip.mp4');
      await file.discard();
      assert.deepEqual([await readFile(path, 'utf8'), await readdir(folder)], [THEIRS, ['clip.mp4']]);
    }));

  it('is taken from an empty file, which a crash has left', () =>
    withFile(async (file, _, path) => {
      await writeFile(path, '');
      await nameOnce(file, files.at(path), files);
      assert.equal(await readFile(path, 'utf8'), 'a video');
    }));

  it('is given up where the file cannot be written', () =>
    withFile(async (file, folder) => {
      const path = join(folder, 'x'.repeat(300));
      await assert.rejects(nameOnce(file, files.at(path), files), { kind: 'nameTooLong' });
    }));
});

describe('a name with a number', () => {
  it('is the next one that nobody has, nor is about to have', () =>
    withFile(async (file, folder, path) => {
      await writeFile(path, THEIRS);
      const claimed = join(folder, 'clip (2).mp4');
      const isFree = ({ fsPath }: { fsPath: string }) => fsPath !== claimed;
      const name = await nameWithNumber(file, files.at(path), { isFree, willDo: async () => false });
      assert.deepEqual(
        [name, (await readdir(folder)).sort()],
        ['clip (3).mp4', ['clip (3).mp4', 'clip.mp4']],
      );
    }));

  it('is not needed where the file there will do', () =>
    withFile(async (file, folder, path) => {
      await writeFile(path, THEIRS);
      const name = await nameWithNumber(file, files.at(path), {
        isFree: () => true,
        willDo: async () => true,
      });
      await file.discard();
      assert.deepEqual([name, await readdir(folder)], ['clip.mp4', ['clip.mp4']]);
    }));
});

describe('a claim to a name', () => {
  const [one, other] = ['a', 'b'].map(targetOf) as [Target, Target];

  it('holds for other capitals and other ways of writing accents, until it is released', () => {
    const claims = new NameClaims();
    assert.ok(claims.take('/videos/Phở.mp4', one));
    for (const file of ['/videos/PHỞ.mp4', '/videos/Phở.mp4'.normalize('NFD')]) {
      assert.deepEqual([claims.take(file, other), claims.take(file, one)], [false, true]);
    }
    claims.release(one);
    assert.ok(claims.take('/videos/Phở.mp4', other));
  });

  it('is one of each sample of an operation', () => {
    const claims = new NameClaims();
    assert.ok(claims.take('/a.mp4', one));
    assert.equal(claims.take('/a.mp4', { ...one, index: 1 }), false);
  });
});

describe('the name of a video until it is whole', () => {
  it('is known again, of Node and of VS Code, and no other is', () => {
    for (const id of ['0123456789abcdef', crypto.randomUUID()]) {
      assert.ok(isPartFileName(partFileName(id)));
      for (const other of [`a${partFileName(id)}`, `${partFileName(id)}.mp4`, partFileName('')]) {
        assert.equal(isPartFileName(other), false, other);
      }
    }
  });
});

type Target = ReturnType<typeof targetOf>;

function targetOf(id: string) {
  const running = newOperation({ endpoint: 'google', name: `models/veo/operations/${id}` }, {}, 0);
  const finishedAt = running.trackedAt;
  const operation: SucceededOperation = {
    ...running,
    state: 'succeeded',
    finishedAt,
    videos: [{ uri: 'x' }],
  };
  return { operation, video: operation.videos[0], index: 0 };
}

/** A file without a name that holds `a video`, and the path that it wants. */
function withFile(test: (file: FileWriter, folder: string, path: string) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    const file = await createNodeFileWriter(folder);
    await file.append(Buffer.from('a video'));
    await test(file, folder, join(folder, 'clip.mp4'));
  });
}
