import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { OperationStore } from '../../../src/tracking/list/operationStore';
import { EndpointList } from '../../../src/ui/endpointList';
import { createGovernor, type Governor } from '../../../src/ui/governor';
import { Pause } from '../../../src/ui/pause';
import { CurrentSettings } from '../../../src/ui/settings';
import { MemoryMemento, newStore } from '../memory';
import { change } from '../settings';

const ID = { endpoint: 'google', name: 'models/veo-3.1-generate-preview/operations/of-a-window' };

describe('what a window wants of a limit', () => {
  let storage: string;
  let store: OperationStore;
  let pause: Pause;
  let governor: Governor;
  let all: vscode.Disposable;

  beforeEach(() => {
    storage = mkdtempSync(join(tmpdir(), 'veo-governor-'));
    store = newStore();
    pause = new Pause(new MemoryMemento());
  });
  afterEach(async () => {
    all.dispose();
    await rm(storage, { recursive: true, force: true });
  });

  it('is known to the others before it asks', async () => {
    store.track(ID);
    await start();
    assert.equal(leases().length, 1);
    assert.equal(governor.leases.share('https://generativelanguage.googleapis.com'), 1);
  });

  it('is nothing while it pauses, and something again when it goes on', async () => {
    await pause.set(true);
    store.track(ID);
    await start();
    assert.deepEqual(leases(), []);
    await pause.set(false);
    await governor.leases.settled();
    assert.equal(leases().length, 1);
  });

  it('is, while it pauses, what the others need not know of', async () => {
    await pause.set(true);
    store.track(ID);
    await start();
    await change('checking.requestsPerMinute', 20);
    assert.equal(sentForPerson(), 8);
    await pause.set(false);
    await governor.leases.settled();
    assert.equal(sentForPerson(), 20 - 8);
    await change('checking.requestsPerMinute', 3000);
  });

  /** How many requests of the person's own may still go at once, of 20 a minute. */
  function sentForPerson(): number {
    const lane = governor.lanes.of(ID);
    const now = governor.steady.now();
    let sent = 0;
    for (; lane && lane.nextAt(now, true) <= now; sent++) {
      lane.begin(now);
      lane.end();
    }
    return sent;
  }

  function start(): Promise<void> {
    const settings = new CurrentSettings();
    const endpoints = new EndpointList(settings);
    const context = { globalState: new MemoryMemento(), globalStorageUri: vscode.Uri.file(storage) };
    governor = createGovernor(context as unknown as vscode.ExtensionContext, {
      store,
      endpoints,
      settings,
      pause,
    });
    all = vscode.Disposable.from(governor, store, pause, endpoints, settings);
    return governor.ready();
  }

  function leases(): string[] {
    const folder = join(storage, 'windows');
    return existsSync(folder) ? readdirSync(folder) : [];
  }
});
