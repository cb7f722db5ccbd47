import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { VeoOperationsApi } from '../../../src/ui/exportedApi';
import { HostedClock } from '../../../test/hosted/hostedClock';
import { type HostedStorage, storageWith } from '../../../test/hosted/hostedStorage';
import { type Bundles, HostedWindow } from '../../../test/hosted/hostedWindow';
import { heapUsed } from './heapUsed';
import { SoakServer } from './soakServer';

const BEGIN_MS = Date.UTC(2026, 10, 29, 10);
const HOUR_MS = 3_600_000;
const OPERATIONS_AN_HOUR = 200;

/** What stands at the end of an hour, and what the hour took. */
export interface HourFigures {
  readonly requests: number;
  readonly faults: number;
  readonly running: number;
  readonly listed: number;
  readonly archiveBytes: number;
  /** Bytes. */
  readonly heap: number;
  readonly listeners: number;
  readonly timers: number;
  /** Of this process in ms: the extension, and the server and the clock of the soak. */
  readonly cpu: number;
  readonly messages: number;
}

/** The list and the durations, as a window stores them. */
export interface Left {
  /** ms since the epoch */
  readonly at: number;
  readonly list: unknown;
  readonly learned: readonly (readonly [key: string, value: unknown])[];
}

/** A window with the packaged extension, in which 200 operations an hour are tracked, by a fake clock. */
export class Soak {
  private readonly server: SoakServer;
  private readonly window: HostedWindow;
  private readonly api: VeoOperationsApi;

  private constructor(
    bundles: Bundles,
    private readonly stored: HostedStorage,
    private readonly clock: HostedClock,
  ) {
    const server = new SoakServer(() => clock.now);
    this.server = server;
    this.window = new HostedWindow({ bundles, clock, stored, fetch: server.fetch });
    this.api = this.window.activate();
    this.window.vscode.setVisible(true);
  }

  /** @param left what another window has left; nothing if absent */
  static async open(bundles: Bundles, left: Left = { at: BEGIN_MS, list: [], learned: [] }): Promise<Soak> {
    const stored = await storageWith();
    stored.workspaceState.set('veo.operations', left.list);
    for (const [key, value] of left.learned) stored.globalState.set(key, value);
    return new Soak(bundles, stored, new HostedClock(left.at));
  }

  /** What the next window would find. */
  get left(): Left {
    const { workspaceState, globalState } = this.stored;
    const list = workspaceState.get('veo.operations');
    return structuredClone({ at: this.clock.now, list, learned: [...globalState] });
  }

  async hour(): Promise<HourFigures> {
    const { server, window } = this;
    const [requests, faults] = [server.requests, server.faults];
    const cpu = await this.track(OPERATIONS_AN_HOUR);
    const messages = window.vscode.shown.messages.length;
    window.forgetCounted();
    const { operations } = this.api;
    return {
      requests: server.requests - requests,
      faults: server.faults - faults,
      running: operations.filter(({ state }) => state === 'running').length,
      listed: operations.length,
      archiveBytes: await sizeOf(join(this.stored.storage, 'archive.jsonl')),
      heap: await heapUsed(),
      listeners: window.listeners,
      timers: window.timers.pending,
      cpu,
      messages,
    };
  }

  advance(ms: number): Promise<void> {
    return this.clock.advance(ms);
  }

  close(): Promise<void> {
    return this.window.close();
  }

  /** Tracks so many operations, at their pace. @returns ms of CPU time that this took */
  async track(count: number): Promise<number> {
    const before = process.cpuUsage();
    for (let i = 0; i < count; i++) {
      await this.api.track(this.server.start(), { endpoint: 'google' });
      await this.clock.advance(HOUR_MS / OPERATIONS_AN_HOUR);
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  }
}

function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
