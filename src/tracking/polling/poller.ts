import type { Endpoint } from '../../endpoints/endpoint';
import { hasEnded, type Operation, type OperationId, operationKey } from '../../operations/operation';
import { transition } from '../../operations/transition';
import type { Clock } from '../clock';
import { type Disposable, Emitter } from '../event';
import type { Lane, LaneProblem } from '../limits/lane';
import type { Lanes } from '../limits/lanes';
import { scopeOf } from '../limits/problemScope';
import type { OperationChange, OperationStore } from '../list/operationStore';
import { nextPollDelay, type Pace, type Random, retryDelay } from '../schedule/pollSchedule';
import { inquire, type Means, type Outcome } from './inquiry';
import { Watch } from './watch';

export interface PollSettings {
  /** Whether operations are asked about without the person asking. */
  readonly checking: boolean;
  readonly pace: Pace;
  readonly requestsPerMinute: number;
}

/** What the poller works with. `endpoint` and `settings` are asked anew each time. */
export interface PollerParts extends Means {
  readonly store: OperationStore;
  readonly lanes: Lanes;
  readonly clock: Clock;
  readonly random: Random;
  readonly endpoint: (id: string) => Endpoint | undefined;
  readonly settings: () => PollSettings;
}

/** ms; what a timer of Node can wait for, before it fires at once instead. */
const LONGEST_TIMER = 2 ** 31 - 1;
const NEVER = Number.POSITIVE_INFINITY;

/** Asks about running operations until they end: one timer, one request at a time for each operation. */
export class Poller implements Disposable {
  private readonly watches = new Map<string, Watch>();
  private readonly failures = new Emitter<unknown>();
  private readonly storeListener: Disposable;
  private timer: unknown;
  private phase: 'unstarted' | 'idle' | 'scheduling' | 'disposed' = 'unstarted';

  /** Fires with an error that nobody foresaw; the operation is asked about again later. */
  readonly onDidFail = this.failures.event;

  constructor(private readonly parts: PollerParts) {
    this.storeListener = parts.store.onDidChange((changes) => this.storeChanged(changes));
    this.storeChanged(parts.store.list().map((after) => ({ after })));
  }

  /** Begins with the first request for each running operation, at once. Nothing is asked before. */
  start(): void {
    if (this.phase === 'unstarted') this.phase = 'idle';
    this.reschedule();
  }

  /**
   * Asks about one operation now, as far as the endpoint's limits allow, and resolves with the operation as it is
   * then; joins a request that is under way.
   *
   * @throws the reason of `signal` when it was aborted; Error when the operation is not tracked (any more).
   */
  async check(id: OperationId, signal?: AbortSignal): Promise<Operation> {
    const operation = this.parts.store.get(id);
    if (!operation || this.phase === 'disposed') throw new Error(`${id.name} is not tracked`);
    const answer = this.watchOf(operation).ask(signal);
    this.reschedule();
    return answer;
  }

  /** The key of this origin has changed, so all that is known of its operations is to be asked anew, at once. */
  reopen(origin: string): void {
    const lane = this.parts.lanes.at(origin);
    if (!lane) return;
    lane.reopen();
    for (const watch of this.watchesOn(lane)) {
      // The answer to a request with the old key would say nothing about the new one.
      watch.interrupt();
      this.makeDue(watch);
    }
    this.reschedule();
  }

  /** Operations whose endpoint has come or gone are looked at again. */
  endpointsChanged(): void {
    for (const watch of this.watches.values()) {
      const lane = this.parts.lanes.of(watch.id);
      const hasMoved = watch.isUnderWay && watch.lane !== lane;
      if (hasMoved) watch.interrupt();
      if (hasMoved || watch.dueAt === NEVER || !lane) this.makeDue(watch);
    }
    this.reschedule();
  }

  private makeDue(watch: Watch): void {
    if (this.isRunning(watch.id)) watch.dueAt = Math.min(watch.dueAt, this.parts.clock.now());
  }

  /** Starts what is due and sets the timer for the rest; to be called whenever something has changed. */
  reschedule(): void {
    if (this.phase !== 'idle') return;
    this.phase = 'scheduling';
    this.parts.clock.clearTimeout(this.timer);
    const next = this.startDue();
    this.phase = 'idle';
    if (next === NEVER) return;
    const delay = Math.min(Math.max(next - this.parts.clock.now(), 0), LONGEST_TIMER);
    this.timer = this.parts.clock.setTimeout(() => this.reschedule(), delay);
  }

  dispose(): void {
    this.phase = 'disposed';
    this.parts.clock.clearTimeout(this.timer);
    this.storeListener.dispose();
    this.failures.dispose();
    for (const watch of this.watches.values()) watch.abandon('Veo Operations has ended');
    this.watches.clear();
  }

  /** Returns when, in ms since the epoch, the next request can start. */
  private startDue(): number {
    const now = this.parts.clock.now();
    let next = NEVER;
    for (const watch of [...this.watches.values()].sort(Watch.byUrgency)) {
      const at = this.nextAt(watch, now);
      if (at <= now) void this.run(watch);
      else next = Math.min(next, at);
    }
    return next;
  }

  private nextAt(watch: Watch, now: number): number {
    const { checking, requestsPerMinute } = this.parts.settings();
    if (watch.isUnderWay || !(checking || watch.isAsked)) return NEVER;
    const dueAt = watch.isAsked ? now : watch.dueAt;
    const lane = this.parts.lanes.of(watch.id);
    if (!lane || (watch.isAsked && lane.heldBack(now))) return dueAt;
    return Math.max(dueAt, lane.nextAt(now, requestsPerMinute, watch.isAsked));
  }

  private async run(watch: Watch): Promise<void> {
    const signal = watch.begin(this.parts.lanes.of(watch.id));
    const outcome = await this.findOut(watch.id, signal);
    try {
      if (!signal.aborted) this.take(watch, outcome);
    } catch (error) {
      this.failures.fire(error);
    } finally {
      this.reschedule();
    }
  }

  private async findOut(id: OperationId, signal: AbortSignal): Promise<Outcome> {
    const endpoint = this.parts.endpoint(id.endpoint);
    const lane = this.parts.lanes.of(id);
    if (!endpoint || !lane) return notAsked({ kind: 'offline', message: `No endpoint "${id.endpoint}"` });
    const held = lane.heldBack(this.parts.clock.now());
    if (held) return notAsked(held);
    lane.begin(this.parts.clock.now());
    try {
      return await inquire(id, endpoint, this.parts, signal);
    } catch (error) {
      if (!signal.aborted) this.failures.fire(error);
      return notAsked({ kind: 'malformed', message: 'Unexpected error; the log tells more' });
    } finally {
      lane.end();
    }
  }

  /** Takes over what was found out. Listeners hear of it last: whatever they do or throw, the watch is in order. */
  private take(watch: Watch, outcome: Outcome): void {
    const now = this.parts.clock.now();
    const before = this.parts.store.get(watch.id);
    if (!before) return;
    const after = transition(before, outcome.report, now);
    this.plan(watch, after, outcome, now);
    watch.end(after);
    if (hasEnded(after)) this.watches.delete(operationKey(watch.id));
    this.parts.store.update([after]);
  }

  private plan(watch: Watch, operation: Operation, outcome: Outcome, now: number): void {
    const lane = this.parts.lanes.of(watch.id);
    if (!lane) {
      watch.dueAt = NEVER;
      return;
    }
    if (outcome.kind === 'answered') {
      watch.failures = 0;
      watch.dueAt = now + this.delayOf(operation, now);
      lane.prove(now);
      return;
    }
    const { problem } = outcome.report;
    const retryAfter = outcome.kind === 'failed' ? outcome.retryAfter : undefined;
    const scope = scopeOf(problem.kind, retryAfter);
    if (scope === 'operation') {
      watch.failures++;
      watch.dueAt = now + retryDelay(watch.failures, retryAfter, this.parts.random);
      return;
    }
    if (outcome.kind === 'notAsked') return;
    if (problem.kind === 'noKey') lane.takeBack();
    if (scope === 'blockedEndpoint') lane.block(problem);
    else lane.slowDown(problem, retryAfter, now);
    this.tellOthers(lane, problem, now);
  }

  /**
   * The problem of a whole endpoint shows on all its operations, although only one was asked about; who asked about
   * the others has the answer with that, before the listeners of the list hear of it and something asks again.
   */
  private tellOthers(lane: Lane, problem: LaneProblem, now: number): void {
    const others = this.watchesOn(lane).filter((watch) => !watch.isUnderWay);
    const told = others.flatMap((watch) => {
      const operation = this.withProblem(watch.id, problem, now);
      if (operation) watch.end(operation);
      return operation ?? [];
    });
    this.parts.store.update(told);
  }

  private withProblem(id: OperationId, problem: LaneProblem, now: number): Operation | undefined {
    const operation = this.parts.store.get(id);
    return operation && transition(operation, { kind: 'problem', problem }, now);
  }

  private delayOf(operation: Operation, now: number): number {
    const { pace, requestsPerMinute } = this.parts.settings();
    const age = now - Date.parse(operation.trackedAt);
    const moment = { model: operation.model, age, pastDurations: [], pace, requestsPerMinute };
    return nextPollDelay(moment, this.parts.random);
  }

  private storeChanged(changes: readonly OperationChange[]): void {
    for (const { before, after } of changes) {
      if (after && !before && !hasEnded(after)) this.follow(after);
      if (before && !after) this.unwatch(before);
    }
    this.reschedule();
  }

  private follow(operation: Operation): void {
    this.watchOf(operation);
    const now = this.parts.clock.now();
    const standing = this.parts.lanes.of(operation)?.standing(now);
    const told = standing && this.withProblem(operation, standing, now);
    if (told) this.parts.store.update([told]);
  }

  private watchOf(id: OperationId): Watch {
    const key = operationKey(id);
    const known = this.watches.get(key);
    if (known) return known;
    const dueAt = this.isRunning(id) ? this.parts.clock.now() : NEVER;
    const watch = new Watch({ endpoint: id.endpoint, name: id.name }, dueAt);
    this.watches.set(key, watch);
    return watch;
  }

  private watchesOn(lane: Lane): Watch[] {
    return [...this.watches.values()].filter(({ id }) => this.parts.lanes.of(id) === lane);
  }

  private isRunning(id: OperationId): boolean {
    return this.parts.store.get(id)?.state === 'running';
  }

  private unwatch(id: OperationId): void {
    const key = operationKey(id);
    this.watches.get(key)?.abandon(`${id.name} was removed`);
    this.watches.delete(key);
  }
}

function notAsked(problem: LaneProblem): Outcome {
  return { kind: 'notAsked', report: { kind: 'problem', problem } };
}
