import assert from 'node:assert/strict';
import FakeTimers from '@sinonjs/fake-timers';
import * as vscode from 'vscode';
import type { EndedOperation } from '../../../src/operations/operation';
import type { OperationStore } from '../../../src/tracking/list/operationStore';
import { EndpointList } from '../../../src/ui/endpointList';
import { NOTHING_KNOWN } from '../../../src/ui/messages/followingWords';
import { CurrentSettings } from '../../../src/ui/settings';
import type { TreeNode } from '../../../src/ui/view/operationNodes';
import { OperationsTree } from '../../../src/ui/view/operationsTree';
import { immediateTime, newStore } from '../memoryStorage';
import { failedAnswer, idOf, reportEnd, reportProblem, succeededAnswer } from '../sampleOperations';

const [A, B] = [idOf('a'), idOf('b')];

describe('the tree', () => {
  let settings: CurrentSettings;
  let endpoints: EndpointList;
  let store: OperationStore;
  let tree: OperationsTree;
  let changes: (TreeNode[] | undefined)[];
  let isPaused: boolean;

  beforeEach(() => {
    settings = new CurrentSettings();
    endpoints = new EndpointList(settings);
    store = newStore();
    store.track(A);
    isPaused = false;
    tree = new OperationsTree(
      { store, endpoints, known: NOTHING_KNOWN, isPaused: () => isPaused },
      immediateTime,
    );
    // The tree redraws only rows that VS Code has requested.
    tree.getChildren();
    changes = [];
    tree.onDidChangeTreeData((change) => changes.push(change));
  });
  afterEach(() => vscode.Disposable.from(tree, store, endpoints, settings).dispose());

  it('shows operations that were tracked before it was created', () => {
    assert.deepEqual(tree.getChildren(), [tree.find(A)]);
  });

  it('is redrawn as a whole when an operation comes, ends or goes', () => {
    store.track(B);
    reportEnd(store, A, succeededAnswer());
    store.remove([B]);
    assert.deepEqual(changes, [undefined, undefined, undefined]);
    assert.deepEqual(tree.getChildren(), [tree.find(A)]);
    assert.equal(tree.find(B), undefined);
  });

  it('is redrawn as a whole when the time at which an operation was tracked or ended changes', () => {
    reportEnd(store, A, succeededAnswer());
    const trackedAt = '2026-01-01T00:00:00.000Z';
    store.update([{ ...(store.get(A) as EndedOperation), finishedAt: '2026-01-02T00:00:00.000Z' }]);
    store.update([{ ...(store.get(A) as EndedOperation), trackedAt }]);
    assert.deepEqual(changes, [undefined, undefined, undefined]);
  });

  it('redraws only the row of an operation that changes otherwise', () => {
    reportProblem(store, A, 'offline');
    store.track(A, { label: 'Sunrise' });
    assert.deepEqual(changes, [[tree.find(A)], [tree.find(A)]]);
  });

  it('lists running operations first, then finished ones, the latest first', () => {
    const clock = FakeTimers.install({ toFake: ['Date'] });
    try {
      reportEnd(store, A, failedAnswer);
      clock.tick(1000);
      reportEnd(store, B, succeededAnswer());
      store.track(idOf('c'));
    } finally {
      clock.uninstall();
    }
    assert.deepEqual(
      tree.getChildren(),
      [idOf('c'), B, A].map((id) => tree.find(id)),
    );
  });

  it('redraws, as time passes, only the rows whose time text changes', () => {
    reportEnd(store, B, succeededAnswer());
    const clock = FakeTimers.install({ now: Date.now() + 1000, toFake: ['Date'] });
    try {
      for (const node of tree.getChildren()) tree.getTreeItem(node);
      changes.length = 0;
      clock.tick(5000);
      tree.redrawOutdated();
      assert.deepEqual(changes, [[tree.find(A)]]);
      tree.getTreeItem(tree.find(A) as TreeNode);
      tree.redrawOutdated();
      assert.equal(changes.length, 1);
      clock.tick(60 * 60 * 1000);
      tree.redrawOutdated();
      assert.deepEqual(
        changes[1],
        [A, B].map((id) => tree.find(id)),
      );
    } finally {
      clock.uninstall();
    }
  });

  it('redraws only the running rows when checking is paused or resumed', () => {
    // The clock stands still, since the text of the time that is left would change a moment later.
    const clock = FakeTimers.install({ toFake: ['Date'] });
    try {
      reportEnd(store, B, succeededAnswer());
      for (const node of tree.getChildren()) tree.getTreeItem(node);
      changes.length = 0;
      for (const paused of [true, false]) {
        isPaused = paused;
        tree.redrawOutdated();
        tree.getTreeItem(tree.find(A) as TreeNode);
      }
    } finally {
      clock.uninstall();
    }
    assert.deepEqual(changes, [[tree.find(A)], [tree.find(A)]]);
  });

  it('restores a row whose removal is undone', () => {
    store.restore(store.remove([A]));
    assert.deepEqual(tree.getChildren(), [tree.find(A)]);
  });
});
