import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { systemTime } from '../../../src/base/time';
import { assemble } from '../../../src/composition/assembly';
import type { FirstStage } from '../../../src/composition/firstStage';
import type { Host } from '../../../src/composition/host';
import * as storedList from '../../../src/composition/storedList';
import { newOperation, type Operation } from '../../../src/operations/operation';
import { toRecord } from '../../../src/operations/record';
import { nodePlatform } from '../../../src/platform/node/nodePlatform';
import { EndpointList } from '../../../src/ui/endpointList';
import { NOTHING_KNOWN } from '../../../src/ui/messages/followingWords';
import type { TreeNode } from '../../../src/ui/view/operationNodes';
import { OperationsTree } from '../../../src/ui/view/operationsTree';
import { EXTENSION_ID } from '../extension';
import { MemoryMemento, MemorySecrets } from '../memoryStorage';
import { RecordedLog } from '../recordedLog';
import { ReplacedProperties } from '../replacedProperties';
import { idOf } from '../sampleOperations';
import { ScriptedUser } from '../scriptedUser';
import { scratchFolder } from '../session';
import { changeSetting, useQuietSettings } from '../settings';

const RUNNING = newOperation(idOf('running'), {}, Date.now());
const SEEN = {
  ...RUNNING,
  ...{ state: 'failed', error: { code: 3, message: 'No' } },
  ...{ finishedAt: RUNNING.trackedAt, seenAt: RUNNING.trackedAt },
} as Operation;

/** Stands for the second stage: records what it is asked for. */
class RecordingStage {
  static asked: unknown[] = [];
  private readonly endpoints: EndpointList;
  private readonly tree: OperationsTree;

  constructor(first: FirstStage) {
    this.endpoints = new EndpointList(first.settings);
    const { store } = first.list.get();
    const sources = { store, endpoints: this.endpoints, known: NOTHING_KNOWN, isPaused: () => false };
    this.tree = new OperationsTree(sources);
    first.tree.show(this.tree);
  }

  readonly run = async (...call: unknown[]) => this.asked('run', ...call);
  readonly apiRequests = {
    track: (...call: unknown[]) => this.asked('track', ...call),
    check: async (...call: unknown[]) => this.asked('check', ...call),
    remove: async (...call: unknown[]) => this.asked('remove', ...call),
  };

  textOf({ scheme }: vscode.Uri): string {
    return `a text of ${scheme}`;
  }

  dispose(): void {
    vscode.Disposable.from(this.tree, this.endpoints).dispose();
  }

  private asked(...call: unknown[]): unknown[] {
    RecordingStage.asked.push(call);
    return [];
  }
}

describe('a start of VS Code', () => {
  it('loads only the first stage while nothing is tracked', () => {
    const loaded = readFileSync(join(scratchFolder, 'loadedAtStart'), 'utf8');
    assert.equal(loaded, 'extension.js');
  });
});

describe('the second stage', () => {
  const replaced = new ReplacedProperties();
  let user: ScriptedUser;
  let log: RecordedLog;
  /** What the start has left to be done later. */
  let timers: (() => void)[];
  let rows: vscode.TreeDataProvider<TreeNode>;
  let becomesVisible: () => void;
  let commands: Map<string, (...args: unknown[]) => Promise<unknown>>;
  let documents: Map<string, vscode.TextDocumentContentProvider>;
  let links: vscode.UriHandler;
  let item: vscode.StatusBarItem;
  let loads: number;
  /** How often the code was loaded that reads the list. */
  let readers: number;
  let load: () => Promise<void>;
  let subscriptions: vscode.Disposable[];

  beforeEach(() => {
    user = new ScriptedUser();
    log = new RecordedLog();
    [commands, documents, timers, loads, subscriptions] = [new Map(), new Map(), [], 0, []];
    readers = 0;
    load = async () => undefined;
    RecordingStage.asked = [];
    const visibility = new vscode.EventEmitter<vscode.TreeViewVisibilityChangeEvent>();
    becomesVisible = () => visibility.fire({ visible: true });
    replaced.replace(systemTime, 'setTimeout', (callback: () => void) => timers.push(callback));
    replaced.replace(vscode.window, 'createOutputChannel', () => log.channel);
    replaced.replace(vscode.window, 'registerUriHandler', (handler: vscode.UriHandler) => {
      links = handler;
      return { dispose: () => undefined };
    });
    replaced.replace(
      vscode.window,
      'createTreeView',
      (_: string, options: vscode.TreeViewOptions<TreeNode>) => {
        rows = options.treeDataProvider;
        return { visible: false, onDidChangeVisibility: visibility.event, dispose: () => undefined };
      },
    );
    const { createStatusBarItem } = vscode.window;
    replaced.replace(vscode.window, 'createStatusBarItem', () => {
      item = createStatusBarItem('veo.test', vscode.StatusBarAlignment.Left, 0);
      return item;
    });
    replaced.replace(vscode.commands, 'registerCommand', (id: string, run: never) => {
      commands.set(id, run);
      return { dispose: () => undefined };
    });
    replaced.replace(
      vscode.workspace,
      'registerTextDocumentContentProvider',
      (scheme: string, one: never) => {
        documents.set(scheme, one);
        return { dispose: () => undefined };
      },
    );
  });
  afterEach(() => {
    for (const one of subscriptions) one.dispose();
    replaced.restore();
    user.restore();
  });

  it('is not loaded while nothing is under way, and nothing is to be done later', async () => {
    await start();
    assert.deepEqual([loads, timers.length], [0, 0]);
    await start(SEEN);
    assert.deepEqual([loads, timers.length], [0, 0]);
    assert.equal(item.text, '$(device-camera-video) Veo');
  });

  it('is loaded right after the start, once, when an operation runs', async () => {
    await start(SEEN, RUNNING);
    assert.deepEqual([loads, timers.length], [0, 1]);
    timers.pop()?.();
    await settled();
    assert.deepEqual([loads, timers.length], [1, 0]);
  });

  it('is preceded by no reading of the list, until another extension looks at it', async () => {
    const api = await start(RUNNING);
    assert.equal(readers, 0);
    assert.deepEqual(api.operations, [RUNNING]);
    assert.equal(api.operations.length, 1);
    assert.deepEqual([readers, loads], [1, 0]);
  });

  it('is loaded when something in the workspace says that the simulator ran', async () => {
    await start();
    await startWith({ 'veo.simulator.port': 4711 });
    timers.pop()?.();
    await settled();
    assert.equal(loads, 1);
  });

  it('is loaded once for commands, which wait for it', async () => {
    await start();
    await Promise.all([commands.get('veo.refresh')?.('a', 1), commands.get('veo.showLog')?.()]);
    await commands.get('veo.refresh')?.();
    assert.equal(loads, 1);
    assert.deepEqual(RecordingStage.asked, [
      ['run', 'veo.refresh', ['a', 1]],
      ['run', 'veo.showLog', []],
      ['run', 'veo.refresh', []],
    ]);
  });

  it('is loaded when the view asks for rows', async () => {
    await start(SEEN);
    const [row] = (await rows.getChildren()) ?? [];
    assert.ok(row?.kind === 'operation');
    assert.deepEqual(row.operation, SEEN);
    assert.equal(((await rows.getTreeItem(row)) as vscode.TreeItem).contextValue, 'operation failed');
    assert.equal(loads, 1);
  });

  it('is loaded when another extension asks for something, with the arguments as they were then', async () => {
    const api = await start(SEEN);
    assert.equal(api.operations.length, 1);
    assert.equal(loads, 0);
    const options = { label: 'Sunrise' };
    const tracking = api.track('models/veo/operations/abc', options);
    options.label = 'changed';
    await tracking;
    await api.check(idOf('a'));
    await api.remove(idOf('a'));
    assert.equal(loads, 1);
    assert.deepEqual(RecordingStage.asked, [
      ['track', 'models/veo/operations/abc', { label: 'Sunrise' }],
      ['check', idOf('a')],
      ['remove', idOf('a')],
    ]);
  });

  it('is not loaded for invalid arguments of another extension', async () => {
    const api = await start();
    await assert.rejects(api.track('models/veo/operations/abc', { label: 1 as never }));
    await assert.rejects(api.check({} as never));
    assert.equal(loads, 0);
  });

  it('is loaded for a document that was open when VS Code ended', async () => {
    await start();
    const uri = vscode.Uri.from({ scheme: 'veo-reason', path: '/Reason' });
    const { token } = new vscode.CancellationTokenSource();
    const text = await documents.get('veo-reason')?.provideTextDocumentContent(uri, token);
    assert.deepEqual([text, loads], ['a text of veo-reason', 1]);
  });

  it('is loaded for a link to an operation, and not for one that names none', async () => {
    await start();
    const link = vscode.Uri.parse(`vscode://${EXTENSION_ID}/track?endpoint=google`);
    await links.handleUri(link);
    assert.deepEqual([loads, user.messages.length], [0, 1]);
    load = () => Promise.reject(new Error('EIO'));
    await links.handleUri(link.with({ query: 'name=models/veo/operations/abc' }));
    assert.equal(loads, 1);
    assert.match(user.messages.at(-1)?.text ?? '', /could not be loaded/);
  });

  it('is loaded when a setting changes', async () => {
    await start();
    await changeSetting('notifications', 'failures');
    await useQuietSettings();
    assert.equal(loads, 1);
  });

  it('that cannot be loaded is told once for all who wait, and tried again at the next use', async () => {
    load = () => Promise.reject(new Error('ENOENT: secondStage.js'));
    const api = await start(SEEN);
    const waiting = [commands.get('veo.refresh')?.(), commands.get('veo.showLog')?.()];
    assert.deepEqual(await Promise.all(waiting), [undefined, undefined]);
    assert.equal(user.messages.length, 1);
    assert.match(user.messages[0]?.text ?? '', /^A part of Veo Operations could not be loaded\. Try again/);
    assert.match(log.text, /could not be loaded: .*ENOENT: secondStage\.js/);
    await assert.rejects(api.check(idOf('a')), /ENOENT/);
    assert.deepEqual([user.messages.length, loads], [2, 2]);
    load = async () => undefined;
    await commands.get('veo.refresh')?.();
    assert.deepEqual(RecordingStage.asked, [['run', 'veo.refresh', []]]);
    assert.deepEqual([user.messages.length, loads], [2, 3]);
  });

  it('that could not be loaded for the view is tried again when the view becomes visible', async () => {
    load = () => Promise.reject(new Error('EIO'));
    await start(SEEN);
    assert.deepEqual(await rows.getChildren(), []);
    load = async () => undefined;
    const redrawn = new Promise((resolve) => rows.onDidChangeTreeData?.(resolve));
    becomesVisible();
    assert.equal(await redrawn, undefined);
    assert.equal((await rows.getChildren())?.length, 1);
  });

  it('is not built when the window closes while it is loaded', async () => {
    let loaded = () => {};
    load = () => new Promise((resolve) => (loaded = resolve));
    await start();
    const run = commands.get('veo.refresh')?.();
    for (const one of subscriptions.splice(0)) one.dispose();
    loaded();
    await run;
    assert.deepEqual([RecordingStage.asked, user.messages.length], [[], 0]);
  });

  /** Starts a window with these operations in its list. */
  function start(...operations: readonly Operation[]) {
    return startWith({ 'veo.operations': operations.map(toRecord) });
  }

  async function startWith(state: Readonly<Record<string, unknown>>) {
    const workspaceState = new MemoryMemento();
    for (const [key, value] of Object.entries(state)) await workspaceState.update(key, value);
    const extension = vscode.extensions.getExtension(EXTENSION_ID);
    const context = {
      ...{ subscriptions, workspaceState, globalState: new MemoryMemento(), secrets: new MemorySecrets() },
      ...{ extension, extensionUri: extension?.extensionUri, globalStorageUri: vscode.Uri.file('/none') },
    } as unknown as vscode.ExtensionContext;
    const host = {
      platform: nodePlatform,
      loadStoredList() {
        readers++;
        return storedList;
      },
      async loadSecondStage() {
        loads++;
        await load();
        return { SecondStage: RecordingStage };
      },
    } as unknown as Host;
    return assemble(context, host).api;
  }

  /** All that was begun without waiting for anything else has ended. */
  async function settled(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }
});
