import { type Operation, type OperationId, operationKey } from '../../operations/operation';
import { type Disposable, Emitter } from '../event';
import type { Archive } from './archive';
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
  private search: Promise<void> | undefined;
  private readings = 0;
  private mayExist = false;
  private hasRecalled = false;

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

  /** While the archive is read, and once older ones are listed, nothing leaves the list: it would have gaps. */
  get keepList(): boolean {
    return this.hasRecalled || this.readings > 0;
  }

  /** Looks whether there is an archive. One that cannot be looked at may have some. */
  async look(): Promise<void> {
    const exists = await this.archive?.exists().catch(() => true);
    this.note(exists ?? false);
  }

  /** Some have left the list for the archive. */
  note(mayExist: boolean): void {
    if (this.mayExist === mayExist) return;
    this.mayExist = mayExist;
    this.changes.fire();
  }

  /** @throws as `Archive.read` */
  async recallNext(count: number, signal?: AbortSignal): Promise<readonly Operation[]> {
    const found = await this.all(signal);
    const next = found.slice(0, count);
    this.bringBack(next);
    this.note(found.length > next.length);
    return next;
  }

  /** @throws as `Archive.read` */
  async recall(id: OperationId, signal?: AbortSignal): Promise<Operation | undefined> {
    if (!this.index.has(id)) this.bringBack(await this.read(signal, new Set([operationKey(id)])));
    return this.index.get(id);
  }

  /** All that are not in the list, the last ended first. @throws as `Archive.read` */
  all(signal?: AbortSignal): Promise<readonly Operation[]> {
    return this.read(signal);
  }

  /** Looks for what was just tracked, all that come meanwhile at once. What cannot be read stays as it is tracked. */
  lookFor(id: OperationId): void {
    if (!this.archive) return;
    this.tracked.add(operationKey(id));
    this.search ??= this.searchTracked()
      .catch(() => this.tracked.clear())
      .finally(() => {
        this.search = undefined;
      });
  }

  dispose(): void {
    this.changes.dispose();
  }

  private async searchTracked(): Promise<void> {
    const archive = this.archive;
    while (archive && this.tracked.size > 0) {
      const exists = await archive.exists();
      const wanted = new Set(this.tracked);
      this.tracked.clear();
      for (const found of exists ? await archive.read(undefined, wanted) : []) this.finder.reunite(found);
    }
  }

  private bringBack(found: readonly Operation[]): void {
    if (found.length === 0) return;
    this.hasRecalled = true;
    this.finder.recalled(found);
  }

  /** Those that are not in the list when it has been read. */
  private async read(signal?: AbortSignal, wanted?: ReadonlySet<string>): Promise<readonly Operation[]> {
    if (!this.archive || !(await this.archive.exists())) return [];
    this.readings++;
    try {
      const found = await this.archive.read(signal, wanted);
      return found.filter((operation) => !this.index.has(operation));
    } finally {
      this.readings--;
    }
  }
}
