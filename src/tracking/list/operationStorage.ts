import { endsWithin } from '../../base/endsWithin';
import { systemTime, type WallClock } from '../../base/time';
import type { Operation } from '../../operations/operation';
import { fromRecord, MAX_RECORD_BYTES, toRecord } from '../../operations/record';
import { withExpiry } from '../../operations/video';
import { sizeUpTo } from '../../outside/size';
import type { Archive } from './archive';
import { readEach, type TimeLimit, unlimited } from './readingTimeLimit';
import { type Division, divide } from './stateQuota';
import { LIST_KEY, storedRecords, UNREADABLE_KEY } from './storedRecords';

/** Port: a key-value store of JSON, such as VS Code's workspace state. */
export interface KeyValueStorage {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** The size of a record that was set aside is counted up to this, since the state has no more room. */
const MAX_COUNTED_BYTES = 512 * 1024;
/** A folder on a network may take long to answer, and VS Code waits 5 s for the last write when it ends. */
const ARCHIVE_TIMEOUT_MS = 3000;

/** The archive could not be written; the operations that were to be moved there are still in the state. */
export class ArchiveWriteError extends Error {
  override readonly name = 'ArchiveWriteError';

  /** @param cause what the file system threw */
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** What was loaded from the state. */
interface LoadedOperations {
  readonly operations: readonly Operation[];
  /** How many records are set aside now that were not before. */
  readonly newlyUnreadable: number;
  /** Whether records move between the two stored lists, so that these must be saved. */
  readonly hasMoved: boolean;
}

interface StorageHost {
  readonly time?: WallClock;
  /** Without it, a record that takes very long to read holds up the start of VS Code. */
  readonly timeLimit?: TimeLimit | undefined;
}

/**
 * The stored list, and the archive for what does not fit into it. Records that cannot be read, or not in time, are set
 * aside: moved untouched to a list of their own, where a release that can read them finds them. Large ones go to the archive.
 *
 * VS Code gives each window a copy of the state when it starts, writes back all of it, and notifies no other window of it
 * (BrowserStorageService, `createWorkspaceStorage`). Only browsers allow two windows with one folder: there the last write
 * wins, and what the other window has added or removed is undone at the next start. To merge the lists, a third place would
 * have to say what was removed. The archive loses nothing, since both windows append to it.
 */
export class OperationStorage {
  /** The records set aside, until they are stored in their list. */
  private unsavedAside: readonly unknown[] | undefined;
  private bytesAside = 0;
  private readonly time: WallClock;
  private readonly within: TimeLimit;

  /** @param archive undefined if there is no folder for it: then the state holds everything */
  constructor(
    private readonly storage: KeyValueStorage,
    readonly archive?: Archive,
    { time = systemTime, timeLimit = unlimited }: StorageHost = {},
  ) {
    this.time = time;
    this.within = timeLimit;
  }

  load(): LoadedOperations {
    const { listed, aside } = storedRecords(this.storage);
    const fresh = sort(listed, this.within);
    const again = sort(aside, this.within);
    const unreadable = [...again.unreadable, ...fresh.unreadable];
    const hasMoved = again.operations.length > 0 || fresh.unreadable.length > 0;
    if (hasMoved) this.unsavedAside = unreadable;
    this.bytesAside = bytesOf(unreadable);
    return {
      // An operation in both lists was tracked again: the last record counts.
      operations: [...again.operations, ...fresh.operations].map(withKnownExpiry),
      newlyUnreadable: fresh.unreadable.length,
      hasMoved,
    };
  }

  /** Whether there are unreadable records, set aside now or before. */
  get hasUnreadable(): boolean {
    return (this.unsavedAside ?? storedRecords(this.storage).aside).length > 0;
  }

  /** Whether the list exceeds the quota of the state: then the next `save` moves operations to the archive. */
  isTooLarge(operations: readonly Operation[]): boolean {
    return this.divide(operations).archive.length > 0;
  }

  /**
   * Replaces the stored list. What moves to the archive is flushed there before the state is written without it, and stays in
   * the state when that fails. So each operation is in one of the two, whenever the process may die.
   *
   * @param operations in listing order
   * @throws ArchiveWriteError; what the storage throws
   */
  async save(operations: readonly Operation[]): Promise<void> {
    // No `await` when nothing moves: VS Code may be about to end.
    const { archive: file, largeAside } = this;
    if (file && largeAside.length > 0) await this.moveAside(file, largeAside);
    const { state, archive } = this.divide(operations);
    if (this.archive && (archive.length > 0 || this.archive.hasRemovals)) {
      try {
        const isWritten = await endsWithin(ARCHIVE_TIMEOUT_MS, this.archive.write(archive), this.time);
        if (!isWritten) throw new Error('No answer');
      } catch (reason) {
        await this.saveState([...state, ...archive]);
        throw new ArchiveWriteError(reason);
      }
    }
    await this.saveState(state);
  }

  private get largeAside(): readonly unknown[] {
    return (this.unsavedAside ?? []).filter(
      (record) => sizeUpTo(record, MAX_COUNTED_BYTES) > MAX_RECORD_BYTES,
    );
  }

  /** Moves large records to the archive, if it can be written: VS Code writes the whole state with each change. */
  private async moveAside(archive: Archive, records: readonly unknown[]): Promise<void> {
    const writing = archive.keepUnread(records);
    const isWritten = await endsWithin(ARCHIVE_TIMEOUT_MS, writing, this.time).catch(() => false);
    if (!isWritten) return;
    this.unsavedAside = this.unsavedAside?.filter((record) => !records.includes(record));
    this.bytesAside = bytesOf(this.unsavedAside ?? []);
  }

  private divide(operations: readonly Operation[]): Division {
    if (!this.archive) return { state: operations, archive: [] };
    return divide(operations, this.archive, this.bytesAside);
  }

  /** Updates both lists in one turn of the event loop, so that each record is always in one of them. */
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
  return records.reduce<number>((bytes, record) => bytes + sizeUpTo(record, MAX_COUNTED_BYTES), 0);
}

function sort(
  records: readonly unknown[],
  within: TimeLimit,
): { operations: Operation[]; unreadable: unknown[] } {
  const read = readEach(records, fromRecord, within);
  return {
    operations: read.filter((operation) => operation !== undefined),
    unreadable: records.filter((_record, at) => read[at] === undefined),
  };
}

/** Release 0.1.0 did not record when videos will be deleted. */
function withKnownExpiry(operation: Operation): Operation {
  if (operation.state !== 'succeeded') return operation;
  const end = { at: operation.finishedAt, isReported: false };
  return { ...operation, videos: withExpiry(operation.videos, end) };
}
