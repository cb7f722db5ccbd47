import { type Disposable, Emitter } from '../../base/event';
import { Throttle } from '../../base/throttle';
import type { Time } from '../../base/time';
import { atToldEndpoint, withGiven } from '../../operations/given';
import { type Destination, isMovable, joined, movedTo } from '../../operations/moved';
import {
  type EndedOperation,
  type Given,
  isFinal,
  newOperation,
  type Operation,
  type OperationId,
  operationKey,
  type Report,
  type RunningOperation,
} from '../../operations/operation';
import { ToldStarts } from '../../operations/toldStarts';
import { transition } from '../../operations/transition';
import { withExpiry } from '../../operations/video';
import type { IsWanted } from './archive';
import { ArchivedOperations, mergeArchived } from './archivedOperations';
import { MinuteNumbers } from './minuteNumbers';
import { changeOf, isNews, type Move, type OperationChange } from './operationChange';
import { OperationIndex } from './operationIndex';
import type { OperationStorage } from './operationStorage';
import { LISTED_AFTER_MOVE, MOST_LISTED } from './stateQuota';

export type { Move, OperationChange };

/** VS Code writes the whole state each time. */
const WRITE_INTERVAL_MS = 1000;

/**
 * The list of tracked operations: the one place that changes it, emits the changes, and stores it. It holds all running
 * operations and the newest ended ones. Older ones are in the archive, which nobody else knows: `fetch`, `find` and `page`
 * bring them back into the list.
 */
export class OperationStore implements Disposable {
  private readonly index = new OperationIndex();
  private readonly numbers = new MinuteNumbers();
  private readonly toldStarts = new ToldStarts();
  private readonly changes = new Emitter<readonly OperationChange[]>();
  private readonly departures = new Emitter<readonly Operation[]>();
  private readonly writes: Throttle;
  private readonly archived: ArchivedOperations;

  readonly onDidChange = this.changes.event;
  /** Fires with operations that have left the list for the archive; they were not removed. */
  readonly onDidArchive = this.departures.event;
  /** Fires when `mayHaveOlder` has changed. */
  readonly onDidChangeOlder;
  /** Fires with the reason when the list could not be written; the next change or `flush` tries again. */
  readonly onDidFailToWrite;

  constructor(
    private readonly storage: OperationStorage,
    private readonly clock: Time,
  ) {
    this.writes = new Throttle(() => this.save(), WRITE_INTERVAL_MS, clock);
    this.archived = new ArchivedOperations(storage.archive, (archived) => this.merge(archived));
    this.onDidChangeOlder = this.archived.onDidChange;
    this.onDidFailToWrite = this.writes.onDidFail;
  }

  /** Reads the stored list without the archive. @returns how many records had to be set aside now */
  load(): number {
    const { operations, newlyUnreadable, hasMoved } = this.storage.load();
    this.index.set(operations.map(withKnownExpiry));
    for (const operation of operations) this.toldStarts.note(operation);
    if (hasMoved) this.writes.request();
    return newlyUnreadable;
  }

  /**
   * Finds out whether there is an archive, and moves to it what an earlier release has left in the state. It also searches
   * the archive for what runs: an operation may have been tracked again just before a crash.
   */
  async openArchive(): Promise<void> {
    const { running } = this;
    await this.archived.checkExistence();
    this.archived.mergeTracked(running);
    if (this.storage.isTooLarge(this.index.all)) this.writes.request();
  }

  /** In listing order: running first. */
  list(): readonly Operation[] {
    return this.index.all;
  }

  /** The newest first. */
  get running(): readonly RunningOperation[] {
    return this.index.running;
  }

  /** The last ended first. */
  get ended(): readonly EndedOperation[] {
    return this.index.ended;
  }

  /** Ended ones that the person has not seen, the last ended first. */
  get unseen(): readonly EndedOperation[] {
    return this.index.unseen;
  }

  get size(): number {
    return this.index.size;
  }

  /** How many in the list have ended after this one; undefined when it is none that has ended. */
  endedAfter(id: OperationId): number | undefined {
    return this.index.endedBefore(id);
  }

  get(id: OperationId): Operation | undefined {
    return this.index.get(id);
  }

  /** Whether older operations may be only in the archive; not known before `openArchive` has ended. */
  get mayHaveOlder(): boolean {
    return this.archived.mayExist;
  }

  /** Whether the archive, as it was last read, has lines that nobody here can read. */
  get hasUnreadableOlder(): boolean {
    return this.archived.hasUnreadable;
  }

  /** An operation of the list, brought back from the archive if it is only there. @throws as `readOlder` */
  async fetch(id: OperationId, signal?: AbortSignal): Promise<Operation | undefined> {
    const key = operationKey(id);
    if (!this.index.has(id)) await this.find((one) => operationKey(one) === key, signal);
    return this.index.get(id);
  }

  /** Brings those back from the archive that are wanted, by one reading. @throws as `readOlder` */
  async find(isWanted: IsWanted, signal?: AbortSignal): Promise<void> {
    const found = this.unlisted(await this.archived.read(signal, isWanted));
    this.archived.keepFetched(found);
    this.admit(found);
  }

  /** Brings the next page back from the archive, the last ended first, and returns it. @throws as `readOlder` */
  async page(count: number, signal?: AbortSignal): Promise<readonly Operation[]> {
    const older = this.unlisted(await this.archived.readAll(signal));
    const page = older.slice(0, count);
    this.archived.keepPage(page);
    this.admit(page);
    this.archived.mayExist = older.length > page.length;
    return page;
  }

  /**
   * Every operation that is only in the archive, the last ended first; the list stays as it is.
   *
   * @throws what the file system throws; the reason of `signal` when it was aborted
   */
  async readOlder(signal?: AbortSignal): Promise<readonly Operation[]> {
    const older = this.unlisted(await this.archived.readAll(signal));
    this.archived.mayExist = older.length > 0;
    return older;
  }

  /**
   * Adds an operation, or returns the one that is there already, with what is known of it now. When the archive has it,
   * the two are merged a little later.
   */
  track(id: OperationId, given: Given = {}): Operation {
    const [operation] = this.trackAll([{ id, given }]);
    return operation as Operation;
  }

  /** Like `track` for several, in one change; they are listed in the given order. */
  trackAll(told: readonly { readonly id: OperationId; readonly given: Given }[]): Operation[] {
    const now = this.clock.now();
    const added: OperationId[] = [];
    const operations = told.map(({ id, given }) => {
      const known = this.get(id);
      if (!known) added.push(id);
      return known ? withGiven(known, given) : this.newOne(id, given, now);
    });
    this.put(operations);
    if (added.length > 0) this.archived.mergeTracked(added);
    return operations;
  }

  /** Replaces operations that are in the list; others were removed meanwhile, and stay so. */
  update(operations: readonly Operation[]): void {
    this.put(operations.filter((operation) => this.index.has(operation)));
  }

  /**
   * Takes in what came of asking about an operation: the one door through which an API changes its state.
   *
   * @param now ms since the epoch
   * @returns the change; undefined when the operation is not in the list (any more)
   */
  report(id: OperationId, report: Report, now: number): Required<OperationChange> | undefined {
    return this.reportAll([id], report, now)[0];
  }

  /** The same about several at once, in one change. */
  reportAll(ids: readonly OperationId[], report: Report, now: number): Required<OperationChange>[] {
    const changes = ids
      .flatMap((id) => this.get(id) ?? [])
      .map((before) => ({
        before,
        after: transition(before, report, now, this.toldStarts.of(before.endpoint)),
      }));
    for (const { after } of changes) this.toldStarts.note(after);
    this.put(changes.map(({ after }) => after));
    return changes;
  }

  /** Removes operations from the list and the archive. @returns them, for `restore` */
  remove(ids: readonly OperationId[]): Operation[] {
    const removed = new Set(ids.flatMap((id) => this.get(id) ?? []));
    this.index.delete([...removed]);
    // After a crash during a move to the archive, an operation is in both.
    this.storage.archive?.remove([...removed]);
    this.commit([...removed].map((before) => ({ before })));
    return [...removed];
  }

  /** Undoes a removal. An operation that was tracked again meanwhile stays as it is. */
  restore(operations: readonly Operation[]): void {
    this.put(operations.filter((operation) => !this.index.has(operation)));
  }

  /**
   * Moves operations to another endpoint, where they start anew; one of the same name that is there already is merged with
   * the one that moves. Leaves out what cannot move, is there already or was removed meanwhile. `undoMoves` undoes it.
   */
  move(ids: readonly OperationId[], destination: Destination): Move[] {
    const { endpoint } = destination;
    const former = ids.flatMap((id) => this.get(id) ?? []).filter(isMovable);
    const leaving = former.filter((operation) => operation.endpoint !== endpoint);
    this.index.delete(leaving);
    this.storage.archive?.remove(leaving);
    const arrivals = leaving.map((from) => {
      const before = this.get({ endpoint, name: from.name });
      const after = before ? joined(before, from) : movedTo(destination, from);
      this.index.set([after]);
      return { from, before, after };
    });
    this.commit(arrivals.flatMap(({ from, before, after }) => [{ before: from }, changeOf(before, after)]));
    const moves = arrivals.map(({ from, before, after }) => ({ from, to: after, isNew: !before }));
    this.archived.mergeTracked(moves.flatMap(({ to, isNew }) => (isNew ? to : [])));
    return moves;
  }

  /**
   * Undoes moves: operations are again where and as they were, except those that have ended meanwhile. Their endpoints
   * count as chosen by the person from then on.
   */
  undoMoves(moves: readonly Move[]): void {
    const back = moves.filter(({ to, isNew }) => {
      const now = this.get(to);
      return !isNew || (now !== undefined && !isFinal(now));
    });
    this.remove(back.flatMap(({ to, isNew }) => (isNew ? to : [])));
    this.restore(back.map(({ from }) => atToldEndpoint(from)));
  }

  /** Resolves when the storage has all changes so far. */
  flush(): Promise<void> {
    return this.writes.flush();
  }

  dispose(): void {
    this.writes.dispose();
    this.archived.dispose();
    this.changes.dispose();
    this.departures.dispose();
  }

  private newOne(id: OperationId, given: Given, now: number): RunningOperation {
    return newOperation(id, given, now, this.numbers.next(now));
  }

  private put(operations: readonly Operation[]): void {
    const before = this.index.set(operations);
    const changes = operations.map((after, at) => changeOf(before[at], after));
    this.commit(changes.filter((change) => change.before !== change.after));
  }

  private commit(changes: readonly OperationChange[]): void {
    if (changes.length === 0) return;
    if (changes.some(isNews)) this.writes.request();
    this.changes.fire(changes);
  }

  /** Adds operations from the archive, which has them already: there is nothing to write. */
  private admit(operations: readonly Operation[]): void {
    if (operations.length === 0) return;
    this.index.set(operations);
    this.changes.fire(operations.map((after) => ({ after })));
  }

  private unlisted(operations: readonly Operation[]): readonly Operation[] {
    return operations.filter((operation) => !this.index.has(operation));
  }

  /** An end that was known before is not news: listeners get it as an operation that comes into the list. */
  private merge(archived: Operation): void {
    const before = this.get(archived);
    if (!before) return;
    const after = mergeArchived(before, archived);
    this.index.set([after]);
    this.commit([before.state === after.state ? { before, after } : { after }]);
  }

  private async save(): Promise<void> {
    await this.storage.save(this.index.all);
    this.releaseArchived();
  }

  /** Older operations that the archive has leave the list, unless somebody works with them. */
  private releaseArchived(): void {
    if (this.archived.keepsList || this.ended.length <= MOST_LISTED) return;
    const leaving = this.ended
      .slice(LISTED_AFTER_MOVE)
      .filter((operation) => this.storage.archive?.has(operation) && !this.archived.isFetched(operation));
    if (leaving.length === 0) return;
    this.index.delete(leaving);
    this.archived.mayExist = true;
    this.departures.fire(leaving);
  }
}

/** Release 0.1.0 did not record when videos will be deleted. */
function withKnownExpiry(operation: Operation): Operation {
  if (operation.state !== 'succeeded') return operation;
  const end = { at: operation.finishedAt, isTold: false };
  return { ...operation, videos: withExpiry(operation.videos, end) };
}
