import assert from 'node:assert/strict';
import { folderOf, inFolder, nameOf, pathOrUri, stemOf } from '../../../src/saving/fileUri';
import { uriAt } from './diskFiles';

describe('a file URI', () => {
  it('is stored as a path on a disk, and as a URI elsewhere', () => {
    assert.equal(pathOrUri(uriAt('/videos/a b.mp4')), '/videos/a b.mp4');
    assert.equal(pathOrUri(uriAt('/r/a b.mp4', 'vscode-vfs', 'github')), 'vscode-vfs://github/r/a%20b.mp4');
  });

  for (const [path, folder, name] of [
    ['/videos/clip.mp4', '/videos', 'clip.mp4'],
    ['/clip.mp4', '/', 'clip.mp4'],
    ['/c:/videos/clip.mp4', '/c:/videos', 'clip.mp4'],
    // Without its slash, a drive of Windows is the folder that a program is in just now.
    ['/c:/clip.mp4', '/c:/', 'clip.mp4'],
    ['/a b/phở 50%.mp4', '/a b', 'phở 50%.mp4'],
  ] as const) {
    it(`consists of a folder and a name: ${path}`, () => {
      const place = uriAt(path);
      assert.deepEqual([folderOf(place).path, nameOf(place)], [folder, name]);
      assert.equal(inFolder(folderOf(place), name).path, path);
    });
  }

  it('leads into subfolders of the same file system', () => {
    const place = inFolder(uriAt('/r', 'vscode-vfs', 'github'), 'videos', 'here', 'a.mp4');
    assert.equal(String(place), 'vscode-vfs://github/r/videos/here/a.mp4');
  });

  it('has a name, and a stem without the extension', () => {
    assert.deepEqual(['clip.mp4', 'a.b.mp4', 'clip'].map(stemOf), ['clip', 'a.b', 'clip']);
  });
});
