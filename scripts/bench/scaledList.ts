import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { systemTime } from '../../src/base/time';
import { type Answer, newOperation, type Operation } from '../../src/operations/operation';
import { transition } from '../../src/operations/transition';
import { Archive } from '../../src/tracking/list/archive';
import { OperationStorage } from '../../src/tracking/list/operationStorage';
import { OperationStore } from '../../src/tracking/list/operationStore';
import { EndpointList } from '../../src/ui/endpointList';
import { NOTHING_KNOWN } from '../../src/ui/messages/followingWords';
import { CurrentSettings } from '../../src/ui/settings';
import { OperationsTree } from '../../src/ui/view/operationsTree';
import { StatusBar } from '../../src/ui/view/statusBar';
import { ENDPOINT } from './endpoint';
import { ManualClock } from './manualClock';
import { median } from './median';
import { MemoryArchive, MemoryState } from './memoryStorage';
import { ownPoller } from './ownPoller';
import type { ScaleFigures } from './scaleFigures';

const BEGIN_MS = Date.UTC(2026, 10, 24, 10);
/** Share of the operations that run: 500 of 10,000. */
const RUNNING_SHARE = 1 / 20;
const PAGE = 200;
const REPEATS = 50;
/** Memory is measured with at least so many operations: a smaller list is lost in the noise. */
const ENOUGH_FOR_MEMORY = 20_000;
const READY: Answer = {
  kind: 'succeeded',
  videos: [
    {
      uri: 'https://generativelanguage.googleapis.com/v1beta/files/3j6svp4106e7:download?alt=media',
      videoId: '3j6svp4106e7',
    },
  ],
};

/** VS Code starts its extension host without this flag. */
setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** A list of many operations with all that listens to it, and what it costs. Times in ms. */
export class ScaledList {
  private readonly clock = new ManualClock(BEGIN_MS);
  private readonly state = new MemoryState();
  private readonly archive = new MemoryArchive();

  constructor(private readonly size: number) {}

  async measure(): Promise<ScaleFigures> {
    await this.fill();
    const { store, restore, heap } = await this.restored();
    const listeners = this.listenTo(store);
    const page = this.firstPage(listeners.tree);
    const change = this.changes(store);
    const wakeUp = await this.wakeUps(store);
    listeners.dispose();
    store.dispose();
    const bytes = this.state.bytes + this.archive.bytes;
    return {
      size: this.size,
      restore,
      page,
      change,
      wakeUp,
      heap,
      state: this.state.bytes,
      bytes: bytes / this.size,
    };
  }

  /** As the extension leaves it: the newest in the state, the others in the archive. */
  private async fill(): Promise<void> {
    const store = this.newStore();
    store.restore(Array.from({ length: this.size }, (_, i) => operation(i, this.size)));
    await store.flush();
    store.dispose();
  }

  private async restored(): Promise<{ store: OperationStore; restore: number; heap: number }> {
    const times: number[] = [];
    const load = () => {
      const store = this.newStore();
      times.push(timed(() => store.load()));
      return store;
    };
    for (let repeat = 0; repeat < 10; repeat++) load().dispose();
    const before = await heapUsed();
    const stores = Array.from({ length: Math.max(ENOUGH_FOR_MEMORY / this.size, 1) }, load);
    const heap = ((await heapUsed()) - before) / (stores.length * this.size);
    const [store, ...others] = stores as [OperationStore, ...OperationStore[]];
    for (const other of others) other.dispose();
    return { store, restore: median(times), heap };
  }

  private listenTo(store: OperationStore) {
    const settings = new CurrentSettings();
    const endpoints = new EndpointList(settings);
    const tree = new OperationsTree(
      { store, endpoints, known: NOTHING_KNOWN, isPaused: () => false },
      systemTime,
    );
    const statusBar = new StatusBar({ store, mode: () => 'on', endpoints }, systemTime);
    const all = vscode.Disposable.from(statusBar, tree, endpoints, settings);
    return { tree, dispose: () => all.dispose() };
  }

  private firstPage(tree: OperationsTree): number {
    const times = Array.from({ length: 10 }, () =>
      timed(() => {
        for (const node of tree.getChildren().slice(0, PAGE)) tree.getTreeItem(node);
      }),
    );
    return median(times);
  }

  /** Operations get a problem or end, by turns, with all listeners. */
  private changes(store: OperationStore): number {
    const running = store.running.slice(0, REPEATS);
    const times = running.map((one, i) => {
      const problem = { kind: 'problem', problem: { kind: 'offline', message: '' } } as const;
      const after = transition(one, i % 2 === 0 ? problem : READY, this.clock.now());
      return timed(() => store.update([after]));
    });
    return median(times);
  }

  /** The timer fires, one operation is polled, and is still running. */
  private async wakeUps(store: OperationStore): Promise<number> {
    const poller = ownPoller({
      ...{ store, time: this.clock, requestsPerMinute: 3000 },
      requestStatus: async () => ({ kind: 'running' }),
    });
    poller.start();
    const times: number[] = [];
    for (let repeat = 0; repeat < 4 * REPEATS; repeat++) {
      await turn();
      const begin = performance.now();
      this.clock.next();
      // The answer is handled before the next turn of the event loop, too.
      await turn();
      times.push(performance.now() - begin);
    }
    poller.dispose();
    return median(times);
  }

  private newStore(): OperationStore {
    const storage = new OperationStorage(this.state, new Archive(this.archive));
    return new OperationStore(storage, this.clock);
  }
}

function operation(i: number, size: number): Operation {
  const name = `models/veo-3.1-fast-generate-001/operations/${i.toString(36).padStart(12, 'a')}`;
  const isRunning = i >= size * (1 - RUNNING_SHARE);
  const startedAt = BEGIN_MS - (size - i) * 60_000;
  const tracked = newOperation({ endpoint: ENDPOINT.id, name }, {}, isRunning ? BEGIN_MS : startedAt);
  if (isRunning) return tracked;
  const running = transition(tracked, { kind: 'running' }, startedAt + 80_000);
  return { ...transition(running, READY, startedAt + 90_000), seenAt: tracked.trackedAt } as Operation;
}

/** Bytes after three collections: some objects are freed only by a later one. */
async function heapUsed(): Promise<number> {
  for (let time = 0; time < 3; time++) {
    collectGarbage();
    await turn();
  }
  return process.memoryUsage().heapUsed;
}

function timed(work: () => unknown): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}
