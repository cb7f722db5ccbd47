import * as v from 'valibot';
import type { Clock } from '../clock';
import { type Disposable, Emitter } from '../event';

/** A folder that all windows of one user share, with a small file for each window. */
export interface LeaseFolder {
  /** The files by their names; one that cannot be read has no text. */
  read(): Promise<ReadonlyMap<string, string | undefined>>;
  /** Replaces a file as a whole. */
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** ms between two looks at what the other windows want. */
const RENEWAL = 10_000;
/** ms; a window that has not renewed its lease for so long has crashed, or its computer sleeps. */
const LIFETIME = 30_000;
/** ms after which a lease that has run out is cleared away. */
const CLEARED_AFTER = 10 * 60_000;
/** What a window takes as long as it does not know of the others. */
const FIRST_SHARE = 1 / 2;
/**
 * What a window takes that the others cannot know of. They take three quarters of the limit (see `allowanceOf`), so one
 * such window beside them keeps within it.
 */
export const UNKNOWN_SHARE = 1 / 4;

const ENDING = '.json';
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1e6));
/** A lease of a later release may tell more, or tell it otherwise. */
const leaseSchema = v.looseObject({
  until: v.number(),
  running: v.fallback(v.nullish(v.record(v.string(), count)), undefined),
});
/** `until`: ms since the epoch. `running`: by origin, how many operations the window asks about. */
type Lease = v.InferOutput<typeof leaseSchema>;
/** That of a window of which nothing can be read just now: it counts as one operation everywhere. */
const ANYBODY: Lease = { until: Number.POSITIVE_INFINITY, running: undefined };

/** What the other windows want, as far as it could be read. */
type Others = 'unread' | 'unreadable' | readonly Lease[];

/**
 * The shares that the windows of one user have of the limits of an origin, each as many as it has operations running
 * there. Every window writes a lease of its own, which runs out by itself, and reads those of the others: there is
 * nothing to lock, a crash leaves nothing behind that lasts, and a clock that was set misleads for one renewal.
 */
export class Leases implements Disposable {
  private others: Others = 'unread';
  private own: ReadonlyMap<string, number> = new Map();
  private hasLease = false;
  private isDisposed = false;
  private readonly changes = new Emitter<void>();
  private timer: unknown;
  private renewing: Promise<void> | undefined;

  /** Fires when the shares are known anew. */
  readonly onDidChange = this.changes.event;

  /**
   * @param name of this window, and of no other
   * @param folder undefined where there is none: then this window takes a fixed share
   * @param running by origin, how many operations this window asks about
   */
  constructor(
    private readonly name: string,
    private readonly folder: LeaseFolder | undefined,
    private readonly clock: Clock,
    private readonly running: () => ReadonlyMap<string, number>,
  ) {}

  /** This window's share of the limit of an origin, in (0, 1]. */
  share(origin: string): number {
    if (this.others === 'unread') return FIRST_SHARE;
    if (this.others === 'unreadable') return UNKNOWN_SHARE;
    const own = this.own.get(origin) ?? 1;
    return own / this.others.reduce((sum, { running }) => sum + (running ? (running[origin] ?? 0) : 1), own);
  }

  /** Something may run now. While anything does, it is looked at by itself. */
  look(): void {
    const isLooking = this.timer !== undefined || this.renewing !== undefined;
    if (!isLooking && !this.isDisposed && this.running().size > 0) void this.renew();
  }

  /** Resolves when the folder has been written and read as far as it was to be. */
  async settled(): Promise<void> {
    await this.renewing;
  }

  dispose(): void {
    this.isDisposed = true;
    this.changes.dispose();
    // A lease that is being written is taken away once it is there.
    if (!this.renewing) this.rest();
  }

  /** Nothing runs here: the others may have it all. */
  private rest(): void {
    this.clock.clearTimeout(this.timer);
    this.timer = undefined;
    this.others = 'unread';
    if (!this.hasLease) return;
    this.hasLease = false;
    void this.folder?.remove(this.name + ENDING).catch(() => undefined);
  }

  private renew(): Promise<void> {
    this.own = this.running();
    this.renewing ??= this.exchange().finally(() => {
      this.renewing = undefined;
      this.clock.clearTimeout(this.timer);
      if (this.own.size === 0 || this.isDisposed) this.rest();
      else this.timer = this.clock.setTimeout(() => void this.renew(), RENEWAL);
    });
    this.timer = this.clock.setTimeout(() => this.hangs(), RENEWAL);
    return this.renewing;
  }

  /** A folder on a network may not answer for long: meanwhile the others cannot know of us. */
  private hangs(): void {
    this.others = 'unreadable';
    this.changes.fire();
  }

  /** Written before it is read: of two windows that do so at the same time, at least one sees the other at once. */
  private async exchange(): Promise<void> {
    try {
      if (!this.folder) throw new Error('There is no folder');
      if (this.own.size === 0) return;
      this.hasLease = true;
      await this.folder.write(this.name + ENDING, JSON.stringify(this.ownLease()));
      this.others = await this.readOthers(this.folder);
    } catch {
      this.others = 'unreadable';
    }
    this.changes.fire();
  }

  private ownLease(): Lease {
    const running = Object.fromEntries(this.own);
    return { until: this.clock.now() + LIFETIME, running };
  }

  private async readOthers(folder: LeaseFolder): Promise<Lease[]> {
    const files = [...(await folder.read())].filter(
      ([name]) => name !== this.name + ENDING && name.endsWith(ENDING),
    );
    // What was renewed while it was read is not from the future.
    const now = this.clock.now();
    const leases: Lease[] = [];
    for (const [name, text] of files) {
      const lease = text === undefined ? ANYBODY : readLease(text);
      // A window that lives writes its lease anew; a lease from the future was written before the clock was set.
      if (!lease || lease.until < now - CLEARED_AFTER) await folder.remove(name).catch(() => undefined);
      else if (lease === ANYBODY || (lease.until > now && lease.until <= now + LIFETIME)) leases.push(lease);
    }
    return leases;
  }
}

function readLease(text: string): Lease | undefined {
  try {
    const read = v.safeParse(leaseSchema, JSON.parse(text));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}
