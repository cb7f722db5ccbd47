import { type Disposable, Emitter } from '../../base/event';
import type { Time } from '../../base/time';
import { Timer } from '../../base/timer';
import { PeerWindows } from './peerWindows';
import { leaseFor, type OriginUse } from './windowLease';

/** A folder that all windows of one user share. Each window has a small file in it. */
export interface LeaseFolder {
  /** Texts by file names; undefined for a file that cannot be read. */
  read(): Promise<ReadonlyMap<string, string | undefined>>;
  /** Replaces a file as a whole. */
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
}

interface WindowSharesParts {
  /** Of this window alone. */
  readonly name: string;
  /** Without a folder this window takes a fixed share. */
  readonly folder: LeaseFolder | undefined;
  readonly time: Time;
  /** What this window does, by origin. */
  readonly uses: () => ReadonlyMap<string, OriginUse>;
}

/** Time between two renewals of the lease. */
const RENEWAL_MS = 10_000;
/** Time between a request and the renewal that lets the other windows know of it. */
const NOTICE_MS = 1000;
/** A folder on a network may take long to answer. */
const FOLDER_TIMEOUT_MS = 2000;
/** Share of a window that has not read the leases of the others. */
const FIRST_SHARE = 1 / 2;
/**
 * Share of a window that the others cannot know of. The background of the others takes three quarters of the limit (see
 * `quotaOf`), so one such window beside them keeps to the limit.
 */
const UNKNOWN_SHARE = 1 / 4;

const EXTENSION = '.json';

/**
 * Shares the limit of each origin between the windows of one user: one half evenly, the other half by how many operations
 * each window has running there. Every window writes a lease of its own and reads those of the others. So nothing is locked,
 * and the lease of a crashed window runs out.
 */
export class WindowShares implements Disposable {
  private readonly peers = new PeerWindows();
  /** Whether the leases of the other windows are known. */
  private knowledge: 'unread' | 'unreadable' | 'read' = 'unread';
  private own: ReadonlyMap<string, OriginUse> = new Map();
  private isStale = false;
  private hasLease = false;
  private isDisposed = false;
  private readonly changes = new Emitter<void>();
  private readonly renewalTimer: Timer;
  private readonly timeout: Timer;
  private renewing: Promise<void> | undefined;

  /** Fires when shares may have changed. */
  readonly onDidChange = this.changes.event;

  constructor(private readonly parts: WindowSharesParts) {
    this.renewalTimer = new Timer(parts.time, () => void this.renew());
    this.timeout = new Timer(parts.time, () => this.timedOut());
  }

  /** This window's share of the limit of an origin, up to 1; 0 during the first reading of the other leases. */
  share(origin: string): number {
    if (this.knowledge === 'unread') return this.renewing ? 0 : FIRST_SHARE;
    if (this.knowledge === 'unreadable') return UNKNOWN_SHARE;
    const own = this.own.get(origin)?.running || 1;
    const others = this.peers.running(origin);
    const all = others.reduce((sum, count) => sum + count, own);
    // By the count alone, one new operation would hardly be polled beside hundreds in another window.
    return (own / all + 1 / (1 + others.filter((count) => count > 0).length)) / 2;
  }

  /** When the other windows sent requests to an origin in the last minute, in ms of the monotonic clock. */
  sentByOthers(origin: string): readonly number[] {
    return this.peers.sent(origin);
  }

  /** To be called when operations may run that did not before. While any runs, the lease is renewed by itself. */
  refresh(): void {
    const isRenewed = this.renewalTimer.isSet && this.knowledge !== 'unread';
    if (isRenewed || this.renewing || this.isDisposed) return;
    if (isRunning(this.parts.uses())) void this.renew();
  }

  /** A request is sent, or answered: the other windows get to know of it soon. */
  noteSent(): void {
    if (this.isStale || this.isDisposed) return;
    this.isStale = true;
    if (!this.renewing) this.renewalTimer.setIn(NOTICE_MS);
  }

  /** Resolves when the renewal under way has ended. */
  async settled(): Promise<void> {
    await this.renewing;
  }

  /** The window closes. Its last lease says only what it has sent, which counts on. */
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
      if (this.isStale) this.renewalTimer.setIn(NOTICE_MS);
      else if (isRunning(this.own)) this.renewalTimer.setIn(RENEWAL_MS);
      else this.stopRenewing();
    });
    this.renewalTimer.clear();
    this.timeout.setIn(FOLDER_TIMEOUT_MS);
    return this.renewing;
  }

  /** Nothing runs here, so the others may have the whole limit. */
  private stopRenewing(): void {
    this.renewalTimer.clear();
    this.timeout.clear();
    this.knowledge = 'unread';
  }

  /** The folder does not answer, so the others cannot know of this window. */
  private timedOut(): void {
    this.knowledge = 'unreadable';
    this.changes.fire();
  }

  /** Writes before it reads: of two windows that do so at the same time, at least one finds the other. */
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
    // The time after reading: a lease that was renewed meanwhile must not be from the future.
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
