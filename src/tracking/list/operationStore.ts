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
  type Report,
  type RunningOperation,
} from '../../operations/operation';
import { transition } from '../../operations/transition';
import { withExpiry } from '../../operations/video';
import { MinuteNumbers } from './minuteNumbers';
import { OlderOperations } from './olderOperations';
import { changeOf, isNews, type Move, type OperationChange } from './operationChange';
import { OperationIndex } from './operationIndex';
import type { OperationStorage } from './operationStorage';
import { reunited } from './reunion';
import { LISTED_AFTER_MOVE, MOST_LISTED } from './tiers';

export type { Move, OperationChange };

/** VS Code writes the whole state each time. */
const WRITE_INTERVAL_MS = 1000;

/**
 * The list of tracked operations: one place that changes it, tells of the changes, and writes it down. It holds all
 * that run and the newest of the ended ones; older ones are in the archive, from which they can be recalled.
 */
export class OperationStore implements Disposable {
  private readonly index = new OperationIndex();
  private readonly numbers = new MinuteNumbers();
  private readonly changes = new Emitter<readonly OperationChange[]>();
  private readonly departures = new Emitter<readonly Operation[]>();
  private readonly writes: Throttle;

  readonly onDidChange = this.changes.event;
  /** Fires with operations that have left the list for the archive: nothing is lost, and nothing was removed. */
  readonly onDidArchive = this.departures.event;
  /** What is only in the archive. */
  readonly older: OlderOperations;
  /** Fires with the reason when the list could not be written; it is tried again with the next change or `flush`. */
  readonly onDidFailToWrite;

  constructor(
    private readonly storage: OperationStorage,
    private readonly clock: Time,
  ) {
    this.writes = new Throttle(() => this.save(), WRITE_INTERVAL_MS, clock);
    this.older = new OlderOperations(this.index, storage.archive, {
      recalled: (operations) => this.admit(operations),
      reunite: (archived) => this.reunite(archived),
    });
    this.onDidFailToWrite = this.writes.onDidFail;
  }

  /** Reads the stored list, without the archive; tells how many records had to be set aside now. */
  load(): number {
    const { operations, newlyUnreadable, hasMoved } = this.storage.load();
    this.index.set(operations.map(withKnownExpiry));
    if (hasMoved) this.writes.request();
    return newlyUnreadable;
  }

  /**
   * Looks whether there is an archive, and moves to it what an earlier release has left in the state. What runs now may
   * have ended before it was tracked anew: a death may have come before that was looked up.
   */
  async openArchive(): Promise<void> {
    const { running } = this;
    await this.older.look();
    this.older.lookFor(running);
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

  /** Ended ones that the person has not looked at, the last ended first. */
  get unseen(): readonly EndedOperation[] {
    return this.index.unseen;
  }

  get size(): number {
    return this.index.size;
  }

  get endedCount(): number {
    return this.index.endedCount;
  }

  /** The last ended ones, at most so many. */
  newestEnded(count: number): readonly EndedOperation[] {
    return this.index.endedFrom(0, count);
  }

  /** How many in the list have ended after this one; undefined when it is none that has ended. */
  endedAfter(id: OperationId): number | undefined {
    return this.index.endedBefore(id);
  }

  get(id: OperationId): Operation | undefined {
    return this.index.get(id);
  }

  /**
   * Adds an operation, or returns the one that is there already, with what is told of it now. What the archive knows of
   * it is taken over when it is found there.
   */
  track(id: OperationId, given: Given = {}): Operation {
    const [operation] = this.trackAll([{ id, given }]);
    return operation as Operation;
  }

  /** The same for several, each once, in one change: tracked at one time, they are listed in the order they are given in. */
  trackAll(told: readonly { readonly id: OperationId; readonly given: Given }[]): Operation[] {
    const now = this.clock.now();
    const added: OperationId[] = [];
    const operations = told.map(({ id, given }) => {
      const known = this.get(id);
      if (!known) added.push(id);
      return known ? withGiven(known, given) : this.newOne(id, given, now);
    });
    this.put(operations);
    if (added.length > 0) this.older.lookFor(added);
    return operations;
  }

  /** Replaces operations that are in the list; others are left out, for they were removed meanwhile. */
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
      .map((before) => ({ before, after: transition(before, report, now) }));
    this.put(changes.map(({ after }) => after));
    return changes;
  }

  /** Takes operations out of the list and the archive and returns them, for `restore`. */
  remove(ids: readonly OperationId[]): Operation[] {
    const removed = new Set(ids.flatMap((id) => this.get(id) ?? []));
    this.index.delete([...removed]);
    // After a crash in the midst of a move one is in the archive and in the list.
    this.storage.archive?.remove([...removed]);
    this.commit([...removed].map((before) => ({ before })));
    return [...removed];
  }

  /** Undoes a removal. What has been tracked again meanwhile stays as it is. */
  restore(operations: readonly Operation[]): void {
    this.put(operations.filter((operation) => !this.index.has(operation)));
  }

  /**
   * Moves operations to another endpoint, where they begin anew; one that is there already takes in its namesake.
   * What cannot move, is there or was removed meanwhile is left out. `undoMoves` takes it back.
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
    this.older.lookFor(moves.flatMap(({ to, isNew }) => (isNew ? to : [])));
    return moves;
  }

  /**
   * Undoes moves: operations are again where and as they were, but for those that have ended meanwhile. Who wants them
   * back has told their endpoints.
   */
  undoMoves(moves: readonly Move[]): void {
    const back = moves.filter(({ to, isNew }) => {
      const now = this.get(to);
      return !isNew || (now !== undefined && !isFinal(now));
    });
    this.remove(back.flatMap(({ to, isNew }) => (isNew ? to : [])));
    this.restore(back.map(({ from }) => atToldEndpoint(from)));
  }

  /** Resolves when all changes so far are handed to the storage. */
  flush(): Promise<void> {
    return this.writes.flush();
  }

  dispose(): void {
    this.writes.dispose();
    this.older.dispose();
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

  /** The archive has them already, so there is nothing to write. */
  private admit(operations: readonly Operation[]): void {
    this.index.set(operations);
    this.changes.fire(operations.map((after) => ({ after })));
  }

  /** An end that was known before is none that is seen now: who listens hears of one that comes into the list. */
  private reunite(archived: Operation): void {
    const before = this.get(archived);
    if (!before) return;
    const after = reunited(before, archived);
    this.index.set([after]);
    this.commit([before.state === after.state ? { before, after } : { after }]);
  }

  private async save(): Promise<void> {
    await this.storage.save(this.index.all);
    this.letGo();
  }

  /** Beyond the newest, what is safe in the archive leaves the list, unless somebody works with it. */
  private letGo(): void {
    if (this.older.keepList || this.endedCount <= MOST_LISTED) return;
    const leaving = this.index
      .endedFrom(LISTED_AFTER_MOVE)
      .filter((operation) => this.storage.archive?.has(operation) && !this.older.isWanted(operation));
    if (leaving.length === 0) return;
    this.index.delete(leaving);
    this.older.note(true);
    this.departures.fire(leaving);
  }
}

/** Release 0.1.0 did not note when videos will be deleted. */
function withKnownExpiry(operation: Operation): Operation {
  if (operation.state !== 'succeeded') return operation;
  const end = { at: operation.finishedAt, isTold: false };
  return { ...operation, videos: withExpiry(operation.videos, end) };
}
