import { type OperationId, operationKey } from '../../operations/operation';
import type { ObservedEnd } from './ageEstimate';
import { type AgeOrigin, similarityOfOrigins } from './ageOrigin';
import { type JobKind, similarity } from './jobKind';

/** Running jobs that one estimate uses; of more, a sample. */
const MAX_FOR_ESTIMATE = 12;
/** A job that has run for so long may never end. */
const OLDEST_S = 2 * 60 * 60;

interface Survivor {
  readonly kind: JobKind;
  readonly origin: AgeOrigin;
  /** The age in seconds at which it last was known to run. */
  readonly age: number;
  /** The age at which it first was known to run, where an earlier end would not have been learned; else 0. */
  readonly since: number;
  /** When it had the age 0, in seconds since the epoch. */
  readonly at: number;
}

/**
 * The jobs that still run. In a peak hour or behind a queue they tell before the ends do that all take longer: ends alone
 * are those of the quick ones.
 */
export class Survivors {
  private readonly running = new Map<string, Survivor>();
  private changes = 0;

  /** Changes whenever an estimate may come out otherwise. */
  get version(): number {
    return this.changes;
  }

  /** It has been seen running, for the first time or again. */
  add(id: OperationId, survivor: Survivor): void {
    this.running.set(operationKey(id), survivor);
    this.changed();
  }

  remove(id: OperationId): void {
    if (this.running.delete(operationKey(id))) this.changed();
  }

  /**
   * What they tell of a kind. A forecast is about a job that still runs, which is one of them: one is left out, so that
   * none counts twice.
   */
  of(kind: JobKind, origin: AgeOrigin): ObservedEnd[] {
    const alike = [...this.running.values()].flatMap(({ age, at, since, ...one }) => {
      const weight = similarity(kind, one.kind) * similarityOfOrigins(origin, one.origin);
      return weight > 0 && age > 0 && age <= OLDEST_S ? [{ from: age, to: Infinity, at, weight, since }] : [];
    });
    const byAge = alike.toSorted((a, b) => a.from - b.from);
    return sampleOf(byAge.filter((_, i) => i !== Math.floor(byAge.length / 2)));
  }

  /** A single one tells nothing. */
  private changed(): void {
    if (this.running.size > 1) this.changes++;
  }
}

function sampleOf<T>(all: T[]): T[] {
  const step = all.length / MAX_FOR_ESTIMATE;
  return step <= 1 ? all : all.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
}
