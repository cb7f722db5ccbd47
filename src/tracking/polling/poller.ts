import type { Endpoint } from '../../endpoints/endpoint';
import { hasEnded, type Operation, type OperationId, operationKey } from '../../operations/operation';
import { transition } from '../../operations/transition';
import { type Clock, NEVER } from '../clock';
import { type Disposable, Emitter } from '../event';
import type { Lane } from '../limits/lane';
import type { Lanes } from '../limits/lanes';
import type { OperationChange, OperationStore } from '../list/operationStore';
import type { Forecasts } from '../schedule/forecasts';
import type { Pace, Random } from '../schedule/pollSchedule';
import { Alarm } from './alarm';
import { Expectations } from './expectations';
import { Hindrances } from './hindrances';
import type { Means, Outcome } from './inquiry';
import { request } from './request';
import { Turns } from './turns';
import type { Watch } from './watch';

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
  readonly lanes: Lanes;
  readonly forecasts: Pick<Forecasts, 'of' | 'learn'>;
  /** For the times that people see. */
  readonly clock: Clock;
  /** For spans of time: see `steadyClock`. */
  readonly steady: Clock;
  /** ms that no setting of a clock changes: see `stopwatch`. */
  readonly stopwatch: () => number;
  readonly random: Random;
  readonly endpoint: (id: string) => Endpoint | undefined;
  readonly settings: () => PollSettings;
}

/** ms that a timer may be late before we take it that the computer slept. */
const ASLEEP = 30_000;

/** Asks about running operations until they end: one timer, one request at a time for each operation. */
export class Poller implements Disposable {
  private readonly watches = new Map<string, Watch>();
  private readonly expectations: Expectations;
  private readonly turns: Turns;
  private readonly hindrances: Hindrances;
  private readonly failures = new Emitter<unknown>();
  private readonly proofs = new Emitter<OperationId>();
  private readonly storeListener: Disposable;
  private readonly alarm: Alarm;
  private phase: 'unstarted' | 'idle' | 'scheduling' | 'disposed' = 'unstarted';

  /** Fires with an error that nobody foresaw; the operation is asked about again later. */
  readonly onDidFail = this.failures.event;
  /** Fires with an operation whose endpoint has given its first good answer, since the start or to a new key. */
  readonly onDidProve = this.proofs.event;

  constructor(private readonly parts: PollerParts) {
    const { lanes, store, settings } = parts;
    this.expectations = new Expectations({ ...parts, operation: (id) => store.get(id), pace: settings });
    this.turns = new Turns({
      lanes,
      isChecking: () => settings().checking,
      urgency: (watch, now) => this.expectations.urgency(watch, now),
    });
    this.hindrances = new Hindrances({
      ...parts,
      turns: this.turns,
      watchesOn: (lane) => this.watchesOn(lane),
    });
    this.alarm = new Alarm(parts.steady, (lateness) => this.timePassed(lateness));
    this.storeListener = store.onDidChange((changes) => this.storeChanged(changes));
    this.storeChanged(store.list().map((after) => ({ after })));
  }

  /** Begins with a request for each running operation, at once: nobody knows what has happened meanwhile. */
  start(): void {
    if (this.phase !== 'unstarted') return;
    this.phase = 'idle';
    for (const watch of this.watches.values()) this.makeDue(watch);
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
    const watch = this.watchOf(operation);
    const answer = watch.ask(signal);
    if (!watch.isUnderWay) this.turns.ask(watch);
    this.reschedule();
    return answer;
  }

  /** The key of this origin has changed, so all that is known of its operations is to be asked anew, at once. */
  reopen(origin: string): void {
    const lane = this.parts.lanes.at(origin);
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
    this.turns.rearrange(this.watches.values());
    this.reschedule();
  }

  /** The pace has changed, with the settings or the focus. */
  paceChanged(): void {
    for (const watch of this.watches.values()) {
      const isPlanned = !watch.isUnderWay && watch.failures === 0 && watch.dueAt !== NEVER;
      if (isPlanned) this.plan(watch);
    }
    this.reschedule();
  }

  /** The person is back: an endpoint that could not be reached may be tried at once. */
  rouse(): void {
    for (const lane of this.parts.lanes.all) lane.standing.rouse();
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
    this.alarm.set(this.turns.nextAt(this.parts.steady.now()));
  }

  dispose(): void {
    this.phase = 'disposed';
    this.alarm.clear();
    this.storeListener.dispose();
    this.failures.dispose();
    this.proofs.dispose();
    for (const watch of this.watches.values()) watch.abandon('Veo Operations has ended');
    this.watches.clear();
  }

  private timePassed(lateness: number): void {
    if (lateness > ASLEEP) this.rouse();
    else this.reschedule();
  }

  private startDue(): void {
    for (let watch = this.nextTurn(); watch; watch = this.nextTurn()) void this.run(watch);
  }

  private nextTurn(): Watch | undefined {
    return this.turns.take(this.parts.steady.now());
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

  private findOut(id: OperationId, signal: AbortSignal): Promise<Outcome> {
    const { steady, lanes, endpoint } = this.parts;
    const over = { endpoint: endpoint(id.endpoint), lane: lanes.of(id), clock: steady };
    return request(id, over, this.parts, signal, (error) => this.failures.fire(error));
  }

  /** Takes over what was found out. Listeners hear of it last: whatever they do or throw, the watch is in order. */
  private take(watch: Watch, outcome: Outcome): void {
    const before = this.parts.store.get(watch.id);
    if (!before) {
      this.unwatch(watch.id);
      return;
    }
    const after = transition(before, outcome.report, this.parts.clock.now());
    if (outcome.kind === 'answered') this.answered(watch, before, after);
    else this.hindrances.meet(watch, outcome);
    watch.end(after);
    if (hasEnded(after)) this.drop(watch);
    this.parts.store.update([after]);
    if (outcome.kind === 'answered') this.prove(watch.id);
  }

  private answered(watch: Watch, before: Operation, after: Operation): void {
    watch.failures = 0;
    if (hasEnded(after)) this.expectations.sawEnd(watch, before, after);
    else {
      this.expectations.sawRunning(watch, after);
      this.plan(watch);
    }
  }

  private prove(id: OperationId): void {
    const isFirst = this.parts.lanes.of(id)?.standing.prove(this.parts.steady.now());
    if (isFirst) this.proofs.fire(id);
  }

  private storeChanged(changes: readonly OperationChange[]): void {
    for (const { before, after } of changes) {
      if (before && !after) this.unwatch(before);
      else if (after && (before || hasEnded(after))) this.changed(after);
      else if (after) this.follow(after);
    }
    this.reschedule();
  }

  /** Somebody else has changed it: it may have ended, or be older than we thought. */
  private changed(after: Operation): void {
    const watch = this.watches.get(operationKey(after));
    if (!watch || watch.isUnderWay || watch.isAsked) return;
    if (hasEnded(after)) this.drop(watch);
    else if (this.expectations.knowStart(watch, after)) this.plan(watch);
  }

  private follow(operation: Operation): void {
    this.watchOf(operation);
    this.hindrances.tell(operation);
  }

  private watchOf(operation: Operation): Watch {
    const key = operationKey(operation);
    const known = this.watches.get(key);
    if (known) return known;
    const watch = this.expectations.watch(operation);
    this.watches.set(key, watch);
    if (!hasEnded(operation)) this.plan(watch);
    return watch;
  }

  private watchesOn(lane: Lane): Watch[] {
    return [...this.watches.values()].filter(({ id }) => this.parts.lanes.of(id) === lane);
  }

  private plan(watch: Watch): void {
    this.turns.plan(watch, this.expectations.dueTime(watch));
  }

  private makeDue(watch: Watch): void {
    const isRunning = this.parts.store.get(watch.id)?.state === 'running';
    if (isRunning && !watch.isUnderWay) this.turns.plan(watch, this.parts.steady.now());
    if (watch.isAsked && !watch.isUnderWay) this.turns.ask(watch);
  }

  private unwatch(id: OperationId): void {
    const watch = this.watches.get(operationKey(id));
    if (!watch) return;
    watch.abandon(`${id.name} was removed`);
    this.drop(watch);
  }

  private drop(watch: Watch): void {
    this.turns.delete(watch);
    this.watches.delete(operationKey(watch.id));
  }
}
