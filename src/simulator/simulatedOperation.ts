/** As many videos as one Veo operation may yield. */
export type SampleCount = 1 | 2 | 3 | 4;

/** How a simulated operation ends. `filtered` with reasons `withheld` is the API saying nothing at all. */
export type SimulatedOutcome =
  | { readonly kind: 'succeeded'; readonly samples: SampleCount }
  | { readonly kind: 'filtered'; readonly reasons: 'given' | 'withheld' }
  | { readonly kind: 'failed' };

/** What was ordered of the video itself, where it was. */
export interface VideoShape {
  /** Its length, whole. */
  readonly seconds?: string;
  /** Width and height in pixels, such as `1280x720`. */
  readonly size?: string;
}

/** All there is to know about a simulated operation; its id carries the whole of it. */
export interface SimulatedOperation extends VideoShape {
  /** Milliseconds since 1970, whole. */
  readonly startedAt: number;
  /** Seconds, to the millisecond. */
  readonly durationSeconds: number;
  readonly outcome: SimulatedOutcome;
  /** Tells apart operations started in the same millisecond. */
  readonly serial: number;
}

/** One video of an operation; `sample` counts from 1. */
export interface SimulatedFile {
  readonly operation: SimulatedOperation;
  readonly sample: number;
}

/** Serials run from 0 up to, not including, this. */
export const SERIAL_LIMIT = 36 ** 6;

/** Files live 2 days. Source: ai.google.dev/gemini-api/docs/video. */
const FILE_LIFETIME_MS = 48 * 3600 * 1000;

const OUTCOMES = new Map<string, SimulatedOutcome>([
  ['s1', { kind: 'succeeded', samples: 1 }],
  ['s2', { kind: 'succeeded', samples: 2 }],
  ['s3', { kind: 'succeeded', samples: 3 }],
  ['s4', { kind: 'succeeded', samples: 4 }],
  ['f', { kind: 'filtered', reasons: 'given' }],
  ['w', { kind: 'filtered', reasons: 'withheld' }],
  ['x', { kind: 'failed' }],
]);

const OPERATION_ID =
  /^[\da-z]{7}-([\da-z]{1,9})-([\da-z]{1,6})-([a-z][1-4]?)-([\da-z]{1,6})(?:-(\d{1,2})s)?(?:-(\d{3,4}x\d{3,4}))?$/;
const FILE_ID = /^([\da-z-]{1,64})-([1-4])$/;

/**
 * Writes an operation as an id of the form `{check}-{start}-{duration}-{outcome}-{serial}`, characters `[a-z0-9-]`, with
 * `-{seconds}s` and `-{size}` behind it where they were ordered.
 *
 * @throws RangeError when a number does not fit (start before 1970 or after 5188, duration over 25 days), or a length
 * or a size of the video.
 */
export function encodeOperationId(operation: SimulatedOperation): string {
  const content = [
    base36(operation.startedAt, 36 ** 9),
    base36(Math.round(operation.durationSeconds * 1000), 36 ** 6),
    outcomeCode(operation.outcome),
    base36(operation.serial, SERIAL_LIMIT),
    ...shapeCodes(operation),
  ].join('-');
  return `${checksum(content)}-${content}`;
}

/** What was ordered of the video itself, and nothing else. */
export function shapeOf({
  seconds,
  size,
}: { readonly [K in keyof VideoShape]: string | undefined }): VideoShape {
  return { ...(seconds !== undefined && { seconds }), ...(size !== undefined && { size }) };
}

/** Reads an id back; `undefined` when `encodeOperationId` cannot have written it. */
export function decodeOperationId(id: string): SimulatedOperation | undefined {
  const [, start = '', duration = '', code = '', serial = '', ...shape] = OPERATION_ID.exec(id) ?? [];
  const outcome = OUTCOMES.get(code);
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

/** The ids of the videos an operation yields, in order; none unless it succeeds. */
export function fileIds(operation: SimulatedOperation): string[] {
  if (operation.outcome.kind !== 'succeeded') return [];
  const id = encodeOperationId(operation);
  return Array.from({ length: operation.outcome.samples }, (_, index) => `${id}-${index + 1}`);
}

/** Reads a file id back; `undefined` when it names no video of any simulated operation. */
export function decodeFileId(id: string): SimulatedFile | undefined {
  const [, operationId = '', sample = ''] = FILE_ID.exec(id) ?? [];
  const operation = decodeOperationId(operationId);
  return operation && fileIds(operation).includes(id) ? { operation, sample: Number(sample) } : undefined;
}

/** When the operation ends, in milliseconds since 1970. */
export function finishTime(operation: SimulatedOperation): number {
  return operation.startedAt + Math.round(operation.durationSeconds * 1000);
}

/** When the operation's videos are gone, in milliseconds since 1970. */
export function expiryTime(operation: SimulatedOperation): number {
  return finishTime(operation) + FILE_LIFETIME_MS;
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

function outcomeCode(outcome: SimulatedOutcome): string {
  if (outcome.kind === 'succeeded') return `s${outcome.samples}`;
  if (outcome.kind === 'failed') return 'x';
  return outcome.reasons === 'given' ? 'f' : 'w';
}

/** FNV-1a, 32 bits: any one changed character changes it. It guards against slips, not against forgers. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return (hash >>> 0).toString(36).padStart(7, '0');
}
