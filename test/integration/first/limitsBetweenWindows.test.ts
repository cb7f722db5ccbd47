import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { systemTime } from '../../../src/base/time';
import { Limits } from '../../../src/composition/limits';
import { Polling, type PollingParts } from '../../../src/composition/polling';
import type { HttpRequest } from '../../../src/endpoints/http/httpPort';
import type { OperationStore } from '../../../src/tracking/list/operationStore';
import { ApiKeys } from '../../../src/ui/apiKeys';
import { EndpointList } from '../../../src/ui/endpointList';
import { Log } from '../../../src/ui/log';
import { Pause } from '../../../src/ui/pause';
import { CurrentSettings } from '../../../src/ui/settings';
import { MemoryMemento, MemorySecrets, newStore } from '../memoryStorage';
import { RecordedLog } from '../recordedLog';
import { changeSetting, useQuietSettings } from '../settings';

const ID = { endpoint: 'google', name: 'models/veo-3.1-generate-preview/operations/of-a-window' };

describe('the share of a window in a rate limit', () => {
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
    await useQuietSettings();
    await rm(storage, { recursive: true, force: true });
  });

  it('is known to the other windows before its first request', async () => {
    store.track(ID);
    await start();
    assert.equal(leaseFiles().length, 1);
    assert.equal(limits.windowShares.share('https://generativelanguage.googleapis.com'), 1);
  });

  it('is given up while the window pauses, and taken again when it resumes', async () => {
    await pause.set(true);
    store.track(ID);
    await start();
    assert.deepEqual(leaseFiles(), []);
    await pause.set(false);
    await limits.windowShares.settled();
    assert.equal(leaseFiles().length, 1);
  });

  it('is half of the limit while it pauses, without a lease', async () => {
    await pause.set(true);
    store.track(ID);
    await start();
    await changeSetting('checking.requestsPerMinute', 20);
    assert.equal(sentForPerson(), 10);
    await pause.set(false);
    await limits.windowShares.settled();
    assert.equal(sentForPerson(), 20 - 10);
  });

  it('is reduced in the next window by what this one had sent when it closed', async () => {
    await changeSetting('checking.requestsPerMinute', 20);
    store.track(ID);
    await start();
    assert.equal(sentForPerson(), 20);
    await limits.windowShares.close();
    await changeSetting('checking.requestsPerMinute', 22);
    all.dispose();
    store = newStore();
    store.track(ID);
    pause = new Pause(new MemoryMemento());
    await start();
    assert.equal(sentForPerson(), 2);
  });

  it('is reduced by downloads, even without other requests', async () => {
    await changeSetting('checking.requestsPerMinute', 20);
    store.track(ID);
    await start();
    for (let i = 0; i < 20; i++) limits.count('https://generativelanguage.googleapis.com');
    assert.equal(sentForPerson(), 0);
  });

  it('lets waiting auxiliary requests continue once it is known', async () => {
    await changeSetting('checking.requestsPerMinute', 20);
    store.track(ID);
    const known = start();
    const limiter = limits.limiters.of(ID);
    for (let i = 0; i < 7; i++) limiter?.count(systemTime.elapsed());
    let isSent = false;
    limits.auxiliaryRequests.add(ID, () => {
      isSent = true;
      return undefined;
    });
    assert.equal(isSent, false);
    await known;
    assert.equal(isSent, true);
  });

  it('lets a status request continue when an auxiliary request has ended', async () => {
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
    await settlePromises();
    const sentRequests: string[] = [];
    const polling = startChecking(sentRequests);
    await settlePromises();
    assert.deepEqual(sentRequests, []);
    finish();
    await settlePromises();
    assert.equal(sentRequests.length, 1);
    polling.dispose();
  });

  /** Sends as many requests for a person as the limit allows at once; returns how many. */
  function sentForPerson(): number {
    const limiter = limits.limiters.of(ID);
    const now = systemTime.elapsed();
    let sent = 0;
    for (; limiter && limiter.nextAt(now, 'person') <= now; sent++) {
      limiter.acquire('status', now).release(now);
    }
    return sent;
  }

  /** Starts polling with a server that never answers. */
  function startChecking(sentRequests: string[]): vscode.Disposable {
    const getJson = ({ url }: HttpRequest) => {
      sentRequests.push(url);
      return new Promise(() => {});
    };
    const stored = new ApiKeys(new MemorySecrets(), new Log(new RecordedLog().channel));
    const keys = { get: async () => 'a key', onDidChange: stored.onDidChange };
    const parts = { store, limits, settings, endpoints, pause, keys, http: { getJson } };
    const polling = new Polling(parts as unknown as PollingParts);
    polling.poller.start();
    return vscode.Disposable.from(polling, stored);
  }

  /** Waits until pending promise callbacks have run. */
  async function settlePromises(): Promise<void> {
    for (let count = 0; count < 10; count++) await new Promise(setImmediate);
  }

  function start(): Promise<void> {
    settings = new CurrentSettings();
    endpoints = new EndpointList(settings);
    const context = { globalState: new MemoryMemento(), globalStorageUri: vscode.Uri.file(storage) };
    limits = new Limits(context as unknown as vscode.ExtensionContext, {
      store,
      endpoints,
      keys: { get: async () => 'a key' },
      settings,
      pause,
    });
    all = vscode.Disposable.from(limits, store, pause, endpoints, settings);
    return limits.ready();
  }

  function leaseFiles(): string[] {
    const folder = join(storage, 'windows');
    return existsSync(folder) ? readdirSync(folder) : [];
  }
});
