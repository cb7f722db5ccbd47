import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { OperationStore } from '../../../src/tracking/operationStore';
import { EndpointList } from '../../../src/ui/endpointList';
import { CurrentSettings } from '../../../src/ui/settings';
import type { OperationNode } from '../../../src/ui/view/operationNodes';
import { OperationsTree } from '../../../src/ui/view/operationsTree';
import { newStore } from '../memory';
import { answer, failed, filtered, idOf, ready, trouble } from '../samples';

const ID = idOf('idrk08ltkg0a');
const LINK = '[click](command:workbench.action.quit)';

describe('a row of the tree', () => {
  let settings: CurrentSettings;
  let endpoints: EndpointList;
  let store: OperationStore;
  let tree: OperationsTree;

  beforeEach(() => {
    settings = new CurrentSettings();
    endpoints = new EndpointList(settings);
    store = newStore();
    tree = new OperationsTree(store, endpoints);
    store.track(ID);
  });
  afterEach(() => vscode.Disposable.from(tree, store, endpoints, settings).dispose());

  it('keeps its id, its object and its place whatever becomes of the operation', () => {
    const [before, { id }] = [row(), item()];
    trouble(store, ID, 'offline');
    answer(store, ID, ready());
    assert.equal(row(), before);
    assert.equal(item().id, id);
    assert.equal(tree.find(ID), before);
  });

  it('tells the state and the problem in the words that menus look for', () => {
    assert.equal(item().contextValue, 'operation running');
    trouble(store, ID, 'unauthorized');
    assert.equal(item().contextValue, 'operation running problem unauthorized');
    answer(store, ID, ready());
    assert.equal(item().contextValue, 'operation succeeded');
    answer(store, idOf('b'), failed);
    answer(store, idOf('c'), filtered);
    const words = tree.getChildren().map((node) => tree.getTreeItem(node).contextValue);
    assert.deepEqual(words.sort(), ['operation failed', 'operation filtered', 'operation succeeded']);
  });

  it('shows what is wrong, the time and the model beside the id', () => {
    assert.equal(item().label, 'idrk08ltkg0a');
    assert.match(String(item().description), /^\d s · veo-3\.1-generate-preview$/);
    trouble(store, ID, 'rateLimited');
    assert.match(String(item().description), /^too many requests · \d s · veo-/);
    store.track(ID, 'Sunrise');
    assert.equal(item().label, 'Sunrise');
  });

  it('is spoken as a sentence that tells what is seen', () => {
    assert.match(spoken(), /^Operation idrk08ltkg0a: running, veo-3\.1-generate-preview, \d s$/);
    trouble(store, ID, 'noKey');
    assert.match(spoken(), /, no API key$/);
    answer(store, ID, ready(2));
    assert.equal(spoken(), 'Operation idrk08ltkg0a: 2 videos ready, veo-3.1-generate-preview');
    const [video] = row().videos;
    assert.ok(video);
    const label = tree.getTreeItem(video).accessibilityInformation?.label;
    assert.equal(label, 'Video 1 of operation idrk08ltkg0a, ID file1');
  });

  it('has its videos below it, each with an id of its own', () => {
    assert.equal(item().collapsibleState, vscode.TreeItemCollapsibleState.None);
    answer(store, ID, ready(4));
    assert.equal(item().collapsibleState, vscode.TreeItemCollapsibleState.Collapsed);
    const videos = tree.getChildren(row());
    const items = videos.map((video) => tree.getTreeItem(video));
    assert.deepEqual(
      items.map(({ label, description, contextValue }) => [label, description, contextValue]),
      [1, 2, 3, 4].map((number) => [`Video ${number}`, `file${number}`, 'video']),
    );
    assert.equal(new Set([item(), ...items].map(({ id }) => id)).size, 5);
    for (const video of videos) {
      assert.equal(tree.getParent(video), row());
      assert.deepEqual(tree.getChildren(video), []);
    }
    assert.equal(tree.getParent(row()), undefined);
  });

  it('gets its tooltip only when it is asked for', () => {
    assert.equal(item().tooltip, undefined);
    trouble(store, ID, 'unavailable', 'HTTP 503: busy');
    assert.match(tooltip(), /Google has a fault/);
    assert.match(tooltip(), /HTTP 503: busy/);
    assert.match(tooltip(), /idrk08ltkg0a/);
  });

  it('shows texts of a server as text, never as Markdown or a command', () => {
    trouble(store, ID, 'unavailable', `HTTP 503: ${LINK}`);
    assert.ok(tooltip().includes(LINK));
    answer(store, ID, { kind: 'failed', error: { code: 3, message: LINK } });
    assert.ok(tooltip().includes(LINK));
  });

  function row(): OperationNode {
    const node = tree.getChildren()[0];
    assert.ok(node?.kind === 'operation');
    return node;
  }

  function item(): vscode.TreeItem {
    return tree.getTreeItem(row());
  }

  function spoken(): string {
    return item().accessibilityInformation?.label ?? '';
  }

  /** Plain text, which VS Code shows as it is. */
  function tooltip(): string {
    const { tooltip: resolved } = tree.resolveTreeItem(item(), row());
    assert.equal(typeof resolved, 'string');
    return String(resolved);
  }
});
