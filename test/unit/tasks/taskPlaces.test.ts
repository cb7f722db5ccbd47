import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realPath } from '../../../src/platform/node/realPath';
import type { FolderSurroundings } from '../../../src/saving/downloadFolder';
import {
  definitionFile,
  fileToRead,
  fileToWrite,
  type TaskPlace,
  taskFolder,
} from '../../../src/ui/tasks/taskPlaces';
import { DiskFiles, uriAt } from '../saving/diskFiles';

describe('a folder or a file of a task', () => {
  let root: string;
  let surroundings: FolderSurroundings;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'veo-task-'));
    for (const name of ['film', 'twin', 'twin2', 'elsewhere']) await mkdir(join(root, name));
    surroundings = {
      ...{
        homeFolder: root,
        env: () => undefined,
        files: new DiskFiles(),
        isSetByWorkspace: false,
        realPath,
      },
      join: (folder, path) => uriAt(join(folder.path, path)),
      workspaceFolders: [
        { name: 'film', uri: uriAt(join(root, 'film')) },
        { name: 'twin', uri: uriAt(join(root, 'twin')) },
        { name: 'twin', uri: uriAt(join(root, 'twin2')) },
      ],
    };
  });
  afterEach(() => rm(root, { recursive: true }));

  it('is made in the workspace, also when VS Code has put its path in place of the variable', async () => {
    assert.equal(pathOf(await taskFolder('clips', surroundings)), join(root, 'film', 'clips'));
    const inTwin = join(root, 'twin', 'a', 'b');
    assert.equal(pathOf(await taskFolder(inTwin, surroundings)), inTwin);
    assert.equal(pathOf(await taskFolder(join(root, 'film'), surroundings)), join(root, 'film'));
    assert.deepEqual(await readdir(join(root, 'twin')), ['a']);
  });

  it('is never another one than was named, where two folders of the workspace have the same name', async () => {
    const inSecond = join(root, 'twin2', 'clips');
    assert.match(reasonOf(await taskFolder(inSecond, surroundings)), /cannot be used/);
    await mkdir(inSecond);
    assert.equal(pathOf(await taskFolder(inSecond, surroundings)), inSecond);
    assert.deepEqual(await readdir(join(root, 'twin')), []);
  });

  it('is not made outside the workspace, and does not lead out of it', async () => {
    assert.match(reasonOf(await taskFolder(join(root, 'elsewhere', 'new'), surroundings)), /cannot be used/);
    assert.equal(pathOf(await taskFolder(join(root, 'elsewhere'), surroundings)), join(root, 'elsewhere'));
    for (const path of ['../elsewhere', `${join(root, 'film')}/../elsewhere`]) {
      assert.match(reasonOf(await taskFolder(path, surroundings)), /leads out of the workspace/);
    }
    assert.deepEqual(await readdir(join(root, 'elsewhere')), []);
  });

  it('is not on another computer, to which Windows would send the credentials of the person', async () => {
    for (const path of ['\\\\evil\\share\\x', '//evil/share/x']) {
      assert.match(reasonOf(await taskFolder(path, surroundings)), /another computer/);
      assert.match(reasonOf(await fileToWrite(path, surroundings)), /another computer/);
      assert.match(reasonOf(fileToRead(path, surroundings)), /cannot be used/);
    }
  });

  it('to write is in such a folder, and to read in the first folder of the workspace', async () => {
    assert.equal(pathOf(await fileToWrite('list.txt', surroundings)), join(root, 'film', 'list.txt'));
    assert.equal(
      pathOf(await fileToWrite('out/list.txt', surroundings)),
      join(root, 'film', 'out', 'list.txt'),
    );
    assert.match(reasonOf(await fileToWrite('out/', surroundings)), /cannot be used/);
    assert.equal(pathOf(fileToRead('ids.txt', surroundings)), join(root, 'film', 'ids.txt'));
    assert.equal(pathOf(fileToRead('/logs/ids.txt', surroundings)), '/logs/ids.txt');
    assert.equal(definitionFile(surroundings), join(root, 'film', '.vscode', 'tasks.json'));
  });

  it('cannot be named by a relative path where no folder is open', async () => {
    const none = { ...surroundings, workspaceFolders: [] };
    assert.match(reasonOf(fileToRead('ids.txt', none)), /none is open/);
    assert.match(reasonOf(await taskFolder('clips', none)), /cannot be used/);
    assert.equal(definitionFile(none), undefined);
  });
});

function pathOf(place: TaskPlace): string {
  return place.kind === 'at' ? place.uri.fsPath.replace(/\/$/, '') : assert.fail(place.reason);
}

function reasonOf(place: TaskPlace): string {
  return place.kind === 'refused' ? place.reason : assert.fail(place.uri.fsPath);
}
