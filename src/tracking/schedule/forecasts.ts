import { DisposableStore } from '../../base/disposableStore';
import { Emitter } from '../../base/event';
import { Throttle } from '../../base/throttle';
import type { Time } from '../../base/time';
import type { Operation } from '../../operations/operation';
import { endsOf, isPlausible, type Observation, readObservations, toStored } from './durationObservations';
import { estimate } from './estimateDurations';
import { type Forecast, forecastFrom } from './forecast';
import type { AgeOrigin } from './headStart';
import { type JobKind, keyOfKind, kindOf, priorOf } from './jobKind';
import { medianDuration } from './medianDuration';
import { overdueAfter } from './pollSchedule';

/** Port: where observations are stored. That is VS Code's global state, since durations are the same in every workspace. */
interface ObservationStorage {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const STATE_KEY = 'veo.durations';
/** VS Code writes the whole state each time. */
const WRITE_INTERVAL_MS = 1000;
/** An estimate takes milliseconds, so it is kept for this long, however many ends are observed meanwhile. */
const ESTIMATE_LIFETIME_MS = 5000;

/** What follows from the observations about one kind. */
interface Estimate {
  readonly forecasts: Readonly<Record<AgeOrigin, Forecast>>;
  /** Calculated when they are first read, which takes milliseconds: polling does not need them. */
  readonly medianDurations: Map<AgeOrigin, number | undefined>;
  /** Seconds; see `overdueAfter`. */
  readonly overdueAfter: number;
  /** ms of `Time.elapsed` */
  readonly madeAt: number;
  readonly from: KnownObservations;
}

/** The observations of all windows. */
interface KnownObservations {
  /** The stored value itself, which changes when any window stores another. */
  readonly stored: unknown;
  readonly observations: readonly Observation[];
}

/** Forecasts of how long operations run, learned from observed ends. */
export class Forecasts extends DisposableStore {
  private readonly estimates = new Map<string, Estimate>();
  private readonly kindKeys = new WeakMap<Operation, string>();
  private readonly changes = this.add(new Emitter<void>());
  private readonly writes: Throttle;
  private known: KnownObservations | undefined;
  /** Not stored yet. After two writes in a row, VS Code may return the value of the first for a moment. */
  private unstored: readonly Observation[] = [];

  /** Fires when this window has learned something, or reset everything. */
  readonly onDidChange = this.changes.event;
  readonly onDidFailToWrite;

  constructor(
    private readonly storage: ObservationStorage,
    private readonly time: Time,
  ) {
    super();
    this.writes = this.add(new Throttle(() => this.write(), WRITE_INTERVAL_MS, time));
    this.onDidFailToWrite = this.writes.onDidFail;
  }

  /** The forecast for operations of this kind. */
  of(operation: Operation): Forecast {
    return this.estimateFor(operation).forecasts[ageOriginOf(operation)];
  }

  /** The median duration of operations of this kind in seconds; see `medianDuration`. */
  medianDuration(operation: Operation): number | undefined {
    const { medianDurations, from } = this.estimateFor(operation);
    const origin = ageOriginOf(operation);
    if (!medianDurations.has(origin)) {
      medianDurations.set(origin, medianDuration(kindOf(operation), origin, from.observations));
    }
    return medianDurations.get(origin);
  }

  /** The age, in seconds, from which on an operation of this kind is overdue. */
  overdueAfter(operation: Operation): number {
    return this.estimateFor(operation).overdueAfter;
  }

  /** Records an observed end, unless it is implausible. */
  learn(observation: Observation): void {
    if (!isPlausible(observation)) return;
    this.unstored = [...this.unstored, observation];
    this.known = undefined;
    this.writes.request();
    this.changes.fire();
  }

  /** Deletes all observations, which leaves the priors. @returns what undoes that */
  async reset(): Promise<() => Promise<void>> {
    const former = toStored(this.readKnown().observations);
    await this.replace(undefined);
    return () => this.replace(former);
  }

  /** Resolves when all observations are stored. */
  flush(): Promise<void> {
    return this.writes.flush();
  }

  private async replace(value: unknown): Promise<void> {
    await this.flush();
    this.unstored = [];
    this.known = undefined;
    this.estimates.clear();
    await this.storage.update(STATE_KEY, value);
    this.changes.fire();
  }

  private async write(): Promise<void> {
    const { unstored } = this;
    const value = toStored(this.readKnown().observations);
    this.unstored = [];
    this.known = undefined;
    try {
      await this.storage.update(STATE_KEY, value);
    } catch (error) {
      this.unstored = [...unstored, ...this.unstored];
      this.known = undefined;
      throw error;
    }
  }

  /** Reads the stored value again when it has changed: other windows learn and reset, too. */
  private readKnown(): KnownObservations {
    const stored = this.storage.get(STATE_KEY);
    if (this.known && this.known.stored === stored) return this.known;
    this.known = { stored, observations: [...readObservations(stored), ...this.unstored] };
    return this.known;
  }

  /** Cached, since the urgency of all due operations is calculated at each wake-up. */
  private keyOf(operation: Operation): string {
    const known = this.kindKeys.get(operation);
    if (known !== undefined) return known;
    const key = keyOfKind(kindOf(operation));
    this.kindKeys.set(operation, key);
    return key;
  }

  private estimateFor(operation: Operation): Estimate {
    const key = this.keyOf(operation);
    const known = this.estimates.get(key);
    const now = this.time.elapsed();
    const all = this.readKnown();
    if (known && (known.from === all || now - known.madeAt < ESTIMATE_LIFETIME_MS)) return known;
    const made = estimated(kindOf(operation), all, now);
    this.estimates.set(key, made);
    return made;
  }
}

function estimated(kind: JobKind, from: KnownObservations, madeAt: number): Estimate {
  const durations = estimate(priorOf(kind), endsOf(kind, from.observations));
  return {
    forecasts: {
      started: forecastFrom('started', durations),
      tracked: forecastFrom('tracked', durations),
    },
    medianDurations: new Map(),
    overdueAfter: overdueAfter(durations),
    madeAt,
    from,
  };
}

/** From when the age of an operation counts. */
export function ageOriginOf({ startedAt }: Operation): AgeOrigin {
  return startedAt === undefined ? 'tracked' : 'started';
}
