import { nameFormOf } from '../../operations/name';
import type { Operation } from '../../operations/operation';

/** What decides how long a job takes. The endpoint is part of it: jobs of the simulator say nothing about Google's. */
export interface JobKind {
  readonly endpoint: string;
  readonly contract: string;
  readonly model: string;
  /** Length of the video, if known. */
  readonly seconds?: number;
  /** Such as `1280x720`, if known. */
  readonly size?: string;
}

/** The kind of an operation, as far as it is known. */
export function kindOf({ endpoint, name, model, seconds, size }: Operation): JobKind {
  return {
    endpoint,
    contract: nameFormOf(name) ?? '',
    model: model ?? '',
    ...(seconds !== undefined && { seconds }),
    ...(size !== undefined && { size }),
  };
}

/** A text that is the same for the same kind. */
export function keyOfKind({ endpoint, contract, model, seconds, size }: JobKind): string {
  return JSON.stringify([endpoint, contract, model, seconds ?? null, size ?? null]);
}

/** Similarity of two kinds, from 0 to 1: the weight that a job of one has for an estimate of the other. */
export function similarity(a: JobKind, b: JobKind): number {
  if (a.endpoint !== b.endpoint || a.contract !== b.contract || a.model !== b.model) return 0;
  return a.seconds === b.seconds && a.size === b.size ? 1 : 0.25;
}

/** The prior of a kind: how long its jobs are assumed to take before ends were observed. */
export interface Prior {
  /** Seconds. */
  readonly median: number;
  /** Standard deviation of the natural logarithm of the median: how uncertain that is. */
  readonly logSigma: number;
}

/**
 * Published times are 73 to 90 s for a clip of a fast model, and 120 to 161 s for one of a standard model; 45 s for a lite one
 * is a guess. For other models only the documented bounds are known: 11 s and 6 min.
 */
const PRIORS: readonly (readonly [RegExp, Prior])[] = [
  [/lite/i, { median: 45, logSigma: 0.5 }],
  [/fast/i, { median: 80, logSigma: 0.45 }],
  [/veo/i, { median: 140, logSigma: 0.45 }],
];
const PRIOR_OF_OTHERS: Prior = { median: 85, logSigma: 0.6 };

/** The prior of a kind, by its model. */
export function priorOf({ model }: JobKind): Prior {
  return PRIORS.find(([pattern]) => pattern.test(model))?.[1] ?? PRIOR_OF_OTHERS;
}
