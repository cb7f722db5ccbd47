import type { Operation } from '../../operations/operation';
import type { Clock } from '../clock';
import { type Disposable, Emitter } from '../event';
import { estimate } from './estimate';
import { endsOf, isSensible, type Observation, readExperience, toStored } from './experience';
import { type Forecast, forecastFrom } from './forecast';
import { beliefIn, type JobKind, keyOfKind, kindOf } from './jobKind';
import type { Origin } from './start';

/** Where what was learned is kept: VS Code's global state, for it holds in any workspace. */
export interface ExperienceStorage {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const KEY = 'veo.durations';
/** So many ends of a kind must have been seen before anybody is told how long it usually takes. */
const ENOUGH = 5;
/** ms for which an estimate stands, however many ends come. */
const STANDS = 5000;

interface Estimate {
  readonly forecasts: Readonly<Record<Origin, Forecast>>;
  /** Seconds that half of the jobs do not exceed. */
  readonly median: number;
  /** ms since the epoch */
  readonly madeAt: number;
  /** Of how many observations in all. */
  readonly revision: number;
}

/** How long operations are expected to run, learned from those whose ends were seen. */
export class Forecasts implements Disposable {
  private readonly estimates = new Map<string, Estimate>();
  private readonly changes = new Emitter<void>();
  private readonly writeFailures = new Emitter<unknown>();
  private revision = 0;
  private counted: { readonly revision: number; readonly counts: ReadonlyMap<string, number> } = {
    revision: -1,
    counts: new Map(),
  };

  /** Fires when something was learned or forgotten. */
  readonly onDidChange = this.changes.event;
  readonly onDidFailToWrite = this.writeFailures.event;

  constructor(
    private readonly storage: ExperienceStorage,
    private readonly clock: Clock,
  ) {}

  /** What is expected of an operation of this kind. */
  of(operation: Operation): Forecast {
    return this.estimateFor(kindOf(operation)).forecasts[originOf(operation)];
  }

  /** Seconds within which half of the operations of this kind ended; undefined as long as too few were seen. */
  usual(operation: Operation): number | undefined {
    const kind = kindOf(operation);
    const seen = this.counts().get(keyOfKind(kind)) ?? 0;
    return seen >= ENOUGH ? this.estimateFor(kind).median : undefined;
  }

  /** A job ended at an age between `from`, when it was last known to run, and `to`; in seconds of its origin. */
  learn(kind: JobKind, origin: Origin, from: number, to: number): void {
    const observation = { kind, origin, from, to };
    if (!isSensible(observation)) return;
    this.keep([...this.observations(), observation]);
  }

  /**
   * Goes back to what is believed of each kind.
   *
   * @returns what takes that back
   */
  async forget(): Promise<() => Promise<void>> {
    const former = this.storage.get(KEY);
    this.estimates.clear();
    await this.write(undefined);
    return async () => {
      this.estimates.clear();
      await this.write(former);
    };
  }

  dispose(): void {
    this.changes.dispose();
    this.writeFailures.dispose();
  }

  private keep(observations: readonly Observation[]): void {
    void this.write(toStored(observations)).catch((reason) => this.writeFailures.fire(reason));
  }

  private async write(value: unknown): Promise<void> {
    this.revision++;
    const written = this.storage.update(KEY, value);
    this.changes.fire();
    await written;
  }

  /** Read anew each time: other windows learn too. */
  private observations(): readonly Observation[] {
    return readExperience(this.storage.get(KEY));
  }

  /** How many ends of each very kind were seen, by the key of the kind. */
  private counts(): ReadonlyMap<string, number> {
    if (this.counted.revision === this.revision) return this.counted.counts;
    const counts = new Map<string, number>();
    for (const { kind } of this.observations()) {
      const key = keyOfKind(kind);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    this.counted = { revision: this.revision, counts };
    return counts;
  }

  private estimateFor(kind: JobKind): Estimate {
    const key = keyOfKind(kind);
    const known = this.estimates.get(key);
    const now = this.clock.now();
    const stands = known && (known.revision === this.revision || now - known.madeAt < STANDS);
    if (stands) return known;
    const made = this.estimated(kind, now);
    this.estimates.set(key, made);
    return made;
  }

  private estimated(kind: JobKind, madeAt: number): Estimate {
    const observations = this.observations();
    const durations = estimate(beliefIn(kind), endsOf(kind, observations));
    return {
      forecasts: {
        started: forecastFrom('started', durations),
        tracked: forecastFrom('tracked', durations),
      },
      median: durations.quantile(0.5),
      madeAt,
      revision: this.revision,
    };
  }
}

/** From when an operation's age counts. */
export function originOf({ startedAt }: Operation): Origin {
  return startedAt === undefined ? 'tracked' : 'started';
}
