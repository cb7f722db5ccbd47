import { checksum } from '../checksum';
import { OUTCOME_CODES, outcomeCode, outcomeOf, type SimulatedOperation } from '../simulatedOperation';

/** A simulated operation, and whether its start asked for the unusual form of the result. */
export interface PackedOperation {
  readonly operation: SimulatedOperation;
  /** Such as a video inside the answer in place of its address. What it means is the service's matter. */
  readonly isSpecial: boolean;
}

/** The number of bits of a random UUID that hold no version. */
export const PACKED_BITS = 122;

/** Start in ms until 2527, duration in ms until 37 h, outcome, serial, special, checksum: 122 bits together. */
const FIELD_BITS = [44, 27, 4, 14, 1, 32] as const;
const SERIALS = 2 ** 14;

/**
 * Packs an operation into 122 bits, so that it fits into ids as services give them. The length and the size of the video
 * have no room.
 *
 * @throws RangeError if its start or its duration does not fit.
 */
export function packOperation({ operation, isSpecial }: PackedOperation): bigint {
  const { startedAt, durationSeconds, outcome, serial } = operation;
  const fields = [
    startedAt,
    Math.round(durationSeconds * 1000),
    OUTCOME_CODES.indexOf(outcomeCode(outcome)),
    serial % SERIALS,
    Number(isSpecial),
  ];
  return packed([...fields, checksum(fields.join())]);
}

/** Unpacks an operation; undefined if `packOperation` did not pack it. */
export function unpackOperation(bits: bigint): PackedOperation | undefined {
  const [startedAt = 0, durationMs = 0, code = 0, serial = 0, special = 0, check = 0] = unpacked(bits);
  const outcome = outcomeOf(OUTCOME_CODES[code] ?? '');
  if (!outcome || check !== checksum([startedAt, durationMs, code, serial, special].join())) return undefined;
  const operation = { startedAt, durationSeconds: durationMs / 1000, outcome, serial };
  return { operation, isSpecial: special === 1 };
}

function packed(fields: readonly number[]): bigint {
  return fields.reduce((bits, field, index) => {
    const width = FIELD_BITS[index] ?? 0;
    if (field < 0 || field >= 2 ** width) throw new RangeError(`An id cannot hold the number ${field}.`);
    return (bits << BigInt(width)) | BigInt(field);
  }, 0n);
}

function unpacked(bits: bigint): number[] {
  const fields: number[] = [];
  let rest = bits;
  for (const width of FIELD_BITS.toReversed()) {
    fields.unshift(Number(rest & ((1n << BigInt(width)) - 1n)));
    rest >>= BigInt(width);
  }
  return fields;
}
