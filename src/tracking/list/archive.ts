import { isUnseen, type Operation, type OperationId, operationKey } from '../../operations/operation';
import { byRelevance, placeOf } from '../../operations/order';
import type { ArchiveFile } from './archiveFile';
import { keptLine, readLine, removedLine } from './archiveLine';

/** Characters; no line of ours is nearly as long. */
const MOST_LINE_LENGTH = 1024 * 1024;

/** Whether an operation is among those that are looked for. */
export type IsWanted = (id: OperationId) => boolean;

/** What was found in the archive. */
interface Found {
  readonly operations: Map<string, Operation>;
  unreadable: number;
  /** Bytes. */
  size: number;
}

/**
 * Operations that the workspace's state has no room for: one line each in a file that only grows. The last line about
 * an operation counts. Lines that nobody here can read stay where they are. When all have been removed the file is empty.
 */
export class Archive {
  /** Objects of which the file has a line that says just the same. */
  private readonly written = new WeakSet<Operation>();
  /** Removals that the file does not tell yet. */
  private removals = new Map<string, OperationId>();
  /** What was removed in this session, also while the file is being read. */
  private readonly removed = new Set<string>();
  private isKnownToExist = false;
  /** Appends that were begun, and those under way. */
  private begun = 0;
  private open = 0;
  private clearing: Promise<void> = Promise.resolve();
  private unreadable = 0;
  private newest = Number.NEGATIVE_INFINITY;

  /** @param tellUnreadable is told, once, how many lines could not be read */
  constructor(
    private readonly file: ArchiveFile,
    private readonly tellUnreadable: (count: number) => void = () => {},
  ) {}

  /** When the last one ended, in ms since the epoch, of all that were written or read so far. */
  get newestTime(): number {
    return this.newest;
  }

  /** Whether there are removals that must be written, should there be an archive. */
  get hasRemovals(): boolean {
    return this.removals.size > 0;
  }

  /** Whether the last reading came on lines that it could not read. */
  get hasUnreadable(): boolean {
    return this.unreadable > 0;
  }

  /** Whether the archive has an operation just as it is. */
  has(operation: Operation): boolean {
    return this.written.has(operation);
  }

  /** @throws what the file system throws */
  async exists(): Promise<boolean> {
    this.isKnownToExist ||= await this.file.hasContent();
    return this.isKnownToExist;
  }

  /** Notes that operations were removed; `write` writes it down. */
  remove(operations: readonly Operation[]): void {
    for (const operation of operations) {
      const key = operationKey(operation);
      this.written.delete(operation);
      this.removals.set(key, operation);
      this.removed.add(key);
    }
  }

  /**
   * Writes down what was removed, and then operations. When it resolves they are on the disk for good.
   *
   * @throws what the file system throws; Error while the last append is still under way
   */
  async write(operations: readonly Operation[]): Promise<void> {
    if (this.open > 0) throw new Error('No answer');
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
   * Writes down records that nobody here can read, as they are: a release that can read them finds them.
   *
   * @throws what the file system throws; RangeError for more levels than JSON can be written with
   */
  async keepUnread(records: readonly unknown[]): Promise<void> {
    const lines = records.map((record) => JSON.stringify(record));
    await this.append([], lines);
  }

  /**
   * Every operation in the archive, the last ended first, each as one that was looked at.
   *
   * @param isWanted without it, all are
   * @throws what the file system throws; the reason of `signal` when it was aborted
   */
  async read(signal?: AbortSignal, isWanted?: IsWanted): Promise<Operation[]> {
    const found: Found = { operations: new Map(), unreadable: 0, size: 0 };
    const begun = this.open === 0 ? this.begun : undefined;
    for await (const lines of linesOf(measured(this.file.read(), found))) {
      signal?.throwIfAborted();
      for (const line of lines) take(line, found, isWanted);
    }
    this.tell(found.unreadable);
    if (!isWanted && isEmpty(found) && this.begun === begun) await this.clear(found.size);
    const operations = [...found.operations].filter(([key]) => !this.removed.has(key));
    return sorted(operations.map(([, operation]) => this.noteRead(lookedAt(operation))));
  }

  /**
   * In one piece. It begins with a newline, which ends whatever a death in the midst of the one before has left, and
   * makes an empty line otherwise.
   */
  private async append(removals: readonly OperationId[], kept: readonly string[]): Promise<void> {
    this.begun++;
    this.open++;
    try {
      await this.clearing;
      if (kept.length === 0 && !(await this.exists())) return;
      const lines = [...removals.map(removedLine), ...kept];
      await this.file.append(`\n${lines.join('\n')}\n`);
      this.isKnownToExist = true;
    } finally {
      this.open--;
    }
  }

  /**
   * Nothing but removals was in the file: without them it is no archive. What another window has added meanwhile stays,
   * and all else with it: the next reading tries again, as it does after a failure.
   */
  private clear(size: number): Promise<void> {
    this.clearing = this.file.clear(size).then(
      (isEmpty) => {
        if (isEmpty) this.isKnownToExist = false;
      },
      () => undefined,
    );
    return this.clearing;
  }

  /** What was removed while it was being written is in the file, and yet not to be found. */
  private noteWritten(operation: Operation): void {
    const key = operationKey(operation);
    this.noteTime(operation);
    if (this.removals.has(key)) return;
    this.written.add(operation);
    this.removed.delete(key);
  }

  private noteRead(operation: Operation): Operation {
    this.written.add(operation);
    this.noteTime(operation);
    return operation;
  }

  private noteTime(operation: Operation): void {
    this.newest = Math.max(this.newest, placeOf(operation).time);
  }

  private tell(unreadable: number): void {
    const isNews = this.unreadable === 0 && unreadable > 0;
    this.unreadable = unreadable;
    if (isNews) this.tellUnreadable(unreadable);
  }
}

/** So many have ended since that nobody waits for it any more. */
function lookedAt(operation: Operation): Operation {
  return isUnseen(operation) ? { ...operation, seenAt: operation.finishedAt } : operation;
}

function isEmpty({ operations, unreadable }: Found): boolean {
  return operations.size === 0 && unreadable === 0;
}

function take(text: string, found: Found, isWanted: IsWanted = () => true): void {
  const line = readLine(text);
  if (line.kind === 'removed') found.operations.delete(line.key);
  if (line.kind === 'unreadable') found.unreadable++;
  if (line.kind !== 'kept' || !isWanted(line.id)) return;
  const operation = line.read();
  if (operation) found.operations.set(line.key, operation);
  else found.unreadable++;
}

/** The same pieces, of which the size is noted. */
async function* measured(pieces: AsyncIterable<string>, found: Found): AsyncGenerator<string> {
  const encoder = new TextEncoder();
  for await (const piece of pieces) {
    found.size += encoder.encode(piece).length;
    yield piece;
  }
}

/**
 * Whole lines, as many as each piece of the text ends, without the marks that editors put at their ends or before the
 * first; empty ones are left out.
 */
async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string[]> {
  let rest = '';
  for await (const piece of pieces) {
    // Only what is new is searched, for a line may be as long as the file; its pieces are put together when it is read.
    const lines = piece.split('\n');
    lines[0] = begun(rest, lines[0] ?? '');
    rest = lines.pop() ?? '';
    yield trimmed(lines);
  }
  yield trimmed([rest]);
}

/** A line with what comes next of it, as far as it matters: a longer one is unreadable, and no text has room for any file. */
function begun(line: string, next: string): string {
  return line.length < MOST_LINE_LENGTH ? line + next : line;
}

function trimmed(lines: readonly string[]): string[] {
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

function sorted(operations: readonly Operation[]): Operation[] {
  return operations
    .map((operation) => ({ operation, place: placeOf(operation) }))
    .sort((a, b) => byRelevance(a.place, b.place))
    .map(({ operation }) => operation);
}
