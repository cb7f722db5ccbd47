import { type Disposable, Emitter } from '../../base/event';
import { Throttle } from '../../base/throttle';
import type { Time } from '../../base/time';
import type { Operation } from '../../operations/operation';
import { estimate } from './estimate';
import { endsOf, isSensible, type Observation, readExperience, toStored } from './experience';
import { type Forecast, forecastFrom } from './forecast';
import { beliefIn, type JobKind, keyOfKind, kindOf } from './jobKind';
import { overdueAfter } from './overdue';
import type { Origin } from './start';
import { usualIn } from './usual';

/** Where what was learned is kept: VS Code's global state, for it holds in any workspace. */
export interface ExperienceStorage {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const KEY = 'veo.durations';
/** VS Code writes the whole state each time. */
const WRITE_INTERVAL_MS = 1000;
/** ms for which an estimate stands, however many ends come. */
const STANDS = 5000;

interface Estimate {
  readonly forecasts: Readonly<Record<Origin, Forecast>>;
  /** Seconds that half of the jobs do not exceed; undefined as long as too little is known. */
  readonly usual: Readonly<Record<Origin, () => number | undefined>>;
  /** Seconds; see `overdueAfter`. */
  readonly overdueAfter: () => number;
  /** ms since the epoch */
  readonly madeAt: number;
  readonly from: Known;
}

/** What was seen of ends, by this window and the others. */
interface Known {
  /** The stored value itself, which changes when any window stores another. */
  readonly stored: unknown;
  readonly observations: readonly Observation[];
}

/** How long operations are expected to run, learned from those whose ends were seen. */
export class Forecasts implements Disposable {
  private readonly estimates = new Map<string, Estimate>();
  private readonly kindKeys = new WeakMap<Operation, string>();
  private readonly changes = new Emitter<void>();
  private readonly writes: Throttle;
  private known: Known | undefined;
  /** What is not stored yet. Of two values stored in a row, VS Code may for a moment show the earlier one. */
  private unstored: readonly Observation[] = [];

  /** Fires when something was learned or forgotten here. */
  readonly onDidChange = this.changes.event;
  readonly onDidFailToWrite;

  constructor(
    private readonly storage: ExperienceStorage,
    private readonly time: Time,
  ) {
    this.writes = new Throttle(() => this.write(), WRITE_INTERVAL_MS, time);
    this.onDidFailToWrite = this.writes.onDidFail;
  }

  /** What is expected of an operation of this kind. */
  of(operation: Operation): Forecast {
    return this.estimateFor(operation).forecasts[ageOriginOf(operation)];
  }

  /** Seconds within which half of the operations of this kind ended; see `usualIn`. */
  usual(operation: Operation): number | undefined {
    return this.estimateFor(operation).usual[ageOriginOf(operation)]();
  }

  /** The age in seconds from which on an operation of this kind is overdue, and polled ever more rarely. */
  overdueAfter(operation: Operation): number {
    return this.estimateFor(operation).overdueAfter();
  }

  /** A job ended at an age between `from`, when it was last known to run, and `to`; in seconds of its origin. */
  learn(kind: JobKind, origin: Origin, from: number, to: number): void {
    const observation = { kind, origin, from, to };
    if (!isSensible(observation)) return;
    this.unstored = [...this.unstored, observation];
    this.known = undefined;
    this.writes.request();
    this.changes.fire();
  }

  /**
   * Goes back to what is believed of each kind.
   *
   * @returns what takes that back
   */
  async forget(): Promise<() => Promise<void>> {
    const former = toStored(this.look().observations);
    await this.replace(undefined);
    return () => this.replace(former);
  }

  /** Resolves when all that was learned is stored. */
  flush(): Promise<void> {
    return this.writes.flush();
  }

  dispose(): void {
    this.changes.dispose();
    this.writes.dispose();
  }

  private async replace(value: unknown): Promise<void> {
    await this.flush();
    this.unstored = [];
    this.known = undefined;
    this.estimates.clear();
    await this.storage.update(KEY, value);
    this.changes.fire();
  }

  private async write(): Promise<void> {
    const { unstored } = this;
    const value = toStored(this.look().observations);
    this.unstored = [];
    this.known = undefined;
    try {
      await this.storage.update(KEY, value);
    } catch (error) {
      this.unstored = [...unstored, ...this.unstored];
      this.known = undefined;
      throw error;
    }
  }

  /** Looked at anew when it has changed: other windows learn and forget, too. */
  private look(): Known {
    const stored = this.storage.get(KEY);
    if (this.known && this.known.stored === stored) return this.known;
    this.known = { stored, observations: [...readExperience(stored), ...this.unstored] };
    return this.known;
  }

  /** Operations never change, and all that wait are weighed at each wake-up. */
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
    const all = this.look();
    if (known && (known.from === all || now - known.madeAt < STANDS)) return known;
    const made = estimated(kindOf(operation), all, now);
    this.estimates.set(key, made);
    return made;
  }
}

function estimated(kind: JobKind, from: Known, madeAt: number): Estimate {
  const durations = estimate(beliefIn(kind), endsOf(kind, from.observations));
  return {
    forecasts: {
      started: forecastFrom('started', durations),
      tracked: forecastFrom('tracked', durations),
    },
    usual: {
      started: once(() => usualIn(kind, 'started', from.observations)),
      tracked: once(() => usualIn(kind, 'tracked', from.observations)),
    },
    overdueAfter: once(() => overdueAfter(durations)),
    madeAt,
    from,
  };
}

/** Worked out when somebody looks: that takes milliseconds, and polling does without. */
function once<T>(work: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: work() };
    return result.value;
  };
}

/** From when an operation's age counts. */
export function ageOriginOf({ startedAt }: Operation): Origin {
  return startedAt === undefined ? 'tracked' : 'started';
}
