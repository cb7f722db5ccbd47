import * as v from 'valibot';
import { sizeInList } from '../jsonSize';
import type { ObservedEnd } from './estimate';
import { type JobKind, keyOfKind, likeness } from './jobKind';
import type { Origin } from './start';

/** An end of a job of some kind, as it was observed; ages in seconds. */
export interface Observation {
  readonly kind: JobKind;
  readonly origin: Origin;
  readonly from: number;
  readonly to: number;
}

/** Bytes of JSON. */
export const MOST_BYTES = 8000;
/** Bytes of JSON; a kind with longer names is not stored, for it would take the room of all others. */
const MOST_BYTES_OF_KIND = 1000;
/** How much an end still counts for each newer one of its kind. */
const FADING = 0.98;
/** Ends that are looked at for one estimate: by then the oldest counts for a third. */
const MOST_FOR_ESTIMATE = 48;
/** Seconds; a job that was seen running at a greater age tells of a clock, not of jobs. */
const OLDEST_RUNNING = 2 * 60 * 60;
/** Seconds; the end may be noticed much later, when VS Code is started again. */
const LONGEST = 30 * 24 * 60 * 60;

const kindSchema = v.object({
  endpoint: v.string(),
  contract: v.string(),
  model: v.string(),
  seconds: v.exactOptional(v.number()),
  size: v.exactOptional(v.string()),
});
const age = v.pipe(v.number(), v.minValue(0), v.maxValue(LONGEST));
const number = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Which kind, then from and to, and a 1 where they count from the start. */
const endSchema = v.pipe(
  v.union([v.strictTuple([number, age, age]), v.strictTuple([number, age, age, v.literal(1)])]),
  v.check(([, from, to]) => from < to && from <= OLDEST_RUNNING),
);
const storedSchema = v.object({
  version: v.literal(1),
  kinds: v.array(v.nullable(v.fallback(v.nullable(kindSchema), null))),
  ends: v.array(v.fallback(v.nullable(endSchema), null)),
});
type StoredEnd = v.InferOutput<typeof endSchema>;

/** Reads what was stored, of whatever origin; what makes no sense of it is left out. */
export function readExperience(stored: unknown): readonly Observation[] {
  const read = v.safeParse(storedSchema, stored);
  if (!read.success) return [];
  const { kinds, ends } = read.output;
  return ends.flatMap((end) => {
    const kind = end && kinds[end[0]];
    if (!end || !kind) return [];
    return [{ kind, origin: end.length === 4 ? 'started' : 'tracked', from: end[1], to: end[2] } as const];
  });
}

/** The stored form, oldest first: the newest that fit into {@link MOST_BYTES}. */
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
    if (bytes > MOST_BYTES) break;
    if (known === undefined) kinds.push(kind);
    numbers.set(key, number);
    ends.unshift(end);
  }
  return { version: 1, kinds, ends };
}

/** Whether an observation can be one at all: clocks are set, and computers sleep. */
export function isSensible({ from, to }: Observation): boolean {
  return from >= 0 && from <= OLDEST_RUNNING && to > from + 0.1 && to <= LONGEST;
}

/** What was seen of a kind, newest first, each with its weight: newer ones and those of the very kind count more. */
export function endsOf(kind: JobKind, observations: readonly Observation[]): ObservedEnd[] {
  const ends: ObservedEnd[] = [];
  let newer = 0;
  for (let i = observations.length - 1; i >= 0 && ends.length < MOST_FOR_ESTIMATE; i--) {
    const observation = observations[i];
    const like = observation ? likeness(kind, observation.kind) : 0;
    if (!observation || like === 0) continue;
    const { origin, from, to } = observation;
    ends.push({ origin, from, to, weight: like * FADING ** newer });
    newer += like;
  }
  return ends;
}

function tenths(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
