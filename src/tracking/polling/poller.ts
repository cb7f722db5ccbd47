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
import { EndpointProblemReports } from './endpointProblemReports';
import type { PolledOperation, PollingRules } from './polledOperation';
import { PolledOperations } from './polledOperations';
import { PollQueue } from './pollQueue';
import {
  type Failed,
  type Outcome,
  type Probe,
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

/** `settings` is called anew each time. */
interface PollerParts extends StatusRequestServices, PollingRules {
  readonly store: OperationStore;
  readonly limiters: OriginLimiters;
  readonly endpoints: Endpoints;
  readonly settings: () => PollSettings;
  /** Confirms that a completed operation has its video; without it, the gateway is believed. */
  readonly probe?: Probe | undefined;
}

/** An answer about an operation in a form that we do not know: redacted text. */
interface UnreadableAnswer {
  readonly id: OperationId;
  readonly answer: string;
}

/** A timer that fires later than this shows that the computer has slept. */
const ASLEEP_MS = 30_000;

/**
 * Polls operations until nothing more is to be learned of them: one timer, and one request at a time for each operation.
 */
export class Poller implements Disposable {
  private readonly polled: PolledOperations;
  private readonly queue: PollQueue<PolledOperation>;
  private readonly problems: EndpointProblemReports;
  private readonly timer: Timer;
  private readonly failures = new Emitter<unknown>();
  private readonly proofs = new Emitter<OperationId>();
  private readonly unreadable = new Emitter<UnreadableAnswer>();
  private readonly disposables = new DisposableStore(this.failures, this.proofs, this.unreadable);
  private phase: 'unstarted' | 'idle' | 'busy' | 'disposed' = 'unstarted';

  /** Fires with an unexpected error; the operation is polled again later. */
  readonly onDidFail = this.failures.event;
  /** Fires with an operation when its endpoint gives the first good answer since the start, or to a new key. */
  readonly onDidProve = this.proofs.event;
  /** Fires with each answer whose form we do not know. */
  readonly onDidGetUnreadable = this.unreadable.event;

  constructor(private readonly parts: PollerParts) {
    const { limiters, store, time } = parts;
    this.polled = new PolledOperations(limiters, parts);
    this.queue = new PollQueue(limiters);
    this.problems = new EndpointProblemReports(parts, this.polled);
    const onTimer = (lateness: number) => (lateness > ASLEEP_MS ? this.wake() : this.reschedule());
    this.timer = this.disposables.add(new Timer(time, onTimer));
    this.disposables.add(store.onDidChange((changes) => this.storeChanged(changes)));
    this.disposables.add(store.onDidArchive((operations) => this.polled.drop(operations)));
    this.storeChanged(store.list().map((after) => ({ after })));
  }

  /** Polls every running operation at once: what happened while VS Code was closed is unknown. */
  start(): void {
    if (this.phase !== 'unstarted') return;
    this.phase = 'idle';
    for (const polled of this.polled.all) polled.makeDue();
    this.reschedule();
  }

  /**
   * Polls one operation now, or as soon as the endpoint's limits allow, and resolves with the operation after the answer.
   * It joins a request that is in flight.
   *
   * @throws the reason of `signal` when it was aborted; Error when the operation is not tracked (any more).
   */
  async check(id: OperationId, signal?: AbortSignal): Promise<Operation> {
    const operation = this.parts.store.get(id);
    if (!operation || this.phase === 'disposed') throw new Error(`${id.name} is not tracked`);
    const polled = this.polled.of(operation);
    const answer = polled.whenAnswered(signal);
    this.queue.enqueue(polled);
    this.reschedule();
    return answer;
  }

  /** The key of this origin has changed: all its operations are polled at once. */
  keyChanged(origin: string): void {
    const limiter = this.parts.limiters.at(origin);
    limiter.keyChanged();
    for (const polled of this.polled.at(limiter)) {
      // An answer to the old key says nothing about the new one.
      polled.interrupt();
      polled.makeDue();
    }
    this.reschedule();
  }

  /** Polls operations at once whose endpoint was added, removed or moved. */
  endpointsChanged(): void {
    for (const polled of this.polled.all) {
      const limiter = this.parts.limiters.of(polled.id);
      const hasMoved = polled.isInFlightElsewhere(limiter);
      if (hasMoved) polled.interrupt();
      if (hasMoved || polled.dueAt === NEVER || !limiter) polled.makeDue();
    }
    this.reschedule();
  }

  /** The pace has changed, with the settings or the focus. */
  paceChanged(): void {
    for (const polled of this.polled.all) polled.reschedule();
    this.reschedule();
  }

  /** The person is back: polls the operations of endpoints that we back off from. */
  wake(): void {
    for (const limiter of this.parts.limiters.all) {
      if (limiter.health.endBackoff()) this.retryAll(limiter);
    }
    this.reschedule();
  }

  /** Polls what is due, and sets the timer for the rest. To be called whenever something has changed that decides this. */
  reschedule(): void {
    if (this.phase !== 'idle') return;
    this.withoutPolling(() => {
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

  /** One poll: a request, its outcome, and what comes next. */
  private async poll(polled: PolledOperation): Promise<void> {
    const { limiters, endpoints, probe } = this.parts;
    const { id, operation: hints } = polled;
    const limiter = limiters.of(id);
    const signal = polled.startRequest(limiter);
    const endpoint = endpoints.byId(id.endpoint);
    const request = { id, hints, endpoint, limiter, probe: polled.limitedProbe(probe), signal };
    const outcome = await requestStatus(request, this.parts);
    try {
      if (!signal.aborted) this.withoutPolling(() => this.settle(polled, limiter, outcome));
    } catch (error) {
      this.failures.fire(error);
    } finally {
      this.reschedule();
    }
  }

  /** No poll starts until the work is done, whatever listeners do, since the state is only half updated. */
  private withoutPolling(work: () => void): void {
    this.phase = 'busy';
    try {
      work();
    } finally {
      if (this.phase === 'busy') this.phase = 'idle';
    }
  }

  /** Passes the outcome of a request on to the limiter, the store and the polled operation, and then to others. */
  private settle(polled: PolledOperation, limiter: OriginLimiter | undefined, outcome: Outcome): void {
    const { id } = polled;
    const answerCallers = polled.detachCallers();
    const isOfEndpoint = outcome.kind === 'failed' && this.noteFailure(id, outcome, limiter);
    const isDated = isOfEndpoint || outcome.kind === 'notSent';
    const report = isDated ? this.problems.dated(outcome.report, limiter) : outcome.report;
    const change = this.report(id, report);
    if (change) polled.settle(outcome, change);
    answerCallers();
    this.polled.dropIfOver(polled);
    if (outcome.kind === 'answered') this.endpointAnswered(limiter, id);
    else if (isOfEndpoint && limiter) this.problems.reportToOthers(polled, limiter, report);
    if (outcome.kind === 'failed') this.emitFailure(id, outcome);
  }

  /** @returns whether the failure is that of the whole endpoint */
  private noteFailure(
    { name }: OperationId,
    { report: { problem }, retryAfter }: Failed,
    limiter: OriginLimiter | undefined,
  ): boolean {
    const now = this.parts.time.elapsed();
    if (!limiter) return false;
    return limiter.noteFailure(problem, retryAfter, now) || limiter.noteFailureAbout(name, problem, now);
  }

  private emitFailure(id: OperationId, { answer, error }: Failed): void {
    if (answer !== undefined) this.unreadable.fire({ id, answer });
    if (error !== undefined) this.failures.fire(error);
  }

  /** A listener of the store that throws must not keep the poll from its end. */
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

  /** A good answer shows that the endpoint is healthy. If it was away, all its operations go on at once. */
  private endpointAnswered(limiter: OriginLimiter | undefined, id: OperationId): void {
    if (!limiter) return;
    const { isFirst, wasAway } = limiter.noteAnswer(id.name, this.parts.time.elapsed());
    if (wasAway) this.retryAll(limiter);
    if (isFirst) this.proofs.fire(id);
  }

  /** What kept an endpoint from answering may be over, so all its operations with a problem are polled. */
  private retryAll(limiter: OriginLimiter): void {
    for (const polled of this.polled.at(limiter)) if (polled.operation.problem) polled.makeDue();
  }

  private storeChanged(changes: readonly OperationChange[]): void {
    for (const { before, after } of changes) {
      const added = after && this.polled.changed(after);
      if (added) this.problems.reportKnown(added);
      if (!after && before) this.polled.drop([before]);
    }
    this.reschedule();
  }
}
