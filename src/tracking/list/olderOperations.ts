import { type Disposable, Emitter } from '../../base/event';
import { type Operation, type OperationId, operationKey } from '../../operations/operation';
import type { Archive, IsWanted } from './archive';
import type { OperationIndex } from './operationIndex';

/** What comes of operations that were found in the archive. */
export interface Finder {
  /** They are in the list again. */
  recalled(operations: readonly Operation[]): void;
  /** One that was tracked anew was there before. */
  reunite(archived: Operation): void;
}

/** What the archive has besides the list, and how it comes back. */
export class OlderOperations implements Disposable {
  private readonly changes = new Emitter<void>();
  /** Tracked anew and not looked for yet, by key. */
  private readonly tracked = new Set<string>();
  /** Brought back one by one, by key. */
  private readonly single = new Set<string>();
  private isSearching = false;
  private readings = 0;
  private mayExist = false;
  private hasPages = false;

  /** Fires when `exist` has changed. */
  readonly onDidChange = this.changes.event;

  constructor(
    private readonly index: OperationIndex,
    private readonly archive: Archive | undefined,
    private readonly finder: Finder,
  ) {}

  /** Whether there may be some; not known before `look`. */
  get exist(): boolean {
    return this.mayExist;
  }

  /** Whether the archive, as it was last read, has lines that nobody here can read. */
  get hasUnreadable(): boolean {
    return this.archive?.hasUnreadable ?? false;
  }

  /** While the whole archive is read, and once pages of it are listed, nothing leaves the list: it would have gaps. */
  get keepList(): boolean {
    return this.hasPages || this.readings > 0;
  }

  /** Whether it was brought back by itself: somebody works with it, so it stays in the list. */
  isWanted(id: OperationId): boolean {
    return this.single.has(operationKey(id));
  }

  /** Looks whether there is an archive. One that cannot be looked at may have some. */
  async look(): Promise<void> {
    const exists = await this.archive?.exists().catch(() => true);
    this.note(exists ?? false);
  }

  /** It has become known whether there may be some. */
  note(mayExist: boolean): void {
    if (this.mayExist === mayExist) return;
    this.mayExist = mayExist;
    this.changes.fire();
  }

  /**
   * All of them, the last ended first; they stay where they are.
   *
   * @throws what the file system throws; the reason of `signal` when it was aborted
   */
  async all(signal?: AbortSignal): Promise<readonly Operation[]> {
    const found = this.others(await this.readAll(signal));
    this.note(found.length > 0);
    return found;
  }

  /** Brings the next ones back into the list, the last ended first, and returns them. @throws as `all` */
  async recallNext(count: number, signal?: AbortSignal): Promise<readonly Operation[]> {
    const found = this.others(await this.readAll(signal));
    const next = found.slice(0, count);
    this.hasPages ||= next.length > 0;
    this.bringBack(next);
    this.note(found.length > next.length);
    return next;
  }

  /** Brings all of them back. @throws as `all` */
  recallAll(signal?: AbortSignal): Promise<readonly Operation[]> {
    return this.recallNext(Number.POSITIVE_INFINITY, signal);
  }

  /** An operation of the list or, if it is only in the archive, brought back from there. @throws as `all` */
  async recall(id: OperationId, signal?: AbortSignal): Promise<Operation | undefined> {
    const key = operationKey(id);
    if (!this.index.has(id)) await this.recallThose((one) => operationKey(one) === key, signal);
    return this.index.get(id);
  }

  /** Brings back those that are wanted, by one reading. @throws as `all` */
  async recallThose(isWanted: IsWanted, signal?: AbortSignal): Promise<void> {
    const found = this.others(await this.read(signal, isWanted));
    for (const one of found) this.single.add(operationKey(one));
    this.bringBack(found);
  }

  /**
   * Looks for what was tracked anew, all that come meanwhile at once. While the archive cannot be read they stay as they
   * are tracked; the next time looks for them again.
   */
  lookFor(ids: readonly OperationId[]): void {
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
        for (const one of found) this.finder.reunite(one);
      }
    } finally {
      this.isSearching = false;
    }
  }

  private bringBack(found: readonly Operation[]): void {
    if (found.length > 0) this.finder.recalled(found);
  }

  /** Those of them that are not in the list by now. */
  private others(found: readonly Operation[]): readonly Operation[] {
    return found.filter((operation) => !this.index.has(operation));
  }

  private async readAll(signal?: AbortSignal): Promise<Operation[]> {
    this.readings++;
    try {
      return await this.read(signal);
    } finally {
      this.readings--;
    }
  }

  private async read(signal?: AbortSignal, isWanted?: IsWanted): Promise<Operation[]> {
    if (!this.archive || !(await this.archive.exists())) return [];
    return this.archive.read(signal, isWanted);
  }
}
