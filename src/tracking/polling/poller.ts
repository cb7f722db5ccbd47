import { DisposableStore } from '../../base/disposableStore';
import { type Disposable, Emitter } from '../../base/event';
import { NEVER } from '../../base/time';
import { Timer } from '../../base/timer';
import type { Endpoints } from '../../endpoints/endpoint';
import type { Operation, OperationId, Report } from '../../operations/operation';
import type { OriginLimiter } from '../limits/originLimiter';
import type { OriginLimiters } from '../limits/originLimiters';
import type { OperationChange, OperationStore } from '../list/operationStore';
import type { Pace } from '../schedule/pollSchedule';
import type { Probe } from './confirmation';
import type { PolledOperation, PollingRules } from './polledOperation';
import { PolledOperations } from './polledOperations';
import { PollQueue } from './pollQueue';
import {
  type Failed,
  type Outcome,
  type ProblemReport,
  requestStatus,
  type StatusRequestServices,
} from './statusRequest';

export interface PollSettings {
  /** Whether background polling is on. */
  readonly checking: boolean;
  readonly pace: Pace;
  /** Whether this window has the focus; without it the pace goes down one step. */
  readonly focused: boolean;
}

/** What the poller works with. `settings` is read anew each time. */
export interface PollerParts extends StatusRequestServices, PollingRules {
  readonly store: OperationStore;
  readonly limiters: OriginLimiters;
  readonly endpoints: Endpoints;
  readonly settings: () => PollSettings;
  /** Asks for the content of a completed operation; without it, a gateway's word is believed. */
  readonly probe?: Probe | undefined;
}

/** What an API answered about an operation that could not be understood: redacted text. */
export interface UnreadableAnswer {
  readonly id: OperationId;
  readonly answer: string;
}

/** A timer that is later than this fires after the computer has slept. */
const ASLEEP_MS = 30_000;

/**
 * Polls operations until nothing more is to be learned of them: one timer, and one request at a time for each operation.
 */
export class Poller implements Disposable {
  private readonly polled: PolledOperations;
  private readonly queue: PollQueue<PolledOperation>;
  private readonly timer: Timer;
  private readonly failures = new Emitter<unknown>();
  private readonly proofs = new Emitter<OperationId>();
  private readonly unreadable = new Emitter<UnreadableAnswer>();
  private readonly disposables = new DisposableStore(this.failures, this.proofs, this.unreadable);
  private phase: 'unstarted' | 'idle' | 'busy' | 'disposed' = 'unstarted';

  /** Fires with an error that nobody foresaw; the operation is polled again later. */
  readonly onDidFail = this.failures.event;
  /** Fires with an operation whose endpoint has given its first good answer, since the start or to a new key. */
  readonly onDidProve = this.proofs.event;
  /** Fires with each answer that could not be understood. */
  readonly onDidGetUnreadable = this.unreadable.event;

  constructor(private readonly parts: PollerParts) {
    const { limiters, store, time } = parts;
    this.polled = new PolledOperations(limiters, parts);
    this.queue = new PollQueue(limiters);
    this.timer = this.disposables.add(new Timer(time, (lateness) => this.timePassed(lateness)));
    this.disposables.add(store.onDidChange((changes) => this.storeChanged(changes)));
    this.disposables.add(store.onDidArchive((operations) => this.archived(operations)));
    this.storeChanged(store.list().map((after) => ({ after })));
  }

  /** Begins with a request for each running operation, at once: nobody knows what has happened meanwhile. */
  start(): void {
    if (this.phase !== 'unstarted') return;
    this.phase = 'idle';
    for (const polled of this.polled.all) this.makeDue(polled);
    this.reschedule();
  }

  /**
   * Polls one operation now, as far as the endpoint's limits allow, and resolves with the operation as it is then; joins
   * a request that is in flight.
   *
   * @throws the reason of `signal` when it was aborted; Error when the operation is not tracked (any more).
   */
  async check(id: OperationId, signal?: AbortSignal): Promise<Operation> {
    const operation = this.parts.store.get(id);
    if (!operation || this.phase === 'disposed') throw new Error(`${id.name} is not tracked`);
    const polled = this.polled.of(operation);
    const answer = polled.whenAnswered(signal);
    if (!polled.isInFlight) this.queue.enqueue(polled);
    this.reschedule();
    return answer;
  }

  /** The key of this origin has changed, so all its operations are polled anew, at once. */
  keyChanged(origin: string): void {
    const limiter = this.parts.limiters.at(origin);
    limiter.keyChanged();
    for (const polled of this.polled.at(limiter)) {
      // The answer to a request with the old key would say nothing about the new one.
      polled.interrupt();
      this.makeDue(polled);
    }
    this.reschedule();
  }

  /** Operations whose endpoint has come, gone or moved are polled at once. */
  endpointsChanged(): void {
    for (const polled of this.polled.all) {
      const limiter = this.parts.limiters.of(polled.id);
      const hasMoved = polled.isInFlightElsewhere(limiter);
      if (hasMoved) polled.interrupt();
      if (hasMoved || polled.dueAt === NEVER || !limiter) this.makeDue(polled);
    }
    this.reschedule();
  }

  /** The pace has changed, with the settings or the focus. */
  paceChanged(): void {
    for (const polled of this.polled.all) polled.reschedule();
    this.reschedule();
  }

  /** The person is back: an endpoint that could not be reached may be tried at once, about all of its operations. */
  wake(): void {
    for (const limiter of this.parts.limiters.all) {
      if (limiter.health.endBackoff()) this.retryAll(limiter);
    }
    this.reschedule();
  }

  /** Polls what is due and sets the timer for the rest; to be called whenever something has changed. */
  reschedule(): void {
    if (this.phase !== 'idle') return;
    this.busily(() => {
      const now = this.parts.time.elapsed();
      this.queue.lineUp(this.parts.settings().checking ? this.polled.all : [], now);
      for (let next = this.queue.dequeue(now); next; next = this.queue.dequeue(now)) void this.poll(next);
      this.timer.setAt(this.queue.nextAt(now));
    });
  }

  dispose(): void {
    this.phase = 'disposed';
    this.disposables.dispose();
    this.polled.abandonAll('Veo Operations has ended');
  }

  /** One poll, from the request to the next time. */
  private async poll(polled: PolledOperation): Promise<void> {
    const { limiters, endpoints, probe } = this.parts;
    const { id } = polled;
    const limiter = limiters.of(id);
    const signal = polled.startRequest(limiter);
    const endpoint = endpoints.byId(id.endpoint);
    const request = { id, endpoint, limiter, probe: polled.limited(probe), signal };
    const outcome = await requestStatus(request, this.parts);
    try {
      if (!signal.aborted) this.busily(() => this.settle(polled, limiter, outcome));
    } catch (error) {
      this.failures.fire(error);
    }
    this.reschedule();
  }

  /** Whatever listeners do meanwhile, no other poll begins: what is half done would count twice. */
  private busily(work: () => void): void {
    this.phase = 'busy';
    try {
      work();
    } finally {
      if (this.phase === 'busy') this.phase = 'idle';
    }
  }

  /** Hands what came of a request to the limiter, the store, the polled operation, and all else that it concerns. */
  private settle(polled: PolledOperation, limiter: OriginLimiter | undefined, outcome: Outcome): void {
    const { id } = polled;
    const isOfEndpoint = outcome.kind === 'failed' && this.noteFailure(outcome, limiter);
    const report =
      outcome.kind === 'notSent' || isOfEndpoint ? this.withTime(outcome.report, limiter) : outcome.report;
    const change = this.report(id, report);
    if (!change) {
      this.polled.drop(id);
      return;
    }
    polled.settle(outcome, change);
    this.polled.dropIfOver(polled);
    if (outcome.kind === 'failed') this.emitFailure(id, outcome);
    if (outcome.kind === 'answered') this.endpointAnswered(limiter, id);
    else if (isOfEndpoint && limiter) this.reportToOthers(limiter, report);
  }

  /** @returns whether the failure is that of the whole endpoint */
  private noteFailure({ report, retryAfter }: Failed, limiter: OriginLimiter | undefined): boolean {
    return limiter?.noteFailure(report.problem, retryAfter, this.parts.time.elapsed()) ?? false;
  }

  /** The one door to the list. A listener that throws must not keep the poll from its end. */
  private report(id: OperationId, report: Report): Required<OperationChange> | undefined {
    const { store, time } = this.parts;
    const before = store.get(id);
    try {
      return store.report(id, report, time.now());
    } catch (error) {
      this.failures.fire(error);
      const after = store.get(id);
      return before && after && { before, after };
    }
  }

  private emitFailure(id: OperationId, { answer, error }: Failed): void {
    if (answer !== undefined) this.unreadable.fire({ id, answer });
    if (error !== undefined) this.failures.fire(error);
  }

  /** A good answer opens the endpoint; where that was blocked, all its operations go on at once. */
  private endpointAnswered(limiter: OriginLimiter | undefined, id: OperationId): void {
    if (!limiter) return;
    const wasBlocked = limiter.health.isBlocked;
    const isFirst = limiter.health.succeeded(this.parts.time.elapsed());
    if (wasBlocked) this.retryAll(limiter);
    if (isFirst) this.proofs.fire(id);
  }

  /** The problem of a whole endpoint shows on all its operations in the schedule, and answers the callers of others. */
  private reportToOthers(limiter: OriginLimiter, report: Report): void {
    const others = this.polled
      .at(limiter)
      .filter(({ isInFlight, isAwaited, isScheduled }) => !isInFlight && (isAwaited || isScheduled));
    const ids = others.map(({ id }) => id);
    try {
      this.parts.store.reportAll(ids, report, this.parts.time.now());
    } finally {
      for (const polled of others) polled.answerCallers();
    }
  }

  /** An operation that comes into the list shows at once what stands in the way of all at its endpoint. */
  private reportProblem({ id, isScheduled }: PolledOperation): void {
    const { limiters, store, time } = this.parts;
    const limiter = limiters.of(id);
    const problem = limiter?.health.problem(time.elapsed());
    if (problem && isScheduled) {
      store.report(id, this.withTime({ kind: 'problem', problem }, limiter), time.now());
    }
  }

  /** Adds to a problem of the endpoint when it goes on; people see that by the wall clock. */
  private withTime(report: ProblemReport, limiter: OriginLimiter | undefined): ProblemReport {
    const { time } = this.parts;
    const until = limiter?.waitsUntil(time.elapsed());
    if (until === undefined) return report;
    const goesOnAt = new Date(time.now() + until - time.elapsed()).toISOString();
    return { ...report, problem: { ...report.problem, goesOnAt } };
  }

  private makeDue(polled: PolledOperation): void {
    polled.makeDue();
    if (polled.isAwaited) this.queue.enqueue(polled);
  }

  /** What stood in the way of an endpoint may be gone for all its operations that have a problem. */
  private retryAll(limiter: OriginLimiter): void {
    for (const polled of this.polled.at(limiter)) if (polled.operation.problem) this.makeDue(polled);
  }

  private timePassed(lateness: number): void {
    if (lateness > ASLEEP_MS) this.wake();
    else this.reschedule();
  }

  private storeChanged(changes: readonly OperationChange[]): void {
    for (const { before, after } of changes) {
      const added = after && this.polled.changed(after);
      if (added) this.reportProblem(added);
      if (!after && before) this.polled.drop(before);
    }
    this.reschedule();
  }

  /** What has left the list is nobody's concern until it comes back. */
  private archived(operations: readonly Operation[]): void {
    for (const operation of operations) this.polled.drop(operation);
  }
}
