import * as v from 'valibot';

/** What a window does at one origin. */
export interface OriginUse {
  /** Operations that it asks about. */
  readonly running: number;
  /** When it sent requests in the last minute: ms of a stopwatch. */
  readonly sent: readonly number[];
}

/** ms; a window that has not renewed its lease for so long has crashed, or its computer sleeps. */
export const LIFETIME = 30_000;

const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1e6));
/** A lease of a later release may tell more, or tell it otherwise. */
const leaseSchema = v.looseObject({
  until: v.number(),
  running: v.fallback(v.nullish(v.record(v.string(), count)), undefined),
  sent: v.fallback(v.optional(v.record(v.string(), v.array(v.number())), {}), {}),
});

/**
 * `until`: ms since the epoch. By origin: `running`, how many operations the window asks about; `sent`, when it sent
 * requests in the last minute, in ms since the epoch.
 */
type Lease = v.InferOutput<typeof leaseSchema>;

/** @returns undefined when it is none */
export function readLease(text: string): Lease | undefined {
  try {
    const read = v.safeParse(leaseSchema, JSON.parse(text));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The lease of a window from now on.
 *
 * @param uses by origin
 * @param now ms since the epoch
 * @param span the same on the stopwatch
 */
export function leaseFor(uses: ReadonlyMap<string, OriginUse>, now: number, span: number): Lease {
  const running: Record<string, number> = {};
  const sent: Record<string, number[]> = {};
  for (const [origin, use] of uses) {
    if (use.running > 0) running[origin] = use.running;
    if (use.sent.length > 0) sent[origin] = use.sent.map((at) => now - span + at);
  }
  return { until: now + LIFETIME, running, sent };
}
