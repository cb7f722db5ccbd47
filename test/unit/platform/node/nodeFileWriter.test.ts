import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createNodeFileWriter } from '../../../../src/platform/node/nodeFileWriter';
import { SaveError } from '../../../../src/saving/saveError';
import { sha256, withFolder } from '../../saving/downloadHarness';

const [one, two] = [Buffer.from('first '), Buffer.from('second')];
/** Four of them are a batch. */
const PIECE_BYTES = 256 * 1024;

describe('the writer of a file on a disk', () => {
  it('gives the file its name only in commit, and then leaves no other file', async () => {
    await withFolder(async (folder) => {
      const file = await createNodeFileWriter(folder);
      await file.append(one);
      await file.append(two);
      const before = await readdir(folder);
      assert.deepEqual([before.length, before.includes('a.mp4')], [1, false]);
      await file.commit('a.mp4', 'create');
      assert.deepEqual(await readdir(folder), ['a.mp4']);
      assert.equal(await readFile(join(folder, 'a.mp4'), 'utf8'), 'first second');
      assert.equal(await file.sha256(), sha256(Buffer.concat([one, two])));
      await file.discard();
      assert.deepEqual(await readdir(folder), ['a.mp4']);
    });
  });

  it('writes small and large pieces in their order', async () => {
    await withFolder(async (folder) => {
      const file = await createNodeFileWriter(folder);
      const pieces = [10, 1024 * 1024, 3, 5 * 1024 * 1024 + 7, 700_000, 700_000, 1].map((length, index) =>
        Buffer.alloc(length, index + 1),
      );
      const whole = Buffer.concat(pieces);
      for (const piece of pieces) await file.append(piece);
      await file.commit('a.mp4', 'replace');
      assert.ok(whole.equals(await readFile(join(folder, 'a.mp4'))));
      assert.equal(await file.sha256(), sha256(whole));
    });
  });

  it('gives back the memory of what is written, but for the last piece of all and memory that others share', async () => {
    await withFolder(async (folder) => {
      const file = await createNodeFileWriter(folder);
      const shared = new Uint8Array(2 * PIECE_BYTES);
      const pieces = [
        new Uint8Array(PIECE_BYTES).fill(1),
        shared.subarray(0, PIECE_BYTES).fill(2),
        new Uint8Array(PIECE_BYTES).fill(3),
        new Uint8Array(PIECE_BYTES).fill(4),
        ...[5, 6, 7, 8].map((value) => new Uint8Array(PIECE_BYTES).fill(value)),
      ];
      const whole = Buffer.concat(pieces);
      for (const piece of pieces) await file.append(piece);
      await file.commit('a.mp4', 'create');
      assert.deepEqual(
        pieces.map(({ length }) => length),
        [0, PIECE_BYTES, 0, 0, 0, 0, 0, PIECE_BYTES],
      );
      assert.ok(whole.equals(await readFile(join(folder, 'a.mp4'))));
    });
  });

  it('starts again after truncate', async () => {
    await withFolder(async (folder) => {
      const file = await createNodeFileWriter(folder);
      await file.append(Buffer.alloc(3 * 1024 * 1024, 7));
      await file.append(one);
      await file.truncate();
      await file.append(two);
      await file.commit('a.mp4', 'create');
      assert.deepEqual(await readFile(join(folder, 'a.mp4')), two);
      assert.equal(await file.sha256(), sha256(two));
    });
  });

  it('does not replace another file, and can then commit under another name', async () => {
    await withFolder(async (folder) => {
      await writeFile(join(folder, 'a.mp4'), 'of somebody');
      const file = await createNodeFileWriter(folder);
      await file.append(one);
      await assert.rejects(file.commit('a.mp4', 'create'), { name: 'SaveError', kind: 'exists' });
      assert.equal(await readFile(join(folder, 'a.mp4'), 'utf8'), 'of somebody');
      await file.commit('b.mp4', 'create');
      assert.deepEqual((await readdir(folder)).sort(), ['a.mp4', 'b.mp4']);
    });
  });

  it('replaces another file if that is wanted', async () => {
    await withFolder(async (folder) => {
      await writeFile(join(folder, 'a.mp4'), 'of somebody');
      const file = await createNodeFileWriter(folder);
      await file.append(one);
      await file.commit('a.mp4', 'replace');
      assert.deepEqual(await readFile(join(folder, 'a.mp4')), one);
      assert.deepEqual(await readdir(folder), ['a.mp4']);
    });
  });

  it('leaves nothing when it is discarded, however often', async () => {
    await withFolder(async (folder) => {
      const file = await createNodeFileWriter(folder);
      await file.append(Buffer.alloc(2 * 1024 * 1024));
      await file.discard();
      await file.discard();
      assert.deepEqual(await readdir(folder), []);
    });
  });

  it('keeps the complete file under another name when it cannot be committed', async () => {
    await withFolder(async (folder) => {
      await mkdir(join(folder, 'a.mp4', 'b'), { recursive: true });
      const taken = await createNodeFileWriter(folder);
      await assert.rejects(taken.commit('a.mp4', 'create'), { name: 'SaveError', kind: 'exists' });
      await taken.discard();
      assert.deepEqual(await readdir(folder), ['a.mp4']);
      for (const [name, mode] of [
        ['a.mp4', 'replace'],
        ['x'.repeat(300), 'create'],
      ] as const) {
        const file = await createNodeFileWriter(folder);
        await file.append(one);
        const error = await file.commit(name, mode).catch((fault: SaveError) => fault);
        await file.discard();
        assert.ok(error instanceof SaveError && error.leftAt !== undefined);
        assert.deepEqual(await readFile(error.leftAt), one);
      }
    });
  });

  it('fails when the folder does not exist, or was removed meanwhile', async () => {
    await withFolder(async (folder) => {
      const noFolder = { name: 'SaveError', kind: 'noFolder' };
      await assert.rejects(createNodeFileWriter(join(folder, 'missing')), noFolder);
      await writeFile(join(folder, 'file'), '');
      await assert.rejects(createNodeFileWriter(join(folder, 'file')), noFolder);
      for (const mode of ['create', 'replace'] as const) {
        const gone = join(folder, mode);
        await mkdir(gone);
        const file = await createNodeFileWriter(gone);
        await file.append(one);
        await rm(gone, { recursive: true });
        await assert.rejects(file.commit('a.mp4', mode), noFolder);
        await file.discard();
      }
    });
  });

  it('fails when the folder is not writable', async () => {
    // Not even root may make a file in the kernel's own folder.
    await withFolder(async (folder) => {
      const closed = process.platform === 'linux' ? '/sys' : folder;
      if (closed === folder) await chmod(folder, 0o555);
      await assert.rejects(createNodeFileWriter(closed), { name: 'SaveError', kind: 'denied' });
    });
  });
});
