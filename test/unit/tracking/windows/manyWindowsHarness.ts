import type { OperationId } from '../../../../src/operations/operation';
import { OriginLimiters } from '../../../../src/tracking/limits/originLimiters';
import { OperationStorage } from '../../../../src/tracking/list/operationStorage';
import { OperationStore } from '../../../../src/tracking/list/operationStore';
import { Poller } from '../../../../src/tracking/polling/poller';
import { Forecasts } from '../../../../src/tracking/schedule/forecasts';
import { WindowShares } from '../../../../src/tracking/windows/windowShares';
import { fakeClock } from '../../base/fakeClock';
import { EndpointMap } from '../../endpointMap';
import { idOf, TEN_O_CLOCK } from '../../operations/arbitraries';
import { MemoryStorage } from '../list/memoryStorage';
import { GOOGLE } from '../pollingHarness';
import { MemoryFolder } from './twoWindowsHarness';

const MINUTE_MS = 60_000;
const LIMIT = 20;

/** One person, at a server that takes 20 requests a minute; what is asked arrives after so many ms, as does the answer. */
export class ManyWindowsHarness {
  readonly clock = fakeClock(TEN_O_CLOCK);
  readonly folder = new MemoryFolder(this.clock);
  /** When requests came to the server, in ms that no clock shows. */
  readonly arrivals: number[] = [];
  latency: () => number = () => 50;
  private windows = 0;

  /** A window in which so many operations run that never end. */
  async open(running: number): Promise<HarnessWindow> {
    const window = new HarnessWindow(this, `w${this.windows++}`);
    for (let i = 0; i < running; i++) window.track();
    await window.start();
    return window;
  }

  advance(seconds: number): Promise<unknown> {
    return this.clock.advance(1000 * seconds);
  }

  async answer(): Promise<{ readonly kind: 'running' }> {
    const latency = this.latency();
    await new Promise((resolve) => this.clock.setTimeout(() => resolve(undefined), latency));
    this.arrivals.push(this.clock.monotonic());
    await new Promise((resolve) => this.clock.setTimeout(() => resolve(undefined), latency));
    return { kind: 'running' };
  }

  /** The most requests that came to the server within a minute. */
  get mostInAMinute(): number {
    const inMinuteFrom = (start: number) =>
      this.arrivals.filter((at) => at >= start && at < start + MINUTE_MS).length;
    return Math.max(...this.arrivals.map(inMinuteFrom));
  }
}

/** A window of VS Code, with all that decides when it asks. */
export class HarnessWindow {
  private readonly store: OperationStore;
  private readonly windowShares: WindowShares;
  private readonly poller: Poller;
  private tracked = 0;

  constructor(
    private readonly harness: ManyWindowsHarness,
    private readonly name: string,
  ) {
    const { clock, folder } = harness;
    const endpoints = new EndpointMap(GOOGLE);
    this.store = new OperationStore(new OperationStorage(new MemoryStorage()), clock);
    const uses = () => limiters.uses(this.store.running, clock.elapsed());
    this.windowShares = new WindowShares({ name, folder, time: clock, uses });
    const limiters: OriginLimiters = new OriginLimiters({
      endpoints,
      requestsPerMinute: () => LIMIT,
      windows: this.windowShares,
      time: clock,
    });
    this.store.onDidChange(() => this.windowShares.refresh());
    this.poller = new Poller({
      ...{ store: this.store, limiters, time: clock, endpoints },
      api: { requestStatus: () => harness.answer() },
      keys: { get: async () => 'key' },
      keepInline: async () => ({ uri: '' }),
      forecasts: new Forecasts(new MemoryStorage(), clock),
      settings: () => ({ checking: true, pace: 'balanced', focused: true }),
    });
    this.windowShares.onDidChange(() => this.poller.reschedule());
  }

  track(): OperationId {
    return this.store.track(idOf(`${this.name}x${this.tracked++}`));
  }

  async start(): Promise<void> {
    this.windowShares.refresh();
    const known = this.windowShares.settled();
    await this.harness.advance(0.1);
    await known;
    this.poller.start();
  }

  /** The person asks about all at once. */
  refresh(): void {
    for (const operation of this.store.running) this.poller.check(operation).catch(() => undefined);
  }

  close(): void {
    this.poller.dispose();
    this.windowShares.dispose();
    this.store.dispose();
  }

  /** Its process ends without a chance to tell anybody. */
  async crash(): Promise<void> {
    const file = `${this.name}.json`;
    const lease = this.harness.folder.files.get(file);
    this.close();
    await this.harness.advance(0.1);
    this.harness.folder.files.set(file, lease);
  }
}
