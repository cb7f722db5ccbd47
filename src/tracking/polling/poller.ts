import { type Disposable, Emitter } from '../../base/event';
import { NEVER, type Time } from '../../base/time';
import { Timer } from '../../base/timer';
import type { Endpoint } from '../../endpoints/endpoint';
import { hasEnded, type Operation, type OperationId } from '../../operations/operation';
import { transition } from '../../operations/transition';
import type { OriginLimiters } from '../limits/originLimiters';
import type { OperationChange, OperationStore } from '../list/operationStore';
import type { Forecasts } from '../schedule/forecasts';
import type { Pace } from '../schedule/pollSchedule';
import type { Probe } from './confirmation';
import { Hindrances } from './hindrances';
import { Expectations } from './operationAge';
import type { Watch } from './polledOperation';
import { FollowedOperations } from './polledOperations';
import { Turns } from './pollQueue';
import { request } from './request';
import type { Means, Outcome } from './statusRequest';

export interface PollSettings {
  /** Whether operations are asked about without the person asking. */
  readonly checking: boolean;
  readonly pace: Pace;
  /** Whether this window has the focus; without it the pace goes down one step. */
  readonly focused: boolean;
}

/** What the poller works with. `endpoint` and `settings` are asked anew each time. */
export interface PollerParts extends Means {
  readonly store: OperationStore;
  readonly limiters: OriginLimiters;
  readonly forecasts: Pick<Forecasts, 'of' | 'learn' | 'overdueAfter'>;
  readonly time: Time;
  readonly endpoint: (id: string) => Endpoint | undefined;
  readonly settings: () => PollSettings;
}

/** What an API answered about an operation that could not be understood: redacted text. */
export interface UnreadableAnswer {
  readonly id: OperationId;
  readonly answer: string;
}

/** ms that a timer may be late before we take it that the computer slept. */
const ASLEEP = 30_000;
/** A gateway that never gives the content of what it calls completed is believed after so many probes. */
const MOST_PROBES = 3;

/**
 * Polls operations until nothing more is to be learned of them: one timer, one request at a time for each operation.
 */
export class Poller implements Disposable {
  private readonly expectations: Expectations;
  private readonly turns: Turns;
  private readonly followed: FollowedOperations;
  private readonly hindrances: Hindrances;
  private readonly failures = new Emitter<unknown>();
  private readonly proofs = new Emitter<OperationId>();
  private readonly unreadable = new Emitter<UnreadableAnswer>();
  private readonly storeListeners: readonly Disposable[];
  private readonly timer: Timer;
  private phase: 'unstarted' | 'idle' | 'scheduling' | 'disposed' = 'unstarted';

  /** Fires with an error that nobody foresaw; the operation is asked about again later. */
  readonly onDidFail = this.failures.event;
  /** Fires with an operation whose endpoint has given its first good answer, since the start or to a new key. */
  readonly onDidProve = this.proofs.event;
  /** Fires with each answer that could not be understood. */
  readonly onDidGetUnreadable = this.unreadable.event;

  constructor(private readonly parts: PollerParts) {
    const { limiters, store, settings } = parts;
    this.expectations = new Expectations({ ...parts, operation: (id) => store.get(id), pace: settings });
    this.turns = new Turns({
      limiters,
      isChecking: () => settings().checking,
      urgency: (watch, now) => this.expectations.urgency(watch, now),
      canWait: ({ id }) => store.get(id)?.state === 'missing',
    });
    this.hindrances = new Hindrances({
      ...parts,
      turns: this.turns,
      expectations: this.expectations,
      watchesOn: (limiter) => this.followed.on(limiter),
    });
    this.followed = new FollowedOperations({
      ...parts,
      turns: this.turns,
      expectations: this.expectations,
      onFollow: (operation) => this.hindrances.tell(operation),
    });
    this.timer = new Timer(parts.time, (lateness) => this.timePassed(lateness));
    this.storeListeners = [
      store.onDidChange((changes) => this.storeChanged(changes)),
      store.onDidArchive((operations) => this.archived(operations)),
    ];
    this.storeChanged(store.list().map((after) => ({ after })));
  }

  /** Begins with a request for each running operation, at once: nobody knows what has happened meanwhile. */
  start(): void {
    if (this.phase !== 'unstarted') return;
    this.phase = 'idle';
    for (const watch of this.followed.all) this.followed.makeDue(watch);
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
    const watch = this.followed.watchOf(operation);
    const answer = watch.ask(signal);
    if (!watch.isUnderWay) this.turns.ask(watch);
    this.reschedule();
    return answer;
  }

  /** The key of this origin has changed, so all that is known of its operations is to be asked anew, at once. */
  reopen(origin: string): void {
    const limiter = this.parts.limiters.at(origin);
    limiter.reopen();
    for (const watch of this.followed.on(limiter)) {
      // The answer to a request with the old key would say nothing about the new one.
      watch.interrupt();
      this.followed.makeDue(watch);
    }
    this.reschedule();
  }

  /** Operations whose endpoint has come or gone are looked at again. */
  endpointsChanged(): void {
    for (const watch of this.followed.all) {
      const limiter = this.parts.limiters.of(watch.id);
      const hasMoved = watch.isUnderWay && watch.limiter !== limiter;
      if (hasMoved) watch.interrupt();
      if (hasMoved || watch.dueAt === NEVER || !limiter) this.followed.makeDue(watch);
    }
    this.turns.rearrange(this.followed.all);
    this.reschedule();
  }

  /** The pace has changed, with the settings or the focus. */
  paceChanged(): void {
    for (const watch of this.followed.all) {
      const isPlanned = !watch.isUnderWay && watch.failures === 0 && watch.dueAt !== NEVER;
      const operation = isPlanned && this.parts.store.get(watch.id);
      if (operation) this.followed.plan(watch, operation);
    }
    this.reschedule();
  }

  /** The person is back: an endpoint that could not be reached may be tried at once, about all of its operations. */
  rouse(): void {
    for (const limiter of this.parts.limiters.all)
      if (limiter.health.rouse()) this.followed.makeHinderedDue(limiter);
    this.reschedule();
  }

  /** Starts what is due and sets the timer for the rest; to be called whenever something has changed. */
  reschedule(): void {
    if (this.phase !== 'idle') return;
    this.phase = 'scheduling';
    try {
      this.startDue();
    } finally {
      this.phase = 'idle';
    }
    this.timer.setAt(this.turns.nextAt(this.parts.time.steady()));
  }

  dispose(): void {
    this.phase = 'disposed';
    this.timer.clear();
    for (const listener of this.storeListeners) listener.dispose();
    this.failures.dispose();
    this.proofs.dispose();
    this.unreadable.dispose();
    this.followed.abandonAll('Veo Operations has ended');
  }

  private timePassed(lateness: number): void {
    if (lateness > ASLEEP) this.rouse();
    else this.reschedule();
  }

  private startDue(): void {
    for (let watch = this.nextTurn(); watch; watch = this.nextTurn()) void this.run(watch);
  }

  private nextTurn(): Watch | undefined {
    return this.turns.take(this.parts.time.steady());
  }

  private async run(watch: Watch): Promise<void> {
    const signal = watch.begin(this.parts.limiters.of(watch.id));
    const outcome = await this.findOut(watch, signal);
    try {
      if (!signal.aborted) this.take(watch, outcome);
    } catch (error) {
      this.failures.fire(error);
    } finally {
      this.reschedule();
    }
  }

  private findOut(watch: Watch, signal: AbortSignal): Promise<Outcome> {
    const { id } = watch;
    const { time, limiters, endpoint } = this.parts;
    const over = { endpoint: endpoint(id.endpoint), limiter: limiters.of(id), time };
    const means = { ...this.parts, probe: this.probeFor(watch) };
    return request(id, over, means, signal, (error) => this.failures.fire(error));
  }

  /** What is known to have succeeded needs no proof. */
  private probeFor(watch: Watch): Probe | undefined {
    const { probe, store } = this.parts;
    if (!probe || store.get(watch.id)?.state === 'succeeded' || watch.probes >= MOST_PROBES) return undefined;
    return (...asked) => {
      watch.probes++;
      return probe(...asked);
    };
  }

  /** Takes over what was found out. Listeners hear of it last: whatever they do or throw, the watch is in order. */
  private take(watch: Watch, outcome: Outcome): void {
    const before = this.parts.store.get(watch.id);
    if (!before) {
      this.followed.drop(watch.id);
      return;
    }
    const report = outcome.kind === 'answered' ? outcome.report : this.hindrances.hinder(watch.id, outcome);
    const after = transition(before, report, this.parts.time.now());
    if (outcome.kind !== 'notAsked') this.expectations.asked(watch);
    if (outcome.kind === 'answered') this.answered(watch, before, after);
    else this.hindrances.meet(watch, after, outcome);
    watch.end(after);
    this.followed.dropIfOver(watch, after);
    this.parts.store.update([after]);
    if (outcome.kind === 'answered') this.prove(watch.id);
    if (outcome.kind === 'failed') this.showUnreadable(watch.id, outcome.answer);
  }

  private showUnreadable(id: OperationId, answer: string | undefined): void {
    if (answer !== undefined) this.unreadable.fire({ id, answer });
  }

  private answered(watch: Watch, before: Operation, after: Operation): void {
    watch.failures = 0;
    if (hasEnded(after)) this.expectations.sawEnd(watch, before, after);
    else {
      this.expectations.sawRunning(watch, after);
      this.followed.plan(watch, after);
    }
  }

  /** A good answer opens the limiter; where that was blocked, all operations on it go on at once. */
  private prove(id: OperationId): void {
    const limiter = this.parts.limiters.of(id);
    if (!limiter) return;
    const wasBlocked = limiter.health.isBlocked;
    const isFirst = limiter.health.prove(this.parts.time.steady());
    if (wasBlocked) this.followed.makeHinderedDue(limiter);
    if (isFirst) this.proofs.fire(id);
  }

  private storeChanged(changes: readonly OperationChange[]): void {
    for (const { before, after } of changes) {
      if (after) this.followed.changed(before, after);
      else if (before) this.followed.drop(before);
    }
    this.reschedule();
  }

  /** What has left the list is nobody's concern until it comes back. */
  private archived(operations: readonly Operation[]): void {
    for (const operation of operations) this.followed.drop(operation);
  }
}
