import { byRelevance, listPositionOf } from '../../operations/listOrder';
import { isUnseen, type Operation, type OperationId, operationKey } from '../../operations/operation';
import type { ArchiveFile } from './archiveFile';
import { keptLine, MAX_LINE_CHARACTERS, readLine, removedLine } from './archiveLine';

/** Whether an operation is one of those searched for. */
export type IsWanted = (id: OperationId) => boolean;

/** What one reading found. */
interface Found {
  readonly operations: Map<string, Operation>;
  /** Lines. */
  unreadable: number;
}

/**
 * The archive of operations that do not fit into the workspace state: one line each, appended to a file. The last line about
 * an operation counts. Unreadable lines stay where they are. The file is emptied once all in it has been removed.
 */
export class Archive {
  /** Operations whose current record is in the file. */
  private readonly written = new WeakSet<Operation>();
  /** Removals that are not written yet. */
  private removals = new Map<string, OperationId>();
  /** Keys of what was removed in this session: a reading that is under way must not bring it back. */
  private readonly removed = new Set<string>();
  private isKnownToExist = false;
  /** Appends since the start, and those that have not ended. */
  private started = 0;
  private pending = 0;
  private clearing: Promise<void> = Promise.resolve();
  private unreadable = 0;
  private newest = Number.NEGATIVE_INFINITY;

  /** @param onUnreadable called with the count of unreadable lines, once */
  constructor(
    private readonly file: ArchiveFile,
    private readonly onUnreadable: (count: number) => void = () => {},
  ) {}

  /** The latest end of the operations written or read so far, in ms since the epoch. */
  get newestTime(): number {
    return this.newest;
  }

  /** Whether there are removals to write. */
  get hasRemovals(): boolean {
    return this.removals.size > 0;
  }

  /** Whether the last reading found unreadable lines. */
  get hasUnreadable(): boolean {
    return this.unreadable > 0;
  }

  /** Whether the file has the current record of an operation. */
  has(operation: Operation): boolean {
    return this.written.has(operation);
  }

  /** @throws what the file system throws */
  async exists(): Promise<boolean> {
    this.isKnownToExist ||= await this.file.hasContent();
    return this.isKnownToExist;
  }

  /** Removes operations; the next `write` writes that to the file. */
  remove(operations: readonly Operation[]): void {
    for (const operation of operations) {
      const key = operationKey(operation);
      this.written.delete(operation);
      this.removals.set(key, operation);
      this.removed.add(key);
    }
  }

  /**
   * Appends the removals, and then operations. When it resolves, they are flushed to the disk.
   *
   * @throws what the file system throws; Error while the last append is still under way
   */
  async write(operations: readonly Operation[]): Promise<void> {
    if (this.pending > 0) throw new Error('No answer');
    const { removals } = this;
    this.removals = new Map();
    try {
      await this.append([...removals.values()], operations.map(keptLine));
    } catch (error) {
      this.removals = new Map([...removals, ...this.removals]);
      throw error;
    }
    for (const operation of operations) this.noteWritten(operation);
  }

  /**
   * Appends unreadable records as they are, for a later release that can read them.
   *
   * @throws what the file system throws; RangeError for a record with too many levels for JSON
   */
  async keepUnread(records: readonly unknown[]): Promise<void> {
    const lines = records.map((record) => JSON.stringify(record));
    await this.append([], lines);
  }

  /**
   * Reads operations, the last ended first, and marks each as seen.
   *
   * @param isWanted without it, all are wanted
   * @throws what the file system throws; the reason of `signal` when it was aborted
   */
  async read(signal?: AbortSignal, isWanted?: IsWanted): Promise<Operation[]> {
    const found: Found = { operations: new Map(), unreadable: 0 };
    const startedBefore = this.pending === 0 ? this.started : undefined;
    let size = 0;
    for await (const { lines, bytes } of linesOf(this.file.read())) {
      signal?.throwIfAborted();
      size += bytes;
      for (const line of lines) readInto(found, line, isWanted);
    }
    this.noteUnreadable(found.unreadable);
    const isEmpty = !isWanted && found.operations.size === 0 && found.unreadable === 0;
    if (isEmpty && this.started === startedBefore) await this.clear(size);
    const kept = [...found.operations].filter(([key]) => !this.removed.has(key));
    const operations = sorted(kept.map(([, operation]) => asSeen(operation)));
    for (const operation of operations) this.noteRecord(operation);
    return operations;
  }

  /** Appends in one write. The text starts with a newline, so a line cut short by a crash stays separate. */
  private async append(removals: readonly OperationId[], kept: readonly string[]): Promise<void> {
    this.started++;
    this.pending++;
    try {
      await this.clearing;
      if (kept.length === 0 && !(await this.exists())) return;
      const lines = [...removals.map(removedLine), ...kept];
      await this.file.append(`\n${lines.join('\n')}\n`);
      this.isKnownToExist = true;
    } finally {
      this.pending--;
    }
  }

  /** Empties the file unless it has grown since it was read. The next reading tries again, also after a failure. */
  private clear(size: number): Promise<void> {
    this.clearing = this.file.clear(size).then(
      (isEmpty) => {
        if (isEmpty) this.isKnownToExist = false;
      },
      () => undefined,
    );
    return this.clearing;
  }

  /** An operation that was removed during the write is in the file, but does not count as written. */
  private noteWritten(operation: Operation): void {
    const key = operationKey(operation);
    this.noteRecord(operation);
    if (this.removals.has(key)) this.written.delete(operation);
    else this.removed.delete(key);
  }

  private noteRecord(operation: Operation): void {
    this.written.add(operation);
    this.newest = Math.max(this.newest, listPositionOf(operation).time);
  }

  private noteUnreadable(unreadable: number): void {
    const isFirst = this.unreadable === 0 && unreadable > 0;
    this.unreadable = unreadable;
    if (isFirst) this.onUnreadable(unreadable);
  }
}

/** Many operations have ended since, so nobody waits for the result of this one any more. */
function asSeen(operation: Operation): Operation {
  return isUnseen(operation) ? { ...operation, seenAt: operation.finishedAt } : operation;
}

function readInto(found: Found, text: string, isWanted: IsWanted = () => true): void {
  const line = readLine(text);
  if (line.kind === 'removed') found.operations.delete(line.key);
  if (line.kind === 'unreadable') found.unreadable++;
  if (line.kind !== 'kept' || !isWanted(line.id)) return;
  const operation = line.read();
  if (operation) found.operations.set(line.key, operation);
  else found.unreadable++;
}

/**
 * Splits pieces of a text into lines, and yields those that each piece completes, without empty lines, and without byte order
 * marks and carriage returns, which editors may have added. `bytes`: of the piece.
 */
async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<{ lines: string[]; bytes: number }> {
  const encoder = new TextEncoder();
  let rest = '';
  for await (const piece of pieces) {
    // Only the new piece is searched for line ends, since a line may be as long as the file.
    const lines = piece.split('\n');
    lines[0] = continued(rest, lines[0] ?? '');
    rest = lines.pop() ?? '';
    yield { lines: trimmed(lines), bytes: encoder.encode(piece).length };
  }
  yield { lines: trimmed([rest]), bytes: 0 };
}

/** Joins a line and its next part. The rest of a line that is too long is dropped: it is unreadable, but must fit into memory. */
function continued(line: string, next: string): string {
  return line.length < MAX_LINE_CHARACTERS ? line + next : line;
}

function trimmed(lines: readonly string[]): string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

function sorted(operations: readonly Operation[]): Operation[] {
  return operations
    .map((operation) => ({ operation, place: listPositionOf(operation) }))
    .sort((a, b) => byRelevance(a.place, b.place))
    .map(({ operation }) => operation);
}
