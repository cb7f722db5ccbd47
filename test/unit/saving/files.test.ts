import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createNodeFileWriter } from '../../../src/platform/node/nodeFileWriter';
import { commitOnce, type FileWriter } from '../../../src/saving/files';
import { DiskFiles } from './diskFiles';
import { withFolder } from './downloadHarness';

const files = new DiskFiles();
const THEIRS = 'of another window';

describe('a file that is committed under a name of its own', () => {
  it('is dropped when another window has committed the same video first', () =>
    withWriter(async (writer, folder, path) => {
      await writeFile(path, THEIRS);
      await commitOnce(writer, files.uriOf(path), files);
      await writer.discard();
      assert.deepEqual([await readFile(path, 'utf8'), await readdir(folder)], [THEIRS, ['clip.mp4']]);
    }));

  it('replaces an empty file, which a crash has left', () =>
    withWriter(async (writer, _, path) => {
      await writeFile(path, '');
      await commitOnce(writer, files.uriOf(path), files);
      assert.equal(await readFile(path, 'utf8'), 'a video');
    }));

  it('is not committed when the name is too long', () =>
    withWriter(async (writer, folder) => {
      const path = join(folder, 'x'.repeat(300));
      await assert.rejects(commitOnce(writer, files.uriOf(path), files), { kind: 'nameTooLong' });
    }));
});

/** A writer of `a video`, and the path for it. */
function withWriter(
  test: (writer: FileWriter, folder: string, path: string) => Promise<void>,
): Promise<void> {
  return withFolder(async (folder) => {
    const writer = await createNodeFileWriter(folder);
    await writer.append(Buffer.from('a video'));
    await test(writer, folder, join(folder, 'clip.mp4'));
  });
}
