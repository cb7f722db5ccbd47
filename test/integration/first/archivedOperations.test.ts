import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Late } from '../../../src/base/late';
import { systemTime, type Time } from '../../../src/base/time';
import {
  type EndedOperation,
  newOperation,
  type Operation,
  type OperationId,
  type Video,
} from '../../../src/operations/operation';
import { transition } from '../../../src/operations/transition';
import { browserPlatform } from '../../../src/platform/browser/browserPlatform';
import { nodePlatform } from '../../../src/platform/node/nodePlatform';
import { archiveFileIn, WorkspaceArchiveFile } from '../../../src/platform/vscode/workspaceArchiveFile';
import { WorkspaceFiles } from '../../../src/platform/vscode/workspaceFiles';
import { sweepInlineVideos } from '../../../src/saving/inlineVideoStorage';
import { Archive } from '../../../src/tracking/list/archive';
import type { ArchiveFile } from '../../../src/tracking/list/archiveFile';
import { OperationStorage } from '../../../src/tracking/list/operationStorage';
import { OperationStore } from '../../../src/tracking/list/operationStore';
import type { Poller } from '../../../src/tracking/polling/poller';
import { apiRequests } from '../../../src/ui/apiRequests';
import { findCommands } from '../../../src/ui/commands/finding';
import { listCommands } from '../../../src/ui/commands/listing';
import { EndpointList } from '../../../src/ui/endpointList';
import { createApi } from '../../../src/ui/exportedApi';
import { NOTHING_KNOWN } from '../../../src/ui/messages/followingWords';
import { CommandTargets } from '../../../src/ui/prompts/commandTargets';
import { ReferenceTracking } from '../../../src/ui/prompts/referenceTracking';
import { TextInterpreter } from '../../../src/ui/prompts/textInterpreter';
import { CurrentSettings } from '../../../src/ui/settings';
import type { TreeNode } from '../../../src/ui/view/operationNodes';
import { OperationsTree } from '../../../src/ui/view/operationsTree';
import type { OperationsView } from '../../../src/ui/view/operationsView';
import { fakeClock } from '../../unit/base/fakeClock';
import { immediateTime, MemoryMemento } from '../memoryStorage';
import { idOf, reportEnd, succeededAnswer } from '../sampleOperations';
import { ScriptedUser } from '../scriptedUser';
import { filesIn } from '../videoFolders';

const START = Date.UTC(2026, 10, 20, 10);
const DAY_MS = 24 * 3_600_000;

describe('operations beyond the first page', () => {
  let folder: string;
  let archive: ArchiveFile;
  let memento: MemoryMemento;
  let store: OperationStore;
  let tree: OperationsTree;
  let settings: CurrentSettings;
  let endpoints: EndpointList;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'veo-archive-'));
    archive = archiveFileIn(vscode.Uri.file(folder), nodePlatform);
    memento = new MemoryMemento();
    await fillStorage();
    store = loadedStore();
    await store.openArchive();
    settings = new CurrentSettings();
    endpoints = new EndpointList(settings);
    tree = newTree(immediateTime);
  });
  afterEach(async () => {
    vscode.Disposable.from(tree, store, endpoints, settings).dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('are shown in pages of 200, from the list and then from the archive', async () => {
    const shown = [rows()];
    while (shown.at(-1)?.at(-1) === 'older') {
      await tree.showOlder();
      shown.push(rows());
    }
    const whole = descendingLabels(1300);
    const expected = [200, 400, 600, 800, 1000, 1200, 1300].map((count) => whole.slice(0, count));
    assert.deepEqual(
      shown,
      expected.map((page, at) => (at < expected.length - 1 ? [...page, 'older'] : page)),
    );
  });

  it('are counted without the running ones, which are always shown', () => {
    for (let index = 0; index < 300; index++) store.track(idOf(`r${index}`));
    assert.equal(rows().length, 300 + 200 + 1);
  });

  it('are shown up to one that is revealed', async () => {
    assert.equal(tree.pageTo(ended(900))?.operation.label, '900');
    assert.deepEqual(rows(), [...descendingLabels(1300).slice(0, 600), 'older']);
    assert.equal(tree.pageTo(ended(5)), undefined);
    await store.fetch(ended(5));
    assert.ok(tree.pageTo(ended(5)));
    assert.equal(rows().at(-2), '5');
  });

  it('have a row that shows them, with a label for screen readers', () => {
    const older = tree.getChildren().at(-1) as TreeNode;
    const item = tree.getTreeItem(older);
    assert.deepEqual([item.label, item.command?.command], ['Show older…', 'veo.showOlder']);
    assert.equal(tree.getTreeItem(older).id, item.id);
    assert.equal(tree.getParent(older), undefined);
  });

  it('are found by the search in the list and the archive, and return to the list', async () => {
    const user = new ScriptedUser();
    try {
      for (const label of ['1299', '7']) {
        user.willPick(label);
        assert.deepEqual(await find(), label);
        assert.equal(user.pickLists.at(-1)?.length, 1300);
      }
    } finally {
      user.restore();
    }
  });

  it('are not read to the end when the search is closed', async () => {
    const user = new ScriptedUser();
    try {
      assert.equal(await find(), undefined);
      assert.equal(store.size, 900);
    } finally {
      user.restore();
    }
  });

  it('are removed with the finished ones, and restored by Undo', async () => {
    const user = new ScriptedUser();
    try {
      const commands = listCommands(new CommandTargets(store, () => []), store);
      user.willClick('Undo');
      const back = new Promise<void>((resolve) => {
        store.onDidChange((changes) => changes.length === 1300 && changes[0]?.after && resolve());
      });
      await commands['veo.removeFinished']?.();
      await user.waitForMessage(/^1300 operations were removed from the list\.$/);
      await back;
      assert.deepEqual(descendingLabels(1300), [...store.list()].map(labelOf));
    } finally {
      user.restore();
    }
  });

  const tracking = () => new ReferenceTracking(new TextInterpreter(endpoints, store), store, endpoints);

  it('can be checked and removed by other extensions, even when archived', async () => {
    const checked: OperationId[] = [];
    const poller = { check: async (id: OperationId) => checked.push(id) } as unknown as Poller;
    const { api, disposable } = createApi(listed(), async () => apiRequests(store, poller, tracking()));
    const mine = api.operations as Operation[];
    assert.equal(mine.length, 900);
    assert.throws(() => mine.pop(), TypeError);
    await api.check(ended(7));
    const { endpoint, name } = ended(7);
    assert.deepEqual([checked, store.get(ended(7))?.label], [[{ endpoint, name }], '7']);
    await api.remove(ended(8));
    await store.flush();
    const left = [...store.list(), ...(await store.readOlder())].map(labelOf);
    assert.deepEqual([left.length, left.includes('8')], [1299, false]);
    disposable.dispose();
  });

  it('fire an event for other extensions when they leave the list', async () => {
    const { api, disposable } = createApi(listed(), async () => apiRequests(store, {} as Poller, tracking()));
    store.restore(Array.from({ length: 200 }, (_, at) => ended(2000 + at)));
    const changes: (readonly Operation[])[] = [];
    api.onDidChangeOperations((changed) => changes.push(changed));
    await store.flush();
    assert.deepEqual([changes, api.operations.length], [[[]], 900]);
    disposable.dispose();
  });

  it('can be requested as long as some are not shown', async () => {
    assert.equal(tree.hasOlder, true);
    for (let page = 0; page < 5; page++) await tree.showOlder();
    assert.equal(tree.hasOlder, true);
    await tree.showOlder();
    assert.equal(tree.hasOlder, false);
  });

  it('are accepted as the argument of a command', async () => {
    const targets = new CommandTargets(store, () => []);
    const { endpoint, name } = ended(7);
    assert.deepEqual((await targets.operations([{ endpoint, name }], '')).map(labelOf), ['7']);
  });

  it('keep their inline videos', async () => {
    const storage = vscode.Uri.file(folder);
    const [kept, unused] = ['kept.mp4', 'unused.mp4'].map((name) =>
      vscode.Uri.joinPath(storage, 'videos', 'a', name),
    );
    for (const uri of [kept, unused]) await writeAged(uri as vscode.Uri, 3);
    const old = await store.fetch(ended(7));
    const videos: [Video] = [{ uri: String(kept), file: String(kept?.fsPath) }];
    store.update([{ ...(old as EndedOperation), state: 'succeeded', videos } as Operation]);
    await store.flush();
    reloadStore();
    assert.equal(store.get(ended(7)), undefined);
    await archive.append('a line of a newer release\n');
    await sweepInlineVideos(storage, store, new WorkspaceFiles(nodePlatform));
    assert.deepEqual(filesIn(join(folder, 'videos', 'a')), ['kept.mp4', 'unused.mp4']);
    await rm(join(folder, 'archive.jsonl'));
    await new Archive(archive).write([{ ...ended(7), state: 'succeeded', videos } as Operation]);
    reloadStore();
    await sweepInlineVideos(storage, store, new WorkspaceFiles(nodePlatform));
    assert.deepEqual(filesIn(join(folder, 'videos', 'a')), ['kept.mp4']);
  });

  it('are redrawn at most twice a second: the first change at once, later ones together', () => {
    const clock = fakeClock(START);
    const paced = newTree(clock);
    const changes: (TreeNode[] | undefined)[] = [];
    paced.onDidChangeTreeData((change) => changes.push(change));
    const ids = Array.from({ length: 500 }, (_, at) => idOf(`m${at}`));
    for (const id of ids) store.track(id);
    assert.equal(changes.length, 1);
    clock.advanceSync(1000);
    changes.length = 0;
    for (const id of ids) {
      reportEnd(store, id, succeededAnswer());
      clock.advanceSync(2);
    }
    clock.advanceSync(1000);
    assert.deepEqual(changes, [undefined, undefined, undefined]);
    const [first, second] = ids.map((id) => paced.find(id));
    for (const label of ['x', 'y', 'z']) for (const id of ids.slice(0, 2)) store.track(id, { label });
    clock.advanceSync(1000);
    assert.deepEqual(changes.slice(3), [[first], [second, first]]);
    paced.dispose();
  });

  it('are archived in file systems that write files only as a whole', async () => {
    const uri = vscode.Uri.file(join(folder, 'apart', 'archive.jsonl'));
    const whole = archiveFileIn(vscode.Uri.joinPath(uri, '..'), browserPlatform);
    assert.ok(whole instanceof WorkspaceArchiveFile);
    assert.deepEqual([await whole.hasContent(), await textOf(whole)], [false, '']);
    await whole.append('Hạ ');
    await whole.append(`Long${'ố'.repeat(200_000)}\n`);
    assert.equal(await readFile(uri.fsPath, 'utf8'), `Hạ Long${'ố'.repeat(200_000)}\n`);
    assert.deepEqual([await whole.hasContent(), (await textOf(whole)).length], [true, 200_008]);
  });

  function newTree(clock: Time): OperationsTree {
    return new OperationsTree({ store, endpoints, known: NOTHING_KNOWN, isPaused: () => false }, clock);
  }

  /** The labels of the rows; for the last row its kind, when it is not an operation. */
  function rows(): (string | undefined)[] {
    return tree.getChildren().map((node) => (node.kind === 'operation' ? node.operation.label : node.kind));
  }

  /** The label of the operation that was found. */
  async function find(): Promise<string | undefined> {
    let shown: string | undefined;
    const show = async (operation: Operation) => {
      shown = (await store.fetch(operation))?.label;
    };
    await findCommands(store, { show } as unknown as OperationsView)['veo.findOperation']?.();
    return shown;
  }

  function loadedStore(): OperationStore {
    const one = new OperationStore(new OperationStorage(memento, new Archive(archive)), systemTime);
    one.load();
    return one;
  }

  function reloadStore(): void {
    store.dispose();
    store = loadedStore();
  }

  /** A store with 1,300 finished operations, 400 of them only in the archive. */
  async function fillStorage(): Promise<void> {
    const before = loadedStore();
    before.restore(Array.from({ length: 1300 }, (_, at) => ended(at + 1)));
    await before.flush();
    before.dispose();
  }

  /** The list, as a window has it that has read it. */
  function listed(): Late<{ readonly store: OperationStore }> {
    const list = new Late(() => ({ store }));
    list.get();
    return list;
  }
});

function ended(second: number): Operation {
  const operation = newOperation(idOf(`e${second}`), { label: `${second}` }, START);
  return transition(operation, { kind: 'filtered', filterReasons: [] }, START + second * 1000);
}

function labelOf({ label }: Operation): string | undefined {
  return label;
}

function descendingLabels(from: number): string[] {
  return Array.from({ length: from }, (_, at) => `${from - at}`);
}

async function textOf(file: ArchiveFile): Promise<string> {
  let text = '';
  for await (const piece of file.read()) text += piece;
  return text;
}

/** Writes a file whose modification time is so many days ago. */
async function writeAged(uri: vscode.Uri, days: number): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new Uint8Array(1));
  const time = new Date(Date.now() - days * DAY_MS);
  await utimes(uri.fsPath, time, time);
}
