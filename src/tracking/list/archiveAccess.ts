import { DisposableStore } from '../../base/disposableStore';
import { Emitter } from '../../base/event';
import { isFinal, type Operation, type OperationId, operationKey } from '../../operations/operation';
import { trackedSince } from '../../operations/start';
import { trackingDetailsOf, withTrackingDetails } from '../../operations/trackingDetails';
import type { Archive, IsWanted } from './archive';

/**
 * Access of the store to the archive. It knows whether operations may be only there, and which ones must stay in the list
 * because they were fetched.
 */
export class ArchiveAccess extends DisposableStore {
  private readonly changes = this.add(new Emitter<void>());
  /** Keys of operations that were tracked, and that are still to be searched for in the archive. */
  private readonly tracked = new Set<string>();
  /** Keys of operations that were fetched one by one. */
  private readonly fetched = new Set<string>();
  private isSearching = false;
  private readings = 0;
  private exist = false;
  private hasPages = false;

  /** Fires when `mayExist` has changed. */
  readonly onDidChange = this.changes.event;

  /** @param merge called with the archived record of an operation that was tracked again */
  constructor(
    private readonly archive: Archive | undefined,
    private readonly merge: (archived: Operation) => void,
  ) {
    super();
  }

  /** Whether operations may be only in the archive; false before `checkExistence`. */
  get mayExist(): boolean {
    return this.exist;
  }

  set mayExist(exist: boolean) {
    if (this.exist === exist) return;
    this.exist = exist;
    this.changes.fire();
  }

  /** Whether the last reading found unreadable lines. */
  get hasUnreadable(): boolean {
    return this.archive?.hasUnreadable ?? false;
  }

  /** Whether nothing may leave the list: during a reading of the whole archive, or once pages are listed, it would get gaps. */
  get keepsList(): boolean {
    return this.hasPages || this.readings > 0;
  }

  /** Whether an operation was fetched, and so stays in the list. */
  isFetched(id: OperationId): boolean {
    return this.fetched.has(operationKey(id));
  }

  /** Finds out whether there is an archive. One that cannot be read may hold operations. */
  async checkExistence(): Promise<void> {
    this.mayExist = (await this.archive?.exists().catch(() => true)) ?? false;
  }

  /**
   * Reads the archive, the last ended first.
   *
   * @param isWanted without it, all are wanted
   * @throws what the file system throws; the reason of `signal` when it was aborted
   */
  async read(signal?: AbortSignal, isWanted?: IsWanted): Promise<readonly Operation[]> {
    if (!this.archive || !(await this.archive.exists())) return [];
    return this.archive.read(signal, isWanted);
  }

  /** Reads the whole archive. Meanwhile nothing may leave the list. @throws as `read` */
  async readAll(signal?: AbortSignal): Promise<readonly Operation[]> {
    this.readings++;
    try {
      return await this.read(signal);
    } finally {
      this.readings--;
    }
  }

  /** A page is listed from now on. */
  keepPage(page: readonly Operation[]): void {
    this.hasPages ||= page.length > 0;
  }

  /** These were fetched, and stay in the list from now on. */
  keepFetched(operations: readonly Operation[]): void {
    for (const one of operations) this.fetched.add(operationKey(one));
  }

  /**
   * Searches the archive for operations that were tracked, and merges what it finds. All that are tracked during one reading
   * are searched for by the next one. After a failure the next call searches for them again.
   */
  mergeTracked(ids: readonly OperationId[]): void {
    if (!this.archive || ids.length === 0) return;
    for (const id of ids) this.tracked.add(operationKey(id));
    if (!this.isSearching) void this.searchTracked().catch(() => undefined);
  }

  private async searchTracked(): Promise<void> {
    this.isSearching = true;
    try {
      while (this.tracked.size > 0) {
        const wanted = new Set(this.tracked);
        const found = await this.read(undefined, (id) => wanted.has(operationKey(id)));
        for (const key of wanted) this.tracked.delete(key);
        for (const one of found) this.merge(one);
      }
    } finally {
      this.isSearching = false;
    }
  }
}

/**
 * Merges an operation that was tracked again with its archived record. A final end stays final, and the first time of tracking
 * counts; what the person gave now, such as a label or a start, wins.
 */
export function mergeArchived(tracked: Operation, archived: Operation): Operation {
  const known = isFinal(archived)
    ? archived
    : withTrackingDetails(trackedSince(tracked, archived.trackedAt), trackingDetailsOf(archived));
  return withTrackingDetails(known, trackingDetailsOf(tracked));
}
