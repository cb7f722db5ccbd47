import { PACKED_BITS, type PackedOperation, packOperation, unpackOperation } from './packedId';

/** How a service writes its ids. */
export interface IdForm {
  /** @throws RangeError if the operation does not fit. */
  encode(operation: PackedOperation): string;
  /** Undefined if `encode` did not write it. */
  decode(id: string): PackedOperation | undefined;
}

/** 62 digits, as random ids of letters and numbers have them. */
const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** 62 ** 21 is greater than 2 ** 122. */
const MIN_DIGITS = 21;

/** A UUID of version 4 between two texts that are the same in each id. */
export function uuidForm(before = '', after = ''): IdForm {
  return writtenForm({ before, after, write: uuidOf, read: bitsOfUuid });
}

/** Letters and numbers, `length` of them, between two texts that are the same in each id. */
export function alphanumericForm(before: string, { after = '', length = MIN_DIGITS } = {}): IdForm {
  const write = (bits: bigint) => digitsOf(bits).padStart(length, '0');
  return writtenForm({ before, after, write, read: bitsOfDigits });
}

/** An id with the time of the start in it, as decimal digits, such as `veo3.1:1764899481-jTkhPerTVj`. */
export function timedForm(before: string, { between, digitsOfTime }: TimedForm): IdForm {
  const write = (bits: bigint) => {
    const startedAt = unpackOperation(bits)?.operation.startedAt ?? 0;
    const time = String(startedAt).padEnd(digitsOfTime, '0').slice(0, digitsOfTime);
    return `${time}${between}${digitsOf(bits)}`;
  };
  const read = (text: string) => bitsOfDigits(text.slice(digitsOfTime + between.length));
  return writtenForm({ before, after: '', write, read });
}

interface TimedForm {
  readonly between: string;
  /** 10 for seconds, 13 for ms, 19 for ns. */
  readonly digitsOfTime: number;
}

interface WrittenForm {
  readonly before: string;
  readonly after: string;
  readonly write: (bits: bigint) => string;
  readonly read: (text: string) => bigint | undefined;
}

function writtenForm({ before, after, write, read }: WrittenForm): IdForm {
  const encode = (operation: PackedOperation) => `${before}${write(packOperation(operation))}${after}`;
  return {
    encode,
    decode(id) {
      const bits = read(id.slice(before.length, id.length - after.length));
      const operation = bits === undefined ? undefined : unpackOperation(bits);
      return operation && encode(operation) === id ? operation : undefined;
    },
  };
}

function digitsOf(bits: bigint): string {
  let rest = bits;
  let text = '';
  for (; rest > 0n; rest /= 62n) text = (DIGITS[Number(rest % 62n)] ?? '') + text;
  return text;
}

function bitsOfDigits(text: string): bigint | undefined {
  if (!/^[0-9A-Za-z]{1,64}$/.test(text)) return undefined;
  const bits = [...text].reduce((sum, digit) => sum * 62n + BigInt(DIGITS.indexOf(digit)), 0n);
  return bits < 1n << BigInt(PACKED_BITS) ? bits : undefined;
}

/** Puts the version (4) and the variant (binary 10) between the bits (RFC 9562, 5.4). */
function uuidOf(bits: bigint): string {
  const [high, middle, low] = [bits >> 74n, (bits >> 62n) & 0xfffn, bits & ((1n << 62n) - 1n)];
  const hex = ((high << 80n) | (0x4n << 76n) | (middle << 64n) | (0b10n << 62n) | low)
    .toString(16)
    .padStart(32, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function bitsOfUuid(text: string): bigint | undefined {
  if (!/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(text)) return undefined;
  const whole = BigInt(`0x${text.replaceAll('-', '')}`);
  const [high, middle, low] = [whole >> 80n, (whole >> 64n) & 0xfffn, whole & ((1n << 62n) - 1n)];
  return (high << 74n) | (middle << 62n) | low;
}
