import assert from 'node:assert/strict';
import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createNodeFileWriter } from '../../../../src/platform/node/nodeFileWriter';
import { type Disk, nodeDisk } from '../../../../src/platform/node/renameExclusively';
import type { FileWriter } from '../../../../src/saving/files';
import type { SaveError } from '../../../../src/saving/saveError';
import { withFolder } from '../../saving/downloadHarness';

const NAME = 'a.mp4';
const bytes = Buffer.from('a whole video');

/** The real disk, some functions of which always fail with a code. */
function diskWithout(faults: Partial<Record<keyof Disk, string>>): Disk {
  const failing = Object.entries(faults).map(([name, code]) => [
    name,
    () => Promise.reject(Object.assign(new Error(`${code}: ${name}`), { code })),
  ]);
  return { ...nodeDisk, ...Object.fromEntries(failing) };
}

async function fileIn(folder: string, disk: Disk, content = bytes): Promise<FileWriter> {
  const file = await createNodeFileWriter(folder, disk);
  await file.append(content);
  return file;
}

async function faultOf(work: Promise<unknown>): Promise<SaveError> {
  return work.then(
    () => assert.fail('It went well'),
    (error) => error,
  );
}

describe('an exclusive rename', () => {
  // docker/for-mac#5036 (EIO); termux/termux-packages PR #11788 (EACCES); akasecurity/ai-tc PR #221 (EXDEV).
  const codes =
    'EACCES EIO EXDEV ENOTSUP EOPNOTSUPP ENOSYS EPERM EINVAL EMLINK ENOENT EISDIR EROFS UNKNOWN'.split(' ');
  for (const link of codes) {
    it(`succeeds when a hard link fails with ${link}`, async () => {
      await withFolder(async (folder) => {
        const file = await fileIn(folder, diskWithout({ link }));
        await file.commit(NAME, 'create');
        await file.discard();
        assert.deepEqual([await readdir(folder), await readFile(join(folder, NAME))], [[NAME], bytes]);
      });
    });

    it(`copies when the rename fails, too, after a hard link with ${link}`, async () => {
      await withFolder(async (folder) => {
        const file = await fileIn(folder, diskWithout({ link, rename: 'EACCES' }));
        await file.commit(NAME, 'create');
        assert.deepEqual([await readdir(folder), await readFile(join(folder, NAME))], [[NAME], bytes]);
      });
    });
  }

  for (const faults of [{}, { link: 'EIO' }, { link: 'EIO', rename: 'EIO' }]) {
    it(`never replaces another file, with faults ${JSON.stringify(faults)}`, async () => {
      await withFolder(async (folder) => {
        await writeFile(join(folder, NAME), 'of somebody');
        const file = await fileIn(folder, diskWithout(faults));
        assert.equal((await faultOf(file.commit(NAME, 'create'))).kind, 'exists');
        await file.commit('b.mp4', 'create');
        assert.equal(await readFile(join(folder, NAME), 'utf8'), 'of somebody');
        assert.deepEqual(
          [(await readdir(folder)).sort(), await readFile(join(folder, 'b.mp4'))],
          [[NAME, 'b.mp4'], bytes],
        );
      });
    });

    it(`succeeds for one of many at once, with faults ${JSON.stringify(faults)}`, async () => {
      await withFolder(async (folder) => {
        const contents = Array.from({ length: 8 }, (_, index) => Buffer.from(`video ${index}`));
        const files = await Promise.all(contents.map((one) => fileIn(folder, diskWithout(faults), one)));
        const results = await Promise.allSettled(files.map((file) => file.commit(NAME, 'create')));
        await Promise.all(files.map((file) => file.discard()));
        const winner = results.findIndex(({ status }) => status === 'fulfilled');
        const refused = results.flatMap((one) => (one.status === 'rejected' ? [one.reason.kind] : []));
        assert.deepEqual(refused, Array(7).fill('exists'));
        assert.deepEqual(
          [await readdir(folder), await readFile(join(folder, NAME))],
          [[NAME], contents[winner]],
        );
      });
    });
  }

  it('does not replace a file that another window puts there while the name is reserved', async () => {
    await withFolder(async (folder) => {
      const path = join(folder, NAME);
      const disk = diskWithout({ link: 'EACCES' });
      const open: Disk['open'] = async (...args) => {
        const handle = await nodeDisk.open(...args);
        await rm(path);
        await writeFile(path, 'of somebody');
        return handle;
      };
      const file = await fileIn(folder, { ...disk, open });
      assert.equal((await faultOf(file.commit(NAME, 'create'))).kind, 'exists');
      await file.discard();
      assert.equal(await readFile(path, 'utf8'), 'of somebody');
      assert.deepEqual(await readdir(folder), [NAME]);
    });
  });

  it('leaves the complete file under another name when it fails, and the error says where', async () => {
    await withFolder(async (folder) => {
      for (const mode of ['create', 'replace'] as const) {
        const file = await fileIn(folder, diskWithout({}));
        const { leftAt = '', kind } = await faultOf(file.commit('x'.repeat(300), mode));
        await file.discard();
        assert.equal(kind, 'nameTooLong');
        assert.match(leftAt, /veo-video-\w+\.mp4$/);
        assert.deepEqual(await readFile(leftAt), bytes);
        await utimes(leftAt, 0, 0);
      }
      // Nor does the sweep of abandoned parts take it later.
      await (await createNodeFileWriter(folder)).discard();
      assert.equal((await readdir(folder)).length, 2);
    });
  });

  it('leaves the complete file where it is when nothing works, and the error says where', async () => {
    await withFolder(async (folder) => {
      const nothing = { link: 'EIO', rename: 'EIO', copyFile: 'EIO', open: 'EIO' };
      const file = await fileIn(folder, diskWithout(nothing));
      const { leftAt = '', message } = await faultOf(file.commit(NAME, 'create'));
      await file.discard();
      assert.match(message, /EIO/);
      assert.deepEqual([await readFile(leftAt), (await readdir(folder)).length], [bytes, 1]);
    });
  });

  it('removes its reservation when it fails', async () => {
    await withFolder(async (folder) => {
      const file = await fileIn(folder, diskWithout({ link: 'EIO', rename: 'EIO', copyFile: 'ENOSPC' }));
      const { kind, leftAt } = await faultOf(file.commit(NAME, 'create'));
      assert.equal(kind, 'diskFull');
      assert.deepEqual(
        (await readdir(folder)).map((name) => join(folder, name)),
        [leftAt],
      );
    });
  });
});
