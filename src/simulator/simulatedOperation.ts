import { defined } from '../base/defined';
import { HOUR_MS } from '../base/time';
import { checksum } from './checksum';

/** How many videos a Veo operation may have. */
export type SampleCount = 1 | 2 | 3 | 4;

/**
 * How a simulated operation ends. With reasons `withheld`, the API does not say why it filtered the videos. An API without
 * a word for one of the last six tells a success for `hesitant`, and a failure for the others.
 */
export type SimulatedOutcome =
  | { readonly kind: 'succeeded'; readonly samples: SampleCount }
  | { readonly kind: 'filtered'; readonly reasons: 'given' | 'withheld' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'cancelled' | 'expired' | 'incomplete' | 'budgetExceeded' | 'requiresAction' }
  /** One video, but for the last third of its time the API already says "completed", without output. */
  | { readonly kind: 'hesitant' };

/** What every API has a word for. */
type End = 'succeeded' | 'filtered' | 'failed';

/** The length and size that a request asked for. */
export interface VideoShape {
  /** Its length in whole seconds. */
  readonly seconds?: string;
  /** Width and height in pixels, such as `1280x720`. */
  readonly size?: string;
}

/** A simulated operation. Its id holds all of it, so the simulator keeps no state. */
export interface SimulatedOperation extends VideoShape {
  /** Whole ms since the epoch. */
  readonly startedAt: number;
  /** With at most three decimals. */
  readonly durationSeconds: number;
  readonly outcome: SimulatedOutcome;
  /** Tells apart operations started in the same millisecond. */
  readonly serial: number;
}

/** One video of an operation; `sample` counts from 1. */
interface SimulatedFile {
  readonly operation: SimulatedOperation;
  readonly sample: number;
}

/** A model id that can stand in a path, such as `veo-3.1-lite-generate-001`. */
export const MODEL_ID = /^\w[\w.-]{0,99}$/;

/** Serials are smaller than this. */
export const SERIAL_LIMIT = 36 ** 6;

/** 2 days (ai.google.dev/gemini-api/docs/video). */
const FILE_LIFETIME_MS = 48 * HOUR_MS;

const OUTCOMES = new Map<string, SimulatedOutcome>([
  ['s1', { kind: 'succeeded', samples: 1 }],
  ['s2', { kind: 'succeeded', samples: 2 }],
  ['s3', { kind: 'succeeded', samples: 3 }],
  ['s4', { kind: 'succeeded', samples: 4 }],
  ['f', { kind: 'filtered', reasons: 'given' }],
  ['w', { kind: 'filtered', reasons: 'withheld' }],
  ['x', { kind: 'failed' }],
  ['c', { kind: 'cancelled' }],
  ['e', { kind: 'expired' }],
  ['i', { kind: 'incomplete' }],
  ['b', { kind: 'budgetExceeded' }],
  ['r', { kind: 'requiresAction' }],
  ['h', { kind: 'hesitant' }],
]);

/** The codes of all outcomes, in an order that stays, since ids hold their places. */
export const OUTCOME_CODES: readonly string[] = [...OUTCOMES.keys()];

const OPERATION_ID =
  /^[\da-z]{7}-([\da-z]{1,9})-([\da-z]{1,6})-([a-z][1-4]?)-([\da-z]{1,6})(?:-(\d{1,2})s)?(?:-(\d{3,4}x\d{3,4}))?$/;
const FILE_ID = /^([\da-z-]{1,64})-([1-4])$/;

/**
 * Writes an operation as an id of the form `{check}-{start}-{duration}-{outcome}-{serial}`, with characters `[a-z0-9-]`.
 * `-{seconds}s` and `-{size}` follow if the request asked for them.
 *
 * @throws RangeError if a number does not fit (start before 1970 or after 5188, duration over 25 days), or the length or
 * the size of the video.
 */
export function encodeOperationId(operation: SimulatedOperation): string {
  const content = [
    base36(operation.startedAt, 36 ** 9),
    base36(Math.round(operation.durationSeconds * 1000), 36 ** 6),
    outcomeCode(operation.outcome),
    base36(operation.serial, SERIAL_LIMIT),
    ...shapeCodes(operation),
  ].join('-');
  return `${checksum(content).toString(36).padStart(7, '0')}-${content}`;
}

/** The length and size alone, without what else an object holds. */
export function shapeOf({
  seconds,
  size,
}: { readonly [K in keyof VideoShape]: string | undefined }): VideoShape {
  return defined({ seconds, size });
}

/** Reads an id; undefined if `encodeOperationId` did not write it. */
export function decodeOperationId(id: string): SimulatedOperation | undefined {
  const [, start = '', duration = '', code = '', serial = '', ...shape] = OPERATION_ID.exec(id) ?? [];
  const outcome = outcomeOf(code);
  if (outcome === undefined) return undefined;
  const operation: SimulatedOperation = {
    startedAt: Number.parseInt(start, 36),
    durationSeconds: Number.parseInt(duration, 36) / 1000,
    outcome,
    serial: Number.parseInt(serial, 36),
    ...shapeOf({ seconds: shape[0], size: shape[1] }),
  };
  return encodeOperationId(operation) === id ? operation : undefined;
}

/** The ids of an operation's videos, in order; empty unless it succeeds. */
export function fileIds(operation: SimulatedOperation): string[] {
  const id = encodeOperationId(operation);
  return Array.from({ length: sampleCountOf(operation) }, (_, index) => `${id}-${index + 1}`);
}

/** How many videos an operation will have. */
export function sampleCountOf({ outcome }: SimulatedOperation): number {
  if (outcome.kind === 'succeeded') return outcome.samples;
  return outcome.kind === 'hesitant' ? 1 : 0;
}

/** The end of an operation at an API with no more words than success, filtering and failure. */
export function endOf({ outcome }: { readonly outcome: SimulatedOutcome }): End {
  if (outcome.kind === 'filtered') return 'filtered';
  return outcome.kind === 'succeeded' || outcome.kind === 'hesitant' ? 'succeeded' : 'failed';
}

/** Reads a file id; undefined if no simulated operation has this video. */
export function decodeFileId(id: string): SimulatedFile | undefined {
  const [, operationId = '', sample = ''] = FILE_ID.exec(id) ?? [];
  const operation = decodeOperationId(operationId);
  return operation && fileIds(operation).includes(id) ? { operation, sample: Number(sample) } : undefined;
}

/** When the operation ends, in ms since the epoch. */
export function finishTime(operation: SimulatedOperation): number {
  return operation.startedAt + Math.round(operation.durationSeconds * 1000);
}

/** When the operation's videos are deleted, in ms since the epoch. */
export function expiryTime(operation: SimulatedOperation): number {
  return finishTime(operation) + FILE_LIFETIME_MS;
}

/** The model id itself. @throws RangeError if it cannot stand in a path. */
export function checkedModel(model: string): string {
  if (!MODEL_ID.test(model)) throw new RangeError(`"${model}" is no model id.`);
  return model;
}

function base36(value: number, limit: number): string {
  if (!Number.isInteger(value) || value < 0 || value >= limit) {
    throw new RangeError(`A simulated operation cannot hold the number ${value}.`);
  }
  return value.toString(36);
}

function shapeCodes({ seconds, size }: VideoShape): string[] {
  if (!/^\d{1,2}$/.test(seconds ?? '0') || !/^\d{3,4}x\d{3,4}$/.test(size ?? '000x000')) {
    throw new RangeError(`A simulated operation cannot hold a video of ${seconds} s and ${size}.`);
  }
  return [...(seconds === undefined ? [] : [`${seconds}s`]), ...(size === undefined ? [] : [size])];
}

/** The outcome with this code; undefined if there is none. */
export function outcomeOf(code: string): SimulatedOutcome | undefined {
  return OUTCOMES.get(code);
}

/** The code of an outcome, of one or two characters. */
export function outcomeCode(outcome: SimulatedOutcome): string {
  if (outcome.kind === 'succeeded') return `s${outcome.samples}`;
  if (outcome.kind === 'filtered') return outcome.reasons === 'given' ? 'f' : 'w';
  return outcome.kind === 'failed' ? 'x' : outcome.kind.charAt(0);
}
