import { endsWithin } from '../../base/endsWithin';
import { systemTime, type WallClock } from '../../base/time';
import type { Operation } from '../../operations/operation';
import { fromRecord, MOST_RECORD_BYTES, toRecord } from '../../operations/record';
import { sizeUpTo } from '../../outside/size';
import type { Archive } from './archive';
import { type Division, divide } from './tiers';

/** A key-value store of JSON, such as VS Code's workspace state. */
export interface KeyValueStorage {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const LIST_KEY = 'veo.operations';
const UNREADABLE_KEY = 'veo.operations.unreadable';
/** Bytes of a record set aside that are counted: the state has room for less. */
const MOST_ASIDE = 512 * 1024;
/** ms; a folder on a network may not answer for long, and VS Code waits 5 s for the last write when it ends. */
const PATIENCE = 3000;

/** That the archive could not be written, and nothing else: what was to be moved there is safe in the state. */
export class ArchiveWriteError extends Error {
  override readonly name = 'ArchiveWriteError';

  /** @param cause what the file system has thrown */
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** What was found in storage. */
export interface LoadedOperations {
  readonly operations: readonly Operation[];
  /** How many records are to be set aside now, and so were not told of before. */
  readonly newlyUnreadable: number;
  /** Whether records go from one list to the other, so that both must be saved. */
  readonly hasMoved: boolean;
}

/**
 * The stored list, and the archive of what it has no room for. Records that cannot be read are moved, untouched, to a
 * list of their own, from which a release that can read them takes them back; large ones to the archive.
 *
 * VS Code gives each window a copy of the state when it starts, and writes back all of it. Where two windows have one
 * folder, which only browsers allow, the one that writes last wins: what the other has added to the list or removed since
 * both began is undone with the next start. The archive, which both only add to, loses nothing.
 */
export class OperationStorage {
  /** The records set aside, as long as they are not yet stored as such. */
  private unsavedAside: readonly unknown[] | undefined;
  private bytesAside = 0;

  /** @param archive undefined where there is no folder for it: then the state holds all */
  constructor(
    private readonly storage: KeyValueStorage,
    readonly archive?: Archive,
    private readonly clock: WallClock = systemTime,
  ) {}

  load(): LoadedOperations {
    const stored = this.storage.get(LIST_KEY);
    const aside = asList(this.storage.get(UNREADABLE_KEY));
    const fresh = sort(asList(stored));
    const again = sort(aside);
    const unreadable = [...again.unreadable, ...fresh.unreadable];
    const hasMoved = again.operations.length > 0 || fresh.unreadable.length > 0;
    if (hasMoved) this.unsavedAside = unreadable;
    this.bytesAside = bytesOf(unreadable);
    return {
      // Should one be in both lists, the one tracked since counts: it comes last.
      operations: [...again.operations, ...fresh.operations],
      newlyUnreadable: fresh.unreadable.length,
      hasMoved,
    };
  }

  /** Whether there are records that nobody here can read, set aside now or long ago. */
  get hasUnreadable(): boolean {
    return (this.unsavedAside ?? asList(this.storage.get(UNREADABLE_KEY))).length > 0;
  }

  /** Whether the state has more than it is to hold, which the next `save` moves to the archive. */
  isTooLarge(operations: readonly Operation[]): boolean {
    return this.divide(operations).archive.length > 0;
  }

  /**
   * Replaces the stored list. What moves to the archive is there for good before the state is written without it, and
   * stays in the state when it cannot be written there; so each operation is in one of both whenever the process dies.
   *
   * @param operations in listing order
   * @throws ArchiveWriteError; what the storage throws
   */
  async save(operations: readonly Operation[]): Promise<void> {
    // Not even a moment is waited otherwise: VS Code may be about to end.
    const { archive: file, largeAside } = this;
    if (file && largeAside.length > 0) await this.moveAside(file, largeAside);
    const { state, archive } = this.divide(operations);
    if (this.archive && (archive.length > 0 || this.archive.hasRemovals)) {
      try {
        const isWritten = await endsWithin(PATIENCE, this.archive.write(archive), this.clock);
        if (!isWritten) throw new Error('No answer');
      } catch (reason) {
        await this.saveState([...state, ...archive]);
        throw new ArchiveWriteError(reason);
      }
    }
    await this.saveState(state);
  }

  private get largeAside(): readonly unknown[] {
    return (this.unsavedAside ?? []).filter((record) => sizeUpTo(record, MOST_ASIDE) > MOST_RECORD_BYTES);
  }

  /**
   * Moves large records to the archive, for VS Code writes the whole state with each change; they stay where they are
   * when it cannot be written.
   */
  private async moveAside(archive: Archive, records: readonly unknown[]): Promise<void> {
    const writing = archive.keepUnread(records);
    const isWritten = await endsWithin(PATIENCE, writing, this.clock).catch(() => false);
    if (!isWritten) return;
    this.unsavedAside = this.unsavedAside?.filter((record) => !records.includes(record));
    this.bytesAside = bytesOf(this.unsavedAside ?? []);
  }

  private divide(operations: readonly Operation[]): Division {
    if (!this.archive) return { state: operations, archive: [] };
    return divide(operations, this.archive, this.bytesAside);
  }

  /** Both lists are handed over at once, so that no record is ever in neither. */
  private async saveState(operations: readonly Operation[]): Promise<void> {
    await Promise.all([this.saveAside(), this.storage.update(LIST_KEY, operations.map(toRecord))]);
  }

  private async saveAside(): Promise<void> {
    if (!this.unsavedAside) return;
    await this.storage.update(UNREADABLE_KEY, this.unsavedAside.length > 0 ? this.unsavedAside : undefined);
    this.unsavedAside = undefined;
  }
}

function bytesOf(records: readonly unknown[]): number {
  return records.reduce<number>((bytes, record) => bytes + sizeUpTo(record, MOST_ASIDE), 0);
}

/** A stored value that is no list is one record nobody can read. */
function asList(stored: unknown): readonly unknown[] {
  if (stored === undefined || stored === null) return [];
  return Array.isArray(stored) ? stored : [stored];
}

function sort(records: readonly unknown[]): { operations: Operation[]; unreadable: unknown[] } {
  const operations: Operation[] = [];
  const unreadable: unknown[] = [];
  for (const record of records) {
    const operation = fromRecord(record);
    if (operation) operations.push(operation);
    else unreadable.push(record);
  }
  return { operations, unreadable };
}
