import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { systemTime } from '../../../src/base/time';
import { createLimits, type Limits } from '../../../src/composition/limits';
import { createPolling, type PollingParts } from '../../../src/composition/polling';
import type { HttpRequest } from '../../../src/endpoints/http';
import type { OperationStore } from '../../../src/tracking/list/operationStore';
import { ApiKeys } from '../../../src/ui/apiKeys';
import { EndpointList } from '../../../src/ui/endpointList';
import { Log } from '../../../src/ui/log';
import { Pause } from '../../../src/ui/pause';
import { CurrentSettings } from '../../../src/ui/settings';
import { MemoryMemento, MemorySecrets, newStore } from '../memory';
import { RecordedLog } from '../recordedLog';
import { change, quiet } from '../settings';

const ID = { endpoint: 'google', name: 'models/veo-3.1-generate-preview/operations/of-a-window' };

describe('what a window wants of a limit', () => {
  let storage: string;
  let store: OperationStore;
  let pause: Pause;
  let settings: CurrentSettings;
  let endpoints: EndpointList;
  let limits: Limits;
  let all: vscode.Disposable;

  beforeEach(() => {
    storage = mkdtempSync(join(tmpdir(), 'veo-limits-'));
    store = newStore();
    pause = new Pause(new MemoryMemento());
  });
  afterEach(async () => {
    all.dispose();
    await quiet();
    await rm(storage, { recursive: true, force: true });
  });

  it('is known to the others before it asks', async () => {
    store.track(ID);
    await start();
    assert.equal(windowShares().length, 1);
    assert.equal(limits.windowShares.share('https://generativelanguage.googleapis.com'), 1);
  });

  it('is nothing while it pauses, and something again when it goes on', async () => {
    await pause.set(true);
    store.track(ID);
    await start();
    assert.deepEqual(windowShares(), []);
    await pause.set(false);
    await limits.windowShares.settled();
    assert.equal(windowShares().length, 1);
  });

  it('is, while it pauses, what the others need not know of', async () => {
    await pause.set(true);
    store.track(ID);
    await start();
    await change('checking.requestsPerMinute', 20);
    assert.equal(sentForPerson(), 10);
    await pause.set(false);
    await limits.windowShares.settled();
    assert.equal(sentForPerson(), 20 - 10);
  });

  it('is less in the next window by what this one has sent when it closes', async () => {
    await change('checking.requestsPerMinute', 20);
    store.track(ID);
    await start();
    assert.equal(sentForPerson(), 20);
    await limits.windowShares.close();
    await change('checking.requestsPerMinute', 22);
    all.dispose();
    store = newStore();
    store.track(ID);
    pause = new Pause(new MemoryMemento());
    await start();
    assert.equal(sentForPerson(), 2);
  });

  it('is less by what is downloaded, also where nothing else was asked', async () => {
    await change('checking.requestsPerMinute', 20);
    store.track(ID);
    await start();
    for (let i = 0; i < 20; i++) limits.count('https://generativelanguage.googleapis.com');
    assert.equal(sentForPerson(), 0);
  });

  it('lets what waits beside the status go on once it is known', async () => {
    await change('checking.requestsPerMinute', 20);
    store.track(ID);
    const known = start();
    const limiter = limits.limiters.of(ID);
    for (let i = 0; i < 7; i++) limiter?.count(systemTime.elapsed());
    let isAsked = false;
    limits.auxiliaryRequests.add(ID, () => {
      isAsked = true;
      return undefined;
    });
    assert.equal(isAsked, false);
    await known;
    assert.equal(isAsked, true);
  });

  it('lets the status be asked when a request beside it has ended', async () => {
    store.track(ID);
    await start();
    let finish = () => {};
    limits.auxiliaryRequests.add(
      ID,
      () => () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    await turns();
    const asked: string[] = [];
    const polling = startChecking(asked);
    await turns();
    assert.deepEqual(asked, []);
    finish();
    await turns();
    assert.equal(asked.length, 1);
    polling.dispose();
  });

  /** How many requests of the person's own may still go at once; they are sent. */
  function sentForPerson(): number {
    const limiter = limits.limiters.of(ID);
    const now = systemTime.elapsed();
    let sent = 0;
    for (; limiter && limiter.nextAt(now, 'person') <= now; sent++) {
      limiter.acquire('status', now).release(now);
    }
    return sent;
  }

  /** Polling with a server that never answers. */
  function startChecking(asked: string[]): vscode.Disposable {
    const getJson = ({ url }: HttpRequest) => {
      asked.push(url);
      return new Promise(() => {});
    };
    const keys = new ApiKeys(new MemorySecrets(), new Log(new RecordedLog().channel));
    keys.get = async () => 'a key';
    const parts = { store, limits, settings, endpoints, pause, keys, http: { getJson } };
    const polling = createPolling(parts as unknown as PollingParts);
    polling.poller.start();
    return vscode.Disposable.from(polling, keys);
  }

  /** More than enough for what waits for nothing. */
  async function turns(): Promise<void> {
    for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
  }

  function start(): Promise<void> {
    settings = new CurrentSettings();
    endpoints = new EndpointList(settings);
    const context = { globalState: new MemoryMemento(), globalStorageUri: vscode.Uri.file(storage) };
    limits = createLimits(context as unknown as vscode.ExtensionContext, {
      store,
      endpoints,
      keys: { get: async () => 'a key' },
      settings,
      pause,
    });
    all = vscode.Disposable.from(limits, store, pause, endpoints, settings);
    return limits.ready();
  }

  function windowShares(): string[] {
    const folder = join(storage, 'windows');
    return existsSync(folder) ? readdirSync(folder) : [];
  }
});
