import type { Operation } from './operation';

/**
 * What is known of the start of an operation. A `startedAt` with `startedWithin` is the time at which a program printed the
 * name, whatever the API told; one without both comes from a person.
 */
export type KnownStart = Pick<Operation, 'startedAt' | 'startTold' | 'startedWithin'>;

/** A start with its time. */
type Dated<S> = S & { readonly startedAt: string };

/** Whether the start is known from a program that printed the name, within `startedWithin` seconds after it. */
export function isStartPrinted<S extends KnownStart>(
  known: S,
): known is Dated<S> & { readonly startedWithin: number } {
  return known.startedAt !== undefined && known.startedWithin !== undefined;
}

/** Whether the start is known because an API told it. */
export function isStartReported<S extends KnownStart>(known: S): known is Dated<S> {
  return known.startedAt !== undefined && known.startTold !== undefined && !isStartPrinted(known);
}

/** Whether a person gave the start. */
export function isStartGiven<S extends KnownStart>(known: S): known is Dated<S> {
  return known.startedAt !== undefined && known.startTold === undefined && !isStartPrinted(known);
}
