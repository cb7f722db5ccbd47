import type { Time } from '../../../../src/base/time';
import type { OriginUse } from '../../../../src/tracking/windows/windowLease';
import { type LeaseFolder, WindowShares } from '../../../../src/tracking/windows/windowShares';
import { fakeClock } from '../../base/fakeClock';
import { TEN_O_CLOCK } from '../../operations/arbitraries';

export const ORIGIN = 'https://example.com';
export const OTHER = 'https://other.example.com';

/** A folder in memory, each access to which takes some time, and which can be broken in many ways. */
export class MemoryFolder implements LeaseFolder {
  readonly files = new Map<string, string | undefined>();
  /** What a write, a read or a removal is rejected with, as long as it is. */
  readonly faults: { write?: Error; read?: Error; remove?: Error } = {};
  writes = 0;

  constructor(
    private readonly clock: Time,
    /** ms */
    public delay = 1,
  ) {}

  async read(): Promise<ReadonlyMap<string, string | undefined>> {
    await this.takeTime();
    if (this.faults.read) throw this.faults.read;
    return new Map(this.files);
  }

  async write(name: string, text: string): Promise<void> {
    await this.takeTime();
    if (this.faults.write) throw this.faults.write;
    this.writes++;
    this.files.set(name, text);
  }

  async remove(name: string): Promise<void> {
    if (this.faults.remove) throw this.faults.remove;
    if (!this.files.delete(name)) throw new Error(`There is no ${name}`);
  }

  private takeTime(): Promise<void> {
    return new Promise((resolve) => this.clock.setTimeout(resolve, this.delay));
  }
}

/** A window of VS Code, as far as its share of limits goes. */
export class HarnessWindow {
  readonly running = new Map<string, number>();
  private readonly sent: number[] = [];
  readonly windowShares: WindowShares;
  /** How often it told that it knows its shares anew. */
  changes = 0;

  constructor(
    readonly name: string,
    folder: LeaseFolder | undefined,
    private readonly clock: Time,
    running = 1,
  ) {
    this.windowShares = new WindowShares({ name, folder, time: clock, uses: () => this.uses() });
    this.windowShares.onDidChange(() => this.changes++);
    this.run(running);
  }

  /** So many operations run at the endpoint. */
  run(count: number, origin = ORIGIN): void {
    if (count > 0) this.running.set(origin, count);
    else this.running.delete(origin);
  }

  /** Sends so many requests to the endpoint. */
  send(count = 1): void {
    for (let i = 0; i < count; i++) this.sent.push(this.clock.monotonic());
    this.windowShares.noteSent();
  }

  get share(): number {
    return this.windowShares.share(ORIGIN);
  }

  /** When the others have sent requests to the endpoint, in s before now. */
  get sentByOthers(): number[] {
    return this.windowShares.sentByOthers(ORIGIN).map((at) => (this.clock.monotonic() - at) / 1000);
  }

  private uses(): Map<string, OriginUse> {
    const uses = new Map(
      [...this.running].map(([origin, running]) => [origin, { running, sent: [] as number[] }]),
    );
    const sent = this.sent.filter((at) => at > this.clock.monotonic() - 60_000);
    if (sent.length > 0) uses.set(ORIGIN, { running: this.running.get(ORIGIN) ?? 0, sent });
    return uses;
  }
}

/** Windows that share a folder and a clock. */
export class TwoWindowsHarness {
  readonly clock = fakeClock(TEN_O_CLOCK);
  readonly folder = new MemoryFolder(this.clock);

  /** A window that has begun to look. */
  open(name: string, running = 1): HarnessWindow {
    const window = new HarnessWindow(name, this.folder, this.clock, running);
    window.windowShares.refresh();
    return window;
  }

  advance(seconds: number): Promise<unknown> {
    return this.clock.advance(1000 * seconds);
  }
}
