import { DisposableStore } from '../../base/disposableStore';
import { Emitter } from '../../base/event';
import { Throttle } from '../../base/throttle';
import type { Time } from '../../base/time';
import type { Operation, OperationId } from '../../operations/operation';
import type { AgeEstimate, ObservedEnd } from './ageEstimate';
import { type AgeOrigin, ageOriginOf, ageWhenFirstSeen } from './ageOrigin';
import type { DurationDistribution } from './durationDistribution';
import { endsOf, isPlausible, type Observation, readObservations, toStored } from './durationObservations';
import { estimate } from './estimateDurations';
import { type Explanation, Explanations } from './explanations';
import { type Forecast, forecastFromStart, forecastFromTracking } from './forecast';
import { type JobKind, keyOfKind, kindOf, priorOf } from './jobKind';
import { medianDuration } from './medianDuration';
import { overdueAfter } from './pollSchedule';
import { Survivors } from './survivors';

/** Where observations are stored: VS Code's global state, since durations are the same in every workspace. */
export interface ObservationStorage {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const STATE_KEY = 'veo.durations';
/** A job that was first seen at an earlier age was seen from its beginning. */
const MIN_SINCE_S = 1;
/** VS Code writes the whole state each time. */
const WRITE_INTERVAL_MS = 1000;
/** An estimate takes milliseconds, so it is kept for this long, however many ends are observed meanwhile. */
const ESTIMATE_LIFETIME_MS = 5000;

/** Of operations of one kind whose ages count from the same origin. */
interface Estimate {
  readonly forecast: (operation: Operation) => Forecast;
  /** Seconds; undefined as long as too little is known. */
  readonly medianDuration: () => number | undefined;
  /** Seconds; see `overdueAfter`. */
  readonly overdueAfter: () => number;
  /** ms since the epoch */
  readonly madeAt: number;
  readonly from: Known;
  readonly survivors: number;
}

/** The observations of this window and the others. */
interface Known {
  /** The stored value itself, which changes when any window stores another. */
  readonly stored: unknown;
  readonly observations: readonly Observation[];
}

/** An end that was seen. Ages are in seconds, counted from `origin`. */
interface SeenEnd {
  readonly kind: JobKind;
  readonly origin: AgeOrigin;
  /** The age at which the job was last known to run. */
  readonly from: number;
  readonly to: number;
  /** The age at which it was first known to run, where an earlier end would not have been learned; 0 unless told. */
  readonly since?: number;
}

/** How long operations are expected to run, learned from observed ends. */
export class Forecasts extends DisposableStore {
  private readonly estimates = new Map<string, Estimate>();
  private readonly keys = new WeakMap<Operation, string>();
  private readonly survivors = new Survivors();
  private readonly explanations = new Explanations();
  private readonly changes = this.add(new Emitter<void>());
  private readonly writes: Throttle;
  private known: Known | undefined;
  /** Not stored yet. After two writes in a row, VS Code may show the value of the first for a moment. */
  private unstored: readonly Observation[] = [];

  /** Fires when this window has learned something or was reset. */
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

  /** What is expected of an operation of this kind. */
  of(operation: Operation): Forecast {
    return this.estimateFor(operation).forecast(operation);
  }

  /** The median duration of operations of this kind in seconds; see `medianDuration`. */
  medianDuration(operation: Operation): number | undefined {
    return this.estimateFor(operation).medianDuration();
  }

  /** The age in seconds from which on an operation of this kind is overdue, and polled ever more rarely. */
  overdueAfter(operation: Operation): number {
    return this.estimateFor(operation).overdueAfter();
  }

  /** A job has ended. */
  learn({ kind, origin, from, to, since = 0 }: SeenEnd): void {
    const at = Math.max(Math.round(this.time.now() / 1000 - to), 0);
    const isLater = since >= MIN_SINCE_S && since <= from;
    const observation = { kind, origin, from, to, at, ...(isLater && { since }) };
    if (!isPlausible(observation)) return;
    // Reading all again after each of a thousand ends in a minute would take seconds.
    const { stored, observations } = this.readKnown();
    this.known = { stored, observations: [...observations, observation] };
    this.unstored = [...this.unstored, observation];
    this.writes.request();
    this.changes.fire();
  }

  /**
   * An operation still runs. Ages are in seconds of its origin.
   *
   * @param since the age at which it was first known to run, where an earlier end would not have been learned; else 0
   */
  sawRunning(operation: Operation, age: number, since: number): void {
    const at = this.time.now() / 1000 - age;
    const [kind, origin] = [kindOf(operation), ageOriginOf(operation)];
    this.survivors.add(operation, { kind, origin, age, at, since });
  }

  /** An operation runs no more, or is followed no more. */
  sawGone(id: OperationId): void {
    this.survivors.remove(id);
  }

  /**
   * Deletes all observations, which leaves the priors.
   *
   * @returns what takes that back
   */
  async reset(): Promise<() => Promise<void>> {
    const former = toStored(this.readKnown().observations);
    await this.replace(undefined);
    return () => this.replace(former);
  }

  /** Resolves when all that was learned is stored. */
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

  /** Read again when the stored value has changed: other windows learn and reset, too. */
  private readKnown(): Known {
    const stored = this.storage.get(STATE_KEY);
    if (this.known && this.known.stored === stored) return this.known;
    this.known = { stored, observations: [...readObservations(stored), ...this.unstored] };
    return this.known;
  }

  /** Operations never change, and all that wait are weighed at each wake-up. */
  private keyOf(operation: Operation): string {
    const known = this.keys.get(operation);
    if (known !== undefined) return known;
    const key = `${ageOriginOf(operation)} ${keyOfKind(kindOf(operation))}`;
    this.keys.set(operation, key);
    return key;
  }

  private estimateFor(operation: Operation): Estimate {
    const key = this.keyOf(operation);
    const known = this.estimates.get(key);
    const madeAt = this.time.elapsed();
    const from = this.readKnown();
    const survivors = this.survivors.version;
    const isCurrent = known?.from === from && known.survivors === survivors;
    if (known && (isCurrent || madeAt - known.madeAt < ESTIMATE_LIFETIME_MS)) return known;
    const made = {
      ...this.estimated(kindOf(operation), ageOriginOf(operation), from),
      madeAt,
      from,
      survivors,
    };
    this.estimates.set(key, made);
    return made;
  }

  private estimated(
    kind: JobKind,
    origin: AgeOrigin,
    { observations }: Known,
  ): Pick<Estimate, 'forecast' | 'medianDuration' | 'overdueAfter'> {
    const now = this.time.now() / 1000;
    const observed = [...endsOf(kind, origin, observations), ...this.survivors.of(kind, origin)];
    const { ages, forecast } =
      origin === 'started'
        ? fromStart(estimate(priorOf(kind), observed, { now }))
        : fromTracking(this.explanations.of(kind, observations, now), observed, now);
    return {
      forecast,
      medianDuration: once(() => medianDuration(kind, origin, observations)),
      overdueAfter: once(() => overdueAfter(ages)),
    };
  }
}

interface Expected {
  readonly ages: DurationDistribution;
  readonly forecast: (operation: Operation) => Forecast;
}

function fromStart(estimated: AgeEstimate): Expected {
  const seenWhole = forecastFromStart(estimated, 0);
  const forecast = (operation: Operation) => {
    const firstSeen = ageWhenFirstSeen(operation);
    return firstSeen === 0 ? seenWhole : forecastFromStart(estimated, firstSeen);
  };
  return { ages: estimated.ages, forecast };
}

function fromTracking(
  { prior, chances, durations }: Explanation,
  observed: readonly ObservedEnd[],
  now: number,
): Expected {
  const estimated = estimate(prior, observed, { explanations: chances, now });
  const forecast = forecastFromTracking(estimated, durations);
  return { ages: estimated.ages, forecast: () => forecast };
}

/** Calculates a value at its first use: that takes milliseconds, and polling does not need it. */
function once<T>(work: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: work() };
    return result.value;
  };
}
