import * as v from 'valibot';
import { SOURCES } from '../../operations/operation';
import { sizeInList } from '../../outside/size';
import type { ObservedEnd } from './ageEstimate';
import { type AgeOrigin, similarityOfOrigins } from './ageOrigin';
import { type JobKind, keyOfKind, similarity } from './jobKind';
import { newestFirst } from './newestEnds';

/** An observed end of a job. Ages are in seconds. */
export interface Observation {
  readonly kind: JobKind;
  readonly origin: AgeOrigin;
  readonly from: number;
  readonly to: number;
  /** When it had the age 0, in whole seconds since the epoch; 0 where a release up to 0.6 has recorded it. */
  readonly at: number;
  /** The age at which it was first known to run, where that is more than a second. */
  readonly since?: number;
}

/** Of the stored form, as JSON. */
export const MAX_STORED_BYTES = 8000;
/** A kind whose JSON is larger is not stored: it would take the room of the others. */
const MAX_BYTES_OF_KIND = 1000;
/** Ends that one estimate uses. */
const MAX_ENDS_FOR_ESTIMATE = 60;
/** A job that was seen running at a greater age says something about a clock, not about jobs. */
const OLDEST_RUNNING_S = 2 * 60 * 60;
/** An end may be noticed much later, when VS Code starts again. */
const OLDEST_END_S = 30 * 24 * 60 * 60;

const kindSchema = v.object({
  endpoint: v.string(),
  contract: v.string(),
  model: v.string(),
  seconds: v.exactOptional(v.number()),
  size: v.exactOptional(v.string()),
});
const age = v.pipe(v.number(), v.minValue(0), v.maxValue(OLDEST_END_S));
const number = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Whole seconds since the epoch, until 2100. */
const at = v.pipe(number, v.maxValue(4_102_444_800));
const origin = v.picklist(['tracked', ...SOURCES]);
/** Index of the kind, from, to, at, origin, and the age at which it was first known to run. */
const endSchema = v.pipe(
  v.union([
    v.strictTuple([number, age, age, at, origin]),
    v.strictTuple([number, age, age, at, origin, age]),
  ]),
  v.check(([, from, to]) => isInterval(from, to)),
);
/** Of releases up to 0.6: index of the kind, from, to, and a 1 when both ages count from the start of the job. */
const formerEndSchema = v.pipe(
  v.union([v.strictTuple([number, age, age]), v.strictTuple([number, age, age, v.literal(1)])]),
  v.check(([, from, to]) => isInterval(from, to)),
);
const kinds = v.array(v.nullable(v.fallback(v.nullable(kindSchema), null)));
const storedSchema = v.variant('version', [
  v.object({ version: v.literal(1), kinds, ends: v.array(v.fallback(v.nullable(formerEndSchema), null)) }),
  v.object({ version: v.literal(2), kinds, ends: v.array(v.fallback(v.nullable(endSchema), null)) }),
]);
type StoredEnd = v.InferOutput<typeof endSchema>;

/**
 * Parses the stored form, which another release or program may have written. What is invalid is left out. Ages that releases
 * up to 0.6 have recorded mean the same; of those that count from tracking, nobody knows the way.
 */
export function readObservations(stored: unknown): readonly Observation[] {
  const read = v.safeParse(storedSchema, stored);
  if (!read.success) return [];
  const { kinds, ends, version } = read.output;
  return ends.flatMap((end): Observation[] => {
    const kind = end && kinds[end[0]];
    if (!end || !kind) return [];
    const [, from, to, third, fourth, since] = end;
    if (version === 1) return [{ kind, origin: third === 1 ? 'started' : 'tracked', from, to, at: 0 }];
    if (third === undefined || fourth === undefined || (since ?? 0) > from) return [];
    return [{ kind, origin: fourth, from, to, at: third, ...(since !== undefined && { since }) }];
  });
}

/**
 * The stored form, in the given order: of each kind and origin at most as many as an estimate uses, the newest that fit into
 * {@link MAX_STORED_BYTES}.
 */
export function toStored(observations: readonly Observation[]): unknown {
  const kinds: JobKind[] = [];
  const ends = new Map<Observation, StoredEnd>();
  const numbers = new Map<string, number>();
  const counts = new Map<string, number>();
  let bytes = JSON.stringify({ version: 2, kinds, ends: [] }).length;
  for (const observation of newestFirst(observations)) {
    const { kind, origin } = observation;
    const key = keyOfKind(kind);
    const known = numbers.get(key);
    if (known === undefined && sizeInList(kind) > MAX_BYTES_OF_KIND) continue;
    const count = (counts.get(origin + key) ?? 0) + 1;
    if (count > MAX_ENDS_FOR_ESTIMATE) continue;
    const number = known ?? kinds.length;
    const end = storedEnd(observation, number);
    bytes += sizeInList(end) + (known === undefined ? sizeInList(kind) : 0);
    if (bytes > MAX_STORED_BYTES) break;
    if (known === undefined) kinds.push(kind);
    numbers.set(key, number);
    counts.set(origin + key, count);
    ends.set(observation, end);
  }
  const inOrder = observations.map((one) => ends.get(one)).filter((end) => end !== undefined);
  return { version: 2, kinds, ends: inOrder };
}

/** Whether an observation is plausible. It need not be: clocks are set, and computers sleep. */
export function isPlausible({ from, to }: Observation): boolean {
  return from >= 0 && from <= OLDEST_RUNNING_S && to > from + 0.1 && to <= OLDEST_END_S;
}

/** Observed ends for an estimate of a kind, of the newest jobs; those of exactly this kind and origin weigh more. */
export function endsOf(
  kind: JobKind,
  origin: AgeOrigin,
  observations: readonly Observation[],
): ObservedEnd[] {
  const weightOf = (other: Observation) =>
    similarity(kind, other.kind) * similarityOfOrigins(origin, other.origin);
  const alike = observations.filter((one) => weightOf(one) > 0);
  const used = new Set(newestFirst(alike).slice(0, MAX_ENDS_FOR_ESTIMATE));
  return alike
    .filter((one) => used.has(one))
    .map((one) => {
      const { from, to, at, since } = one;
      return { from, to, at, weight: weightOf(one), ...(since !== undefined && { since }) };
    });
}

function storedEnd({ from, to, at, origin, since }: Observation, kind: number): StoredEnd {
  const end = [kind, tenths(from), tenths(to), at, origin] as const;
  return since === undefined ? [...end] : [...end, tenths(since)];
}

function isInterval(from: number, to: number): boolean {
  return from < to && from <= OLDEST_RUNNING_S;
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
