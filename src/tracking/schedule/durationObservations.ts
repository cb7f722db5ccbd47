import * as v from 'valibot';
import { sizeInList } from '../../outside/size';
import type { ObservedEnd } from './estimateDurations';
import type { AgeOrigin } from './headStart';
import { type JobKind, keyOfKind, similarity } from './jobKind';

/** An observed end of a job. Ages are in seconds. */
export interface Observation {
  readonly kind: JobKind;
  readonly origin: AgeOrigin;
  readonly from: number;
  readonly to: number;
}

/** Of the stored form, as JSON. */
export const MOST_STORED_BYTES = 8000;
/** A kind whose JSON is larger is not stored: it would take the room of the others. */
const MOST_BYTES_OF_KIND = 1000;
/** Each newer end of its kind multiplies the weight of an end by this. */
const DECAY = 0.98;
/** Ends that one estimate uses. The weight of the oldest is a third then. */
const MOST_ENDS_FOR_ESTIMATE = 48;
/** A job that ran at a greater age shows that a clock is wrong. */
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
/** Index of the kind, from, to, and a 1 if both ages count from the start of the job. */
const endSchema = v.pipe(
  v.union([v.strictTuple([number, age, age]), v.strictTuple([number, age, age, v.literal(1)])]),
  v.check(([, from, to]) => from < to && from <= OLDEST_RUNNING_S),
);
const storedSchema = v.object({
  version: v.literal(1),
  kinds: v.array(v.nullable(v.fallback(v.nullable(kindSchema), null))),
  ends: v.array(v.fallback(v.nullable(endSchema), null)),
});
type StoredEnd = v.InferOutput<typeof endSchema>;

/** Parses the stored form, which another release or program may have written. What is invalid is left out. */
export function readObservations(stored: unknown): readonly Observation[] {
  const read = v.safeParse(storedSchema, stored);
  if (!read.success) return [];
  const { kinds, ends } = read.output;
  return ends.flatMap((end) => {
    const kind = end && kinds[end[0]];
    if (!end || !kind) return [];
    return [{ kind, origin: end.length === 4 ? 'started' : 'tracked', from: end[1], to: end[2] } as const];
  });
}

/** The stored form, oldest first: the newest that fit into {@link MOST_STORED_BYTES}. */
export function toStored(observations: readonly Observation[]): unknown {
  const kinds: JobKind[] = [];
  const ends: StoredEnd[] = [];
  const numbers = new Map<string, number>();
  let bytes = JSON.stringify({ version: 1, kinds, ends }).length;
  for (const { kind, origin, from, to } of observations.toReversed()) {
    const key = keyOfKind(kind);
    const known = numbers.get(key);
    if (known === undefined && sizeInList(kind) > MOST_BYTES_OF_KIND) continue;
    const number = known ?? kinds.length;
    const times = [number, tenths(from), tenths(to)] as const;
    const end: StoredEnd = origin === 'started' ? [...times, 1] : [...times];
    bytes += sizeInList(end) + (known === undefined ? sizeInList(kind) : 0);
    if (bytes > MOST_STORED_BYTES) break;
    if (known === undefined) kinds.push(kind);
    numbers.set(key, number);
    ends.unshift(end);
  }
  return { version: 1, kinds, ends };
}

/** Whether an observation is plausible. It need not be: clocks are set, and computers sleep. */
export function isPlausible({ from, to }: Observation): boolean {
  return from >= 0 && from <= OLDEST_RUNNING_S && to > from + 0.1 && to <= OLDEST_END_S;
}

/** Observed ends for an estimate of a kind, newest first. Newer ends weigh more, and so do those of exactly this kind. */
export function endsOf(kind: JobKind, observations: readonly Observation[]): ObservedEnd[] {
  const ends: ObservedEnd[] = [];
  let newer = 0;
  for (let i = observations.length - 1; i >= 0 && ends.length < MOST_ENDS_FOR_ESTIMATE; i--) {
    const observation = observations[i];
    const weight = observation ? similarity(kind, observation.kind) : 0;
    if (!observation || weight === 0) continue;
    const { origin, from, to } = observation;
    ends.push({ origin, from, to, weight: weight * DECAY ** newer });
    newer += weight;
  }
  return ends;
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
