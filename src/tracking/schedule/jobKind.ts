import { contractOf } from '../../operations/name';
import type { Operation } from '../../operations/operation';

/** What jobs have in common that take alike long. Of each endpoint by itself: the simulator teaches nothing about Google. */
export interface JobKind {
  readonly endpoint: string;
  readonly contract: string;
  readonly model: string;
  /** The length of the video, as far as it is told. */
  readonly seconds?: number;
  /** Such as `1280x720`, as far as it is told. */
  readonly size?: string;
}

/** The kind that an operation is of, as far as is known by now. */
export function kindOf({ endpoint, name, model, seconds, size }: Operation): JobKind {
  return {
    endpoint,
    contract: contractOf(name) ?? '',
    model: model ?? '',
    ...(seconds !== undefined && { seconds }),
    ...(size !== undefined && { size }),
  };
}

/** The same text for the same kind. */
export function keyOfKind({ endpoint, contract, model, seconds, size }: JobKind): string {
  return JSON.stringify([endpoint, contract, model, seconds ?? null, size ?? null]);
}

/** How much a job of one kind tells of the other, from 0 to 1. */
export function likeness(a: JobKind, b: JobKind): number {
  if (a.endpoint !== b.endpoint || a.contract !== b.contract || a.model !== b.model) return 0;
  return a.seconds === b.seconds && a.size === b.size ? 1 : 0.25;
}

/** What is believed of a kind before any job of it was seen. */
export interface Belief {
  /** Seconds. */
  readonly median: number;
  /** How unsure that is: the standard deviation of its natural logarithm. */
  readonly doubt: number;
}

/**
 * Seconds that a clip takes, as far as anybody has said: lite about 45 (a guess), fast 73 to 90, standard 120 to 161;
 * of other models only that the documented bounds are 11 s and 6 min.
 */
const BELIEFS: readonly (readonly [RegExp, Belief])[] = [
  [/lite/i, { median: 45, doubt: 0.5 }],
  [/fast/i, { median: 80, doubt: 0.45 }],
  [/veo/i, { median: 140, doubt: 0.45 }],
];
const UNKNOWN: Belief = { median: 85, doubt: 0.6 };

/** What is believed of a kind, by its model. */
export function beliefIn({ model }: JobKind): Belief {
  return BELIEFS.find(([pattern]) => pattern.test(model))?.[1] ?? UNKNOWN;
}
