import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createNodeArchiveFile } from '../../../../src/platform/node/nodeArchiveFile';
import { Archive } from '../../../../src/tracking/list/archive';
import type { ArchiveFile } from '../../../../src/tracking/list/archiveFile';
import { endedFrom, newestFirst } from '../../tracking/list/listHarness';

describe('an archive on a disk', () => {
  let folder: string;
  let path: string;
  let file: ArchiveFile;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'veo-archive-'));
    path = join(folder, 'new', 'archive.jsonl');
    file = createNodeArchiveFile(path);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is created by the first append, and grows', async () => {
    assert.deepEqual([await file.hasContent(), await textOf(file)], [false, '']);
    await file.append('Hạ ');
    await file.append('Long\n');
    assert.deepEqual([await file.hasContent(), await textOf(file)], [true, 'Hạ Long\n']);
    assert.equal(await readFile(path, 'utf8'), 'Hạ Long\n');
  });

  it('is emptied as a whole, and grows again', async () => {
    await file.append('Hạ Long\n');
    assert.equal(await file.clear(Buffer.byteLength('Hạ Long\n')), true);
    assert.deepEqual([await file.hasContent(), await textOf(file)], [false, '']);
    await file.append('Huế\n');
    assert.equal(await readFile(path, 'utf8'), 'Huế\n');
    assert.deepEqual(await readdir(join(folder, 'new')), ['archive.jsonl']);
  });

  it('keeps what another window has added since it was read', async () => {
    await file.append('Hạ Long\n');
    await createNodeArchiveFile(path).append('Huế\n');
    assert.equal(await file.clear(Buffer.byteLength('Hạ Long\n')), false);
    assert.equal(await readFile(path, 'utf8'), 'Hạ Long\nHuế\n');
  });

  it('loses nothing of what another window adds while it is emptied', async () => {
    const other = createNodeArchiveFile(path);
    for (let round = 0; round < 200; round++) {
      await file.append('removed\n');
      const added = other.append(`${round}\n`);
      for (let turn = 0; turn < round % 20; turn++) await setImmediate();
      await file.clear('removed\n'.length);
      await added;
      assert.ok((await readFile(path, 'utf8')).endsWith(`${round}\n`), `${round}`);
      await rm(path);
    }
  });

  it('is read in pieces that cut no character', async () => {
    const text = `x${'ố'.repeat(200_000)}`;
    await file.append(text);
    const pieces: string[] = [];
    for await (const piece of file.read()) pieces.push(piece);
    assert.ok(pieces.length > 2);
    assert.equal(pieces.join(''), text);
  });

  it('returns to the event loop while it is read', async () => {
    await new Archive(file).write(endedFrom(1, 5000));
    let isRead = false;
    const reading = new Archive(file).read().finally(() => {
      isRead = true;
    });
    let turns = 0;
    while (!isRead) {
      await setImmediate();
      turns++;
    }
    assert.deepEqual(
      (await reading).map(({ label }) => label),
      newestFirst(1, 5000),
    );
    assert.ok(turns > 10, `${turns}`);
  });

  it('throws the reason when it cannot be read or written', async () => {
    await writeFile(join(folder, 'new'), 'a file where a folder should be');
    await assert.rejects(file.append('x'), { code: 'EEXIST' });
    await assert.rejects(textOf(file), { code: 'ENOTDIR' });
    await assert.rejects(file.hasContent(), { code: 'ENOTDIR' });
  });
});

async function textOf(file: ArchiveFile): Promise<string> {
  let text = '';
  for await (const piece of file.read()) text += piece;
  return text;
}
