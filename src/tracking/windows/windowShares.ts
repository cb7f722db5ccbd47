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

export interface WindowSharesParts {
  /** Of this window, and of no other. */
  readonly name: string;
  /** Undefined where there is none: then this window takes a fixed share. */
  readonly folder: LeaseFolder | undefined;
  readonly time: Time;
  /** By origin, what this window does there; origins where it does nothing are left out. */
  readonly uses: () => ReadonlyMap<string, OriginUse>;
}

/** Between two readings of the lease files of other windows. */
const RENEWAL_MS = 10_000;
/** After so long the others know of a request. */
const SOON_MS = 1000;
/** A folder on a network may not answer for long. */
const FOLDER_TIMEOUT_MS = 2000;
/** The share of a window that has not read the lease files of the others. */
const FIRST_SHARE = 1 / 2;
/**
 * The share of a window that the others cannot know of. In the background they take three quarters of the limit (see
 * `quotaOf`), so one such window beside them keeps within it.
 */
const UNKNOWN_SHARE = 1 / 4;

const EXTENSION = '.json';

/**
 * Shares the limit of each origin between the windows of one user: one half evenly, the other half by how many operations
 * each has running there. Every window writes a lease of its own, which runs out by itself, and reads those of the others:
 * there is nothing to lock, and a crash leaves nothing behind that lasts.
 */
export class WindowShares implements Disposable {
  private readonly peers = new PeerWindows();
  /** Whether it is known what the other windows do. */
  private knowledge: 'unread' | 'unreadable' | 'read' = 'unread';
  private own: ReadonlyMap<string, OriginUse> = new Map();
  private isStale = false;
  private hasLease = false;
  private isDisposed = false;
  private readonly changes = new Emitter<void>();
  private readonly renewalTimer: Timer;
  private readonly timeout: Timer;
  private renewing: Promise<void> | undefined;

  /** Fires when the shares are known anew. */
  readonly onDidChange = this.changes.event;

  constructor(private readonly parts: WindowSharesParts) {
    this.renewalTimer = new Timer(parts.time, () => void this.renew());
    this.timeout = new Timer(parts.time, () => this.timedOut());
  }

  /** This window's share of the limit of an origin, up to 1; 0 while it first reads the lease files of the others. */
  share(origin: string): number {
    if (this.knowledge === 'unread') return this.renewing ? 0 : FIRST_SHARE;
    if (this.knowledge === 'unreadable') return UNKNOWN_SHARE;
    const own = this.own.get(origin)?.running || 1;
    const others = this.peers.running(origin);
    const all = others.reduce((sum, count) => sum + count, own);
    // By the count alone, one new operation would wait for hundreds in another window that never end.
    return (own / all + 1 / (1 + others.filter((count) => count > 0).length)) / 2;
  }

  /** When the other windows have sent requests to an origin in the last minute, by the monotonic clock. */
  sentByOthers(origin: string): readonly number[] {
    return this.peers.sent(origin);
  }

  /** Something may run now. While anything does, the lease renews itself. */
  refresh(): void {
    const isRenewed = this.renewalTimer.isSet && this.knowledge !== 'unread';
    if (isRenewed || this.renewing || this.isDisposed) return;
    if (isRunning(this.parts.uses())) void this.renew();
  }

  /** A request is sent: the others shall know of it soon. */
  noteSent(): void {
    if (this.isStale || this.isDisposed) return;
    this.isStale = true;
    if (!this.renewing) this.renewalTimer.setIn(SOON_MS);
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
    this.stopRenewing();
    await this.renewing;
    const sent = [...this.parts.uses()].filter(([, use]) => use.sent.length > 0);
    this.own = new Map(sent.map(([origin, use]) => [origin, { ...use, running: 0 }]));
    await this.writeLease().catch(() => undefined);
  }

  dispose(): void {
    void this.close();
  }

  private renew(): Promise<void> {
    this.isStale = false;
    this.own = this.parts.uses();
    this.renewing ??= this.exchange().finally(() => {
      this.renewing = undefined;
      this.timeout.clear();
      if (this.isDisposed) return;
      if (this.isStale) this.renewalTimer.setIn(SOON_MS);
      else if (isRunning(this.own)) this.renewalTimer.setIn(RENEWAL_MS);
      else this.stopRenewing();
    });
    this.renewalTimer.clear();
    this.timeout.setIn(FOLDER_TIMEOUT_MS);
    return this.renewing;
  }

  /** Nothing runs here: the others may have it all. */
  private stopRenewing(): void {
    this.renewalTimer.clear();
    this.timeout.clear();
    this.knowledge = 'unread';
  }

  /** As long as the folder does not answer, the others cannot know of us. */
  private timedOut(): void {
    this.knowledge = 'unreadable';
    this.changes.fire();
  }

  /** Written before it is read: of two windows that do so at the same time, at least one sees the other at once. */
  private async exchange(): Promise<void> {
    try {
      await this.writeLease();
      if (this.parts.folder && this.own.size > 0) await this.readOthers(this.parts.folder);
    } catch {
      this.knowledge = 'unreadable';
    }
    this.changes.fire();
  }

  private async writeLease(): Promise<void> {
    const { folder, time } = this.parts;
    if (!folder) throw new Error('There is no folder');
    const hadLease = this.hasLease;
    this.hasLease = this.own.size > 0;
    if (this.hasLease) {
      const lease = leaseFor(this.own, time.now(), time.monotonic());
      await folder.write(this.file, JSON.stringify(lease));
    } else if (hadLease) await folder.remove(this.file).catch(() => undefined);
  }

  private async readOthers(folder: LeaseFolder): Promise<void> {
    const { time } = this.parts;
    const begunAt = time.monotonic();
    const all = await folder.read();
    const files = [...all].filter(([name]) => name !== this.file && name.endsWith(EXTENSION));
    // Dated after reading: a lease that was renewed meanwhile is not from the future.
    const useless = this.peers.update({ files, begunAt, readAt: time.monotonic(), now: time.now() });
    for (const name of useless) await folder.remove(name).catch(() => undefined);
    this.knowledge = 'read';
  }

  private get file(): string {
    return this.parts.name + EXTENSION;
  }
}

function isRunning(uses: ReadonlyMap<string, OriginUse>): boolean {
  return [...uses.values()].some(({ running }) => running > 0);
}
