import { type Disposable, Emitter } from '../../base/event';
import { isFinal, type Operation, type OperationId, operationKey } from '../../operations/operation';
import { trackingDetailsOf, withTrackingDetails } from '../../operations/trackingDetails';
import type { Archive, IsWanted } from './archive';

/**
 * Access to what only the archive has; the store alone uses it. It knows whether there may be archived operations, and
 * which operations must stay in the list because somebody has fetched them from the archive.
 */
export class ArchivedOperations implements Disposable {
  private readonly changes = new Emitter<void>();
  /** Keys of operations that were tracked, and that the archive was not searched for yet. */
  private readonly tracked = new Set<string>();
  /** Keys of operations that were fetched one by one. */
  private readonly fetched = new Set<string>();
  private isSearching = false;
  private readings = 0;
  private exist = false;
  private hasPages = false;

  /** Fires when `mayExist` has changed. */
  readonly onDidChange = this.changes.event;

  /** @param merge takes over what the archive knows of an operation that was tracked again */
  constructor(
    private readonly archive: Archive | undefined,
    private readonly merge: (archived: Operation) => void,
  ) {}

  /** Whether some may be only in the archive; not known before `checkExistence`. */
  get mayExist(): boolean {
    return this.exist;
  }

  set mayExist(exist: boolean) {
    if (this.exist === exist) return;
    this.exist = exist;
    this.changes.fire();
  }

  /** Whether the last reading met lines that nobody here can read. */
  get hasUnreadable(): boolean {
    return this.archive?.hasUnreadable ?? false;
  }

  /** Nothing may leave the list while the whole archive is read, or once pages of it are listed: the list would have gaps. */
  get keepsList(): boolean {
    return this.hasPages || this.readings > 0;
  }

  /** Whether it was fetched by itself: somebody works with it, so it stays in the list. */
  isFetched(id: OperationId): boolean {
    return this.fetched.has(operationKey(id));
  }

  /** Finds out whether there is an archive. One that cannot be read may have operations. */
  async checkExistence(): Promise<void> {
    this.mayExist = (await this.archive?.exists().catch(() => true)) ?? false;
  }

  /**
   * Reads the archive, the last ended first.
   *
   * @param isWanted without it, all are
   * @throws what the file system throws; the reason of `signal` when it was aborted
   */
  async read(signal?: AbortSignal, isWanted?: IsWanted): Promise<readonly Operation[]> {
    if (!this.archive || !(await this.archive.exists())) return [];
    return this.archive.read(signal, isWanted);
  }

  /** Reads all of it, while nothing leaves the list. @throws as `read` */
  async readAll(signal?: AbortSignal): Promise<readonly Operation[]> {
    this.readings++;
    try {
      return await this.read(signal);
    } finally {
      this.readings--;
    }
  }

  /** A page of them is in the list from now on. */
  keepPage(page: readonly Operation[]): void {
    this.hasPages ||= page.length > 0;
  }

  /** These are in the list from now on, each by itself. */
  keepFetched(operations: readonly Operation[]): void {
    for (const one of operations) this.fetched.add(operationKey(one));
  }

  /**
   * Searches the archive for operations that were tracked, and merges what it finds; one reading serves all that are
   * tracked during the one before. An archive that cannot be read is searched for them again the next time.
   */
  mergeTracked(ids: readonly OperationId[]): void {
    if (!this.archive) return;
    for (const id of ids) this.tracked.add(operationKey(id));
    if (!this.isSearching) void this.searchTracked().catch(() => undefined);
  }

  dispose(): void {
    this.changes.dispose();
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
 * An operation that was tracked again, merged with its archived record: an end by the API's word is final, and the first
 * time of tracking counts. What the person said now, such as a label or a start, wins.
 */
export function mergeArchived(tracked: Operation, archived: Operation): Operation {
  const known = isFinal(archived)
    ? archived
    : withTrackingDetails({ ...tracked, trackedAt: archived.trackedAt }, trackingDetailsOf(archived));
  return withTrackingDetails(known, trackingDetailsOf(tracked));
}
