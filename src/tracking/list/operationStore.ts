import { DisposableStore } from '../../base/disposableStore';
import { type Disposable, Emitter } from '../../base/event';
import { Throttle } from '../../base/throttle';
import type { Time } from '../../base/time';
import {
  isMovable,
  mergedDuplicate,
  movedToEndpoint,
  type NewEndpoint,
} from '../../operations/endpointChange';
import {
  isFinal,
  newOperation,
  type Operation,
  type OperationId,
  operationKey,
  type Report,
  type TrackingDetails,
} from '../../operations/operation';
import { ToldStarts } from '../../operations/toldStarts';
import { withConfirmedEndpoint, withTrackingDetails } from '../../operations/trackingDetails';
import { transition } from '../../operations/transition';
import type { IsWanted } from './archive';
import { ArchiveAccess, mergeArchived } from './archiveAccess';
import { NumbersWithinMinute } from './numbersWithinMinute';
import { changeOf, isWorthWriting, type Move, type OperationChange } from './operationChange';
import { OperationIndex } from './operationIndex';
import type { OperationStorage } from './operationStorage';
import { LISTED_AFTER_MOVE, MAX_LISTED } from './stateQuota';

export type { Move, OperationChange };

/** VS Code writes the whole state each time. */
const WRITE_INTERVAL_MS = 1000;

/**
 * The list of tracked operations: it alone changes them, emits the changes and stores them. It holds all running operations
 * and the newest ended ones. Older ones are in the archive, which nothing else knows: `fetch`, `find` and `page` bring them
 * back into the list.
 */
export class OperationStore extends OperationIndex implements Disposable {
  private readonly numbers = new NumbersWithinMinute();
  private readonly toldStarts = new ToldStarts();
  private readonly changes = new Emitter<readonly OperationChange[]>();
  private readonly departures = new Emitter<readonly Operation[]>();
  private readonly writes: Throttle;
  private readonly archived: ArchiveAccess;
  private readonly disposables: DisposableStore;

  readonly onDidChange = this.changes.event;
  /** Fires with operations that left the list for the archive; they were not removed. */
  readonly onDidArchive = this.departures.event;
  /** Fires when `mayHaveOlder` has changed. */
  readonly onDidChangeOlder;
  /** Fires with the reason when the list could not be written; the next change or `flush` tries again. */
  readonly onDidFailToWrite;

  constructor(
    private readonly storage: OperationStorage,
    private readonly time: Time,
  ) {
    super();
    this.writes = new Throttle(() => this.save(), WRITE_INTERVAL_MS, time);
    this.archived = new ArchiveAccess(storage.archive, (archived) => this.merge(archived));
    this.disposables = new DisposableStore(this.writes, this.archived, this.changes, this.departures);
    this.onDidChangeOlder = this.archived.onDidChange;
    this.onDidFailToWrite = this.writes.onDidFail;
  }

  /** Loads the stored list without the archive. @returns how many unreadable records are set aside now */
  load(): number {
    const { operations, newlyUnreadable, hasMoved } = this.storage.load();
    this.set(operations);
    for (const operation of operations) this.toldStarts.note(operation);
    if (hasMoved) this.writes.request();
    return newlyUnreadable;
  }

  /**
   * Finds out whether there is an archive, and moves to it what an earlier release left in the state. It also searches the
   * archive for running operations: one may have been tracked again just before a crash.
   */
  async openArchive(): Promise<void> {
    const { running } = this;
    await this.archived.checkExistence();
    this.archived.mergeTracked(running);
    if (this.storage.isTooLarge(this.list())) this.writes.request();
  }

  /** Whether older operations may be only in the archive; false before `openArchive` has ended. */
  get mayHaveOlder(): boolean {
    return this.archived.mayExist;
  }

  /** Whether the last reading of the archive found unreadable lines. */
  get hasUnreadableOlder(): boolean {
    return this.archived.hasUnreadable;
  }

  /** An operation of the list, brought back from the archive if necessary. @throws as `readOlder` */
  async fetch(id: OperationId, signal?: AbortSignal): Promise<Operation | undefined> {
    const key = operationKey(id);
    if (!this.get(id)) await this.find((one) => operationKey(one) === key, signal);
    return this.get(id);
  }

  /** Brings all wanted operations back from the archive, by one reading. @throws as `readOlder` */
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
   * Reads every operation that is only in the archive, the last ended first. The list stays as it is.
   *
   * @throws what the file system throws; the reason of `signal` when it was aborted
   */
  async readOlder(signal?: AbortSignal): Promise<readonly Operation[]> {
    const older = this.unlisted(await this.archived.readAll(signal));
    this.archived.mayExist = older.length > 0;
    return older;
  }

  /**
   * Adds an operation, or adds what was given now to the one in the list, and returns it. If the archive has it, the two are
   * merged a little later.
   */
  track(id: OperationId, given: TrackingDetails = {}): Operation {
    const [operation] = this.trackAll([{ id, given }]);
    return operation as Operation;
  }

  /** Like `track` for several, in one change; they are listed in the given order. */
  trackAll(found: readonly { readonly id: OperationId; readonly given: TrackingDetails }[]): Operation[] {
    const now = this.time.now();
    const added = found.map(({ id }) => id).filter((id) => !this.get(id));
    const operations = found.map(({ id, given }) => {
      const known = this.get(id);
      return known ? withTrackingDetails(known, given) : this.newlyTracked(id, given, now);
    });
    this.put(operations);
    this.archived.mergeTracked(added);
    return operations;
  }

  /** Replaces operations that are in the list; the others were removed meanwhile. */
  update(operations: readonly Operation[]): void {
    this.put(operations.filter((operation) => this.get(operation)));
  }

  /**
   * Applies an answer of an API, or a problem: the one door through which the state of an operation changes.
   *
   * @param now ms since the epoch
   * @returns the change; undefined when the operation is not in the list (any more)
   */
  report(id: OperationId, report: Report, now: number): Required<OperationChange> | undefined {
    return this.reportAll([id], report, now)[0];
  }

  /** Applies the same report to several operations, in one change. */
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
    this.delete([...removed]);
    // An operation of the list may be in the archive, too, such as after a crash while it was moved there.
    this.storage.archive?.remove([...removed]);
    this.commit([...removed].map((before) => ({ before })));
    return [...removed];
  }

  /** Undoes a removal. An operation that was tracked again meanwhile stays as it is. */
  restore(operations: readonly Operation[]): void {
    this.put(operations.filter((operation) => !this.get(operation)));
  }

  /**
   * Moves operations to another endpoint, where they start anew. If the endpoint has one of the same name, the two are merged.
   * Operations that cannot move, are there already or were removed meanwhile are left out. `undoMoves` undoes it.
   */
  move(ids: readonly OperationId[], destination: NewEndpoint): Move[] {
    const { endpoint } = destination;
    const former = ids.flatMap((id) => this.get(id) ?? []).filter(isMovable);
    const leaving = former.filter((operation) => operation.endpoint !== endpoint);
    this.delete(leaving);
    this.storage.archive?.remove(leaving);
    const arrivals = leaving.map((from) => {
      const before = this.get({ endpoint, name: from.name });
      const after = before ? mergedDuplicate(before, from) : movedToEndpoint(destination, from);
      this.set([after]);
      return { from, before, after };
    });
    this.commit(arrivals.flatMap(({ from, before, after }) => [{ before: from }, changeOf(before, after)]));
    const moves = arrivals.map(({ from, before, after }) => ({ from, to: after, isNew: !before }));
    this.archived.mergeTracked(moves.flatMap(({ to, isNew }) => (isNew ? to : [])));
    return moves;
  }

  /**
   * Undoes moves, except of operations that have ended meanwhile. From then on the endpoints count as chosen by the
   * person.
   */
  undoMoves(moves: readonly Move[]): void {
    const back = moves.filter(({ to, isNew }) => {
      const now = this.get(to);
      return !isNew || (now !== undefined && !isFinal(now));
    });
    this.remove(back.flatMap(({ to, isNew }) => (isNew ? to : [])));
    this.restore(back.map(({ from }) => withConfirmedEndpoint(from)));
  }

  /** Resolves when the storage has all changes so far. */
  flush(): Promise<void> {
    return this.writes.flush();
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private newlyTracked(id: OperationId, given: TrackingDetails, now: number): Operation {
    const number = this.numbers.next(now);
    return { ...newOperation(id, given, now), ...(number > 1 && { number }) };
  }

  private put(operations: readonly Operation[]): void {
    const before = this.set(operations);
    const changes = operations.map((after, at) => changeOf(before[at], after));
    this.commit(changes.filter((change) => change.before !== change.after));
  }

  private commit(changes: readonly OperationChange[]): void {
    if (changes.length === 0) return;
    if (changes.some(isWorthWriting)) this.writes.request();
    this.changes.fire(changes);
  }

  /** Adds operations from the archive; there is nothing to write. */
  private admit(operations: readonly Operation[]): void {
    if (operations.length === 0) return;
    this.set(operations);
    this.changes.fire(operations.map((after) => ({ after })));
  }

  private unlisted(operations: readonly Operation[]): readonly Operation[] {
    return operations.filter((operation) => !this.get(operation));
  }

  /** An archived end is not new, so listeners get the operation as one that comes into the list. */
  private merge(archived: Operation): void {
    const before = this.get(archived);
    if (!before) return;
    const after = mergeArchived(before, archived);
    this.set([after]);
    this.commit([before.state === after.state ? { before, after } : { after }]);
  }

  private async save(): Promise<void> {
    await this.storage.save(this.list());
    this.releaseArchived();
  }

  /** Removes older operations from the list that the archive has, except fetched ones. */
  private releaseArchived(): void {
    if (this.archived.keepsList || this.ended.length <= MAX_LISTED) return;
    const leaving = this.ended
      .slice(LISTED_AFTER_MOVE)
      .filter((operation) => this.storage.archive?.has(operation) && !this.archived.isFetched(operation));
    if (leaving.length === 0) return;
    this.delete(leaving);
    this.archived.mayExist = true;
    this.departures.fire(leaving);
  }
}
