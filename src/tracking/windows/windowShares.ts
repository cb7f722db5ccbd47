import { type Disposable, Emitter } from '../../base/event';
import type { Time } from '../../base/time';
import { Timer } from '../../base/timer';
import { PeerWindows } from './peerWindows';
import { leaseFor, type OriginUse } from './windowLease';

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
/** ms after which the others know of a request. */
const SOON = 1000;
/** ms; a folder on a network may not answer for long. */
const PATIENCE = 2000;
/** What a window takes that has not looked at the others. */
const FIRST_SHARE = 1 / 2;
/**
 * What a window takes that the others cannot know of. In the background they take three quarters of the limit (see
 * `allowanceOf`), so one such window beside them keeps within it.
 */
const UNKNOWN_SHARE = 1 / 4;

const ENDING = '.json';

/**
 * The shares that the windows of one user have of the limits of an origin, half of them the same for each, half as many
 * as it has operations running there; and what they have sent there in the last minute. Every window writes a lease of
 * its own, which runs out by itself, and reads those of the others: there is nothing to lock, and a crash leaves nothing
 * behind that lasts.
 */
export class WindowShares implements Disposable {
  private readonly others = new PeerWindows();
  /** Whether it is known what the other windows want. */
  private knowledge: 'unread' | 'unreadable' | 'read' = 'unread';
  private own: ReadonlyMap<string, OriginUse> = new Map();
  private isStale = false;
  private hasLease = false;
  private isDisposed = false;
  private readonly changes = new Emitter<void>();
  private readonly renewal: Timer;
  private readonly patience: Timer;
  private renewing: Promise<void> | undefined;

  /** Fires when the shares are known anew. */
  readonly onDidChange = this.changes.event;

  /**
   * @param name of this window, and of no other
   * @param folder undefined where there is none: then this window takes a fixed share
   * @param use by origin, what this window does there; origins where it does nothing are left out
   */
  constructor(
    private readonly name: string,
    private readonly folder: LeaseFolder | undefined,
    private readonly time: Time,
    private readonly use: () => ReadonlyMap<string, OriginUse>,
  ) {
    this.renewal = new Timer(time, () => void this.renew());
    this.patience = new Timer(time, () => this.hangs());
  }

  /** This window's share of the limit of an origin, up to 1; 0 for the moment in which it first looks at the others. */
  share(origin: string): number {
    if (this.knowledge === 'unread') return this.renewing ? 0 : FIRST_SHARE;
    if (this.knowledge === 'unreadable') return UNKNOWN_SHARE;
    const own = this.own.get(origin)?.running || 1;
    const others = this.others.running(origin);
    const all = others.reduce((sum, count) => sum + count, own);
    // By the count alone, one new operation would wait for hundreds in another window that never end.
    return (own / all + 1 / (1 + others.filter((count) => count > 0).length)) / 2;
  }

  /** When the other windows have sent requests to an origin in the last minute: ms of the stopwatch. */
  sentByOthers(origin: string): readonly number[] {
    return this.others.sent(origin);
  }

  /** Something may run now. While anything does, it is looked at by itself. */
  refresh(): void {
    const hasLooked = this.renewal.isSet && this.knowledge !== 'unread';
    const isLooking = hasLooked || this.renewing !== undefined;
    if (!isLooking && !this.isDisposed && isRunning(this.use())) void this.renew();
  }

  /** A request is sent: the others shall know of it soon. */
  noteSent(): void {
    if (this.isStale || this.isDisposed) return;
    this.isStale = true;
    if (!this.renewing) this.renewal.setIn(SOON);
  }

  /** Resolves when the folder has been written and read as far as it was to be. */
  async settled(): Promise<void> {
    await this.renewing;
  }

  /** The window closes: what it has sent counts on. Resolves when the others can know. */
  async close(): Promise<void> {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.changes.dispose();
    this.rest();
    await this.renewing;
    const sent = [...this.use()].filter(([, use]) => use.sent.length > 0);
    this.own = new Map(sent.map(([origin, use]) => [origin, { ...use, running: 0 }]));
    await this.tell().catch(() => undefined);
  }

  dispose(): void {
    void this.close();
  }

  private renew(): Promise<void> {
    this.isStale = false;
    this.own = this.use();
    this.renewing ??= this.exchange().finally(() => {
      this.renewing = undefined;
      this.patience.clear();
      if (this.isDisposed) return;
      if (this.isStale) this.renewal.setIn(SOON);
      else if (isRunning(this.own)) this.renewal.setIn(RENEWAL);
      else this.rest();
    });
    this.renewal.clear();
    this.patience.setIn(PATIENCE);
    return this.renewing;
  }

  /** Nothing runs here: the others may have it all. */
  private rest(): void {
    this.renewal.clear();
    this.patience.clear();
    this.knowledge = 'unread';
  }

  /** As long as the folder does not answer, the others cannot know of us. */
  private hangs(): void {
    this.knowledge = 'unreadable';
    this.changes.fire();
  }

  /** Written before it is read: of two windows that do so at the same time, at least one sees the other at once. */
  private async exchange(): Promise<void> {
    try {
      await this.tell();
      if (this.folder && this.own.size > 0) await this.readOthers(this.folder);
    } catch {
      this.knowledge = 'unreadable';
    }
    this.changes.fire();
  }

  /** Tells the others what this window does. */
  private async tell(): Promise<void> {
    if (!this.folder) throw new Error('There is no folder');
    const file = this.name + ENDING;
    const hadLease = this.hasLease;
    this.hasLease = this.own.size > 0;
    if (this.hasLease) {
      const lease = leaseFor(this.own, this.time.now(), this.time.monotonic());
      await this.folder.write(file, JSON.stringify(lease));
    } else if (hadLease) await this.folder.remove(file).catch(() => undefined);
  }

  private async readOthers(folder: LeaseFolder): Promise<void> {
    const begunAt = this.time.monotonic();
    const files = [...(await folder.read())].filter(
      ([name]) => name !== this.name + ENDING && name.endsWith(ENDING),
    );
    // What was renewed while it was read is not from the future.
    const useless = this.others.take(files, this.time.now(), this.time.monotonic(), begunAt);
    for (const name of useless) await folder.remove(name).catch(() => undefined);
    this.knowledge = 'read';
  }
}

function isRunning(uses: ReadonlyMap<string, OriginUse>): boolean {
  return [...uses.values()].some(({ running }) => running > 0);
}
