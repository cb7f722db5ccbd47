import * as v from 'valibot';
import { parseJson } from '../../outside/json';

/** What a window does at one API origin. */
export interface OriginUse {
  /** Operations that it polls. */
  readonly running: number;
  /** When it sent requests in the last minute, in ms of its monotonic clock. */
  readonly sent: readonly number[];
}

/** A window that has not renewed its lease for so long has crashed, or its computer sleeps. */
export const LEASE_LIFETIME_MS = 30_000;

const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1e6));
/** A lease of a later release may have more fields, or other values in these. */
const leaseSchema = v.looseObject({
  until: v.number(),
  running: v.fallback(v.nullish(v.record(v.string(), count)), undefined),
  sent: v.fallback(v.optional(v.record(v.string(), v.array(v.number())), {}), {}),
});

/**
 * The content of a lease file, with times in ms since the epoch. `until`: when the lease runs out. By origin: `running`, how
 * many operations the window polls; `sent`, when it sent requests in the last minute.
 */
type Lease = v.InferOutput<typeof leaseSchema>;

/** Parses a lease; undefined if the text is none. */
export function readLease(text: string): Lease | undefined {
  const read = v.safeParse(leaseSchema, parseJson(text));
  return read.success ? read.output : undefined;
}

/** Makes the lease of a window. @param uses by origin @param now ms since the epoch @param monotonic ms of the monotonic clock */
export function leaseFor(uses: ReadonlyMap<string, OriginUse>, now: number, monotonic: number): Lease {
  const running: Record<string, number> = {};
  const sent: Record<string, number[]> = {};
  for (const [origin, use] of uses) {
    if (use.running > 0) running[origin] = use.running;
    if (use.sent.length > 0) sent[origin] = use.sent.map((at) => now - monotonic + at);
  }
  return { until: now + LEASE_LIFETIME_MS, running, sent };
}
