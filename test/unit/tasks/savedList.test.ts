import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mayReplace, savedList, writeSavedList } from '../../../src/ui/tasks/savedList';
import { DiskFiles } from '../saving/diskFiles';

describe('the list of saved videos', () => {
  let folder: string;
  const files = new DiskFiles();
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'veo-list-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("is one that ffmpeg's concat demuxer reads, with quotes in names", () => {
    const lines = savedList(['/clips/a b.mp4', "/clips/it's.mp4"]).split('\n');
    assert.match(lines[0] ?? '', /^#/);
    assert.deepEqual(lines.slice(1), ["file '/clips/a b.mp4'", "file '/clips/it'\\''s.mp4'", '']);
  });

  it('replaces only a list, and no other file', async () => {
    const file = join(folder, 'list.txt');
    const uri = files.uriOf(file);
    assert.equal(await mayReplace(uri, files), true);
    await writeSavedList(uri, ['/a.mp4'], files);
    assert.equal(await mayReplace(uri, files), true);
    await writeSavedList(uri, ['/b.mp4'], files);
    assert.equal(await readFile(file, 'utf8'), savedList(['/b.mp4']));
    await writeFile(file, "file '/mine.mp4'\n");
    assert.equal(await mayReplace(uri, files), false);
    assert.equal(await mayReplace(files.uriOf(folder), files), false);
  });

  it('replaces no large file, which it does not read for that', async () => {
    const file = join(folder, 'film.mp4');
    await writeFile(file, savedList([`/${'x'.repeat(11 * 1024 * 1024)}`]));
    const unread = Object.assign(new DiskFiles(), { read: () => assert.fail('It was read') });
    assert.equal(await mayReplace(unread.uriOf(file), unread), false);
  });
});
