import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClock } from '@sinonjs/fake-timers';
import * as vscode from 'vscode';
import { newOperation, type Operation } from '../../../src/operations/operation';
import { transition } from '../../../src/operations/transition';
import { type Clock, systemClock } from '../../../src/tracking/clock';
import { Archive } from '../../../src/tracking/list/archive';
import type { ArchiveFile } from '../../../src/tracking/list/archiveFile';
import { OperationStorage } from '../../../src/tracking/list/operationStorage';
import { OperationStore } from '../../../src/tracking/list/operationStore';
import { archiveFileIn, WorkspaceArchiveFile } from '../../../src/ui/archiveFile';
import { findCommands } from '../../../src/ui/commands/finding';
import { EndpointList } from '../../../src/ui/endpointList';
import { browserPlatform } from '../../../src/ui/platform/browser';
import { nodePlatform } from '../../../src/ui/platform/node';
import { CurrentSettings } from '../../../src/ui/settings';
import type { TreeNode } from '../../../src/ui/view/operationNodes';
import { OperationsTree } from '../../../src/ui/view/operationsTree';
import type { OperationsView } from '../../../src/ui/view/operationsView';
import { impatientClock, MemoryMemento } from '../memory';
import { Person } from '../person';
import { answer, idOf, ready } from '../samples';

const START = Date.UTC(2026, 10, 20, 10);

describe('older operations', () => {
  let folder: string;
  let archive: ArchiveFile;
  let store: OperationStore;
  let tree: OperationsTree;
  let settings: CurrentSettings;
  let endpoints: EndpointList;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'veo-archive-'));
    archive = archiveFileIn(vscode.Uri.file(folder), nodePlatform);
    const memento = new MemoryMemento();
    await fill(memento);
    store = new OperationStore(new OperationStorage(memento, new Archive(archive)), systemClock);
    store.load();
    await store.openArchive();
    settings = new CurrentSettings();
    endpoints = new EndpointList(settings);
    tree = newTree(impatientClock);
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
    const whole = labelsDown(1300);
    const expected = [200, 400, 600, 800, 1000, 1200, 1300].map((count) => whole.slice(0, count));
    assert.deepEqual(
      shown,
      expected.map((page, at) => (at < expected.length - 1 ? [...page, 'older'] : page)),
    );
  });

  it('are beside all that run, which count for no page', () => {
    for (let index = 0; index < 300; index++) store.track(idOf(`r${index}`));
    assert.equal(rows().length, 300 + 200 + 1);
  });

  it('are shown as far as one that is to be revealed', async () => {
    assert.equal(tree.reach(ended(900))?.operation.label, '900');
    assert.deepEqual(rows(), [...labelsDown(1300).slice(0, 600), 'older']);
    assert.equal(tree.reach(ended(5)), undefined);
    await store.older.recall(ended(5));
    assert.ok(tree.reach(ended(5)));
    assert.equal(rows().at(-2), '5');
  });

  it('have a row that shows them, which says so to everybody', () => {
    const older = tree.getChildren().at(-1) as TreeNode;
    const item = tree.getTreeItem(older);
    assert.deepEqual([item.label, item.command?.command], ['Show older…', 'veo.showOlder']);
    assert.equal(tree.getTreeItem(older).id, item.id);
    assert.equal(tree.getParent(older), undefined);
  });

  it('are found among all there are, and brought back', async () => {
    const person = new Person();
    try {
      for (const label of ['1299', '7']) {
        person.chooses(label);
        assert.deepEqual(await find(), label);
        assert.equal(person.lists.at(-1)?.length, 1300);
      }
    } finally {
      person.leave();
    }
  });

  it('are not read to the end when the search is left', async () => {
    const person = new Person();
    try {
      assert.equal(await find(), undefined);
      assert.equal(store.size, 900);
    } finally {
      person.leave();
    }
  });

  it('are redrawn at most twice a second, the first change at once, and with all that has changed', () => {
    const hands = createClock(START);
    const paced = newTree({
      now: () => hands.now,
      setTimeout: (callback, delay) => hands.setTimeout(callback, delay),
      clearTimeout: (timer) => hands.clearTimeout(timer as number),
    });
    const changes: (TreeNode[] | undefined)[] = [];
    paced.onDidChangeTreeData((change) => changes.push(change));
    const ids = Array.from({ length: 500 }, (_, at) => idOf(`m${at}`));
    for (const id of ids) store.track(id);
    assert.equal(changes.length, 1);
    hands.tick(1000);
    changes.length = 0;
    for (const id of ids) {
      answer(store, id, ready());
      hands.tick(2);
    }
    hands.tick(1000);
    assert.deepEqual(changes, [undefined, undefined, undefined]);
    const [first, second] = ids.map((id) => paced.find(id));
    for (const label of ['x', 'y', 'z']) for (const id of ids.slice(0, 2)) store.track(id, label);
    hands.tick(1000);
    assert.deepEqual(changes.slice(3), [[first], [second, first]]);
    paced.dispose();
  });

  it('are kept where VS Code takes a file only as a whole', async () => {
    const uri = vscode.Uri.file(join(folder, 'apart', 'archive.jsonl'));
    const whole = archiveFileIn(vscode.Uri.joinPath(uri, '..'), browserPlatform);
    assert.ok(whole instanceof WorkspaceArchiveFile);
    assert.deepEqual([await whole.hasContent(), await textOf(whole)], [false, '']);
    await whole.append('Hạ ');
    await whole.append(`Long${'ố'.repeat(200_000)}\n`);
    assert.equal(await readFile(uri.fsPath, 'utf8'), `Hạ Long${'ố'.repeat(200_000)}\n`);
    assert.deepEqual([await whole.hasContent(), (await textOf(whole)).length], [true, 200_008]);
  });

  function newTree(clock: Clock): OperationsTree {
    return new OperationsTree(store, endpoints, () => undefined, clock);
  }

  /** The labels of the rows; of the last one perhaps its kind. */
  function rows(): (string | undefined)[] {
    return tree.getChildren().map((node) => (node.kind === 'operation' ? node.operation.label : node.kind));
  }

  /** The label of what was found. */
  async function find(): Promise<string | undefined> {
    let shown: string | undefined;
    const show = async (operation: Operation) => {
      shown = (await store.older.recall(operation))?.label;
    };
    await findCommands(store, { show } as unknown as OperationsView)['veo.findOperation']?.();
    return shown;
  }

  /** 1,300 have ended, 400 of them are in the archive only. */
  async function fill(memento: MemoryMemento): Promise<void> {
    const before = new OperationStore(new OperationStorage(memento, new Archive(archive)), systemClock);
    before.restore(Array.from({ length: 1300 }, (_, at) => ended(at + 1)));
    await before.flush();
    before.dispose();
  }
});

function ended(second: number): Operation {
  const operation = newOperation(idOf(`e${second}`), `${second}`, START);
  return transition(operation, { kind: 'filtered', reasons: [] }, START + second * 1000);
}

function labelsDown(from: number): string[] {
  return Array.from({ length: from }, (_, at) => `${from - at}`);
}

async function textOf(file: ArchiveFile): Promise<string> {
  let text = '';
  for await (const piece of file.read()) text += piece;
  return text;
}
