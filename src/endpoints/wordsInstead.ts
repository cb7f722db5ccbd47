/** A step of a body that is read piece by piece: a piece, or its end. */
type Step = IteratorResult<Uint8Array, unknown>;

/** Bytes of white space, with which some proxies keep a connection alive, before a body counts as begun. */
const LONGEST_BLANK_BYTES = 64 * 1024;
/** Tab, line feed, carriage return, space. */
const BLANKS: readonly number[] = [0x09, 0x0a, 0x0d, 0x20];
const OPENINGS: readonly number[] = Array.from('{[<', (character) => character.charCodeAt(0));

/** Reads a body as far as it takes to see how it begins: to the first piece that is not blank, or to its end. */
export async function headOf(pieces: AsyncIterator<Uint8Array>): Promise<readonly Step[]> {
  const head: Step[] = [];
  for (let blank = 0; blank <= LONGEST_BLANK_BYTES; ) {
    const step = await pieces.next();
    head.push(step);
    if (step.done || beginningOf([step]) !== undefined) break;
    blank += step.value.length;
  }
  return head;
}

/**
 * Whether a body that should be a video begins with words. An MP4 file begins with the length of a short box, and so
 * with a zero, whatever its content type says.
 */
export function isWords(head: readonly Step[], contentType: string | undefined): boolean {
  const beginning = beginningOf(head);
  if (beginning === undefined || beginning === 0) return false;
  return OPENINGS.includes(beginning) || isCalledWords(contentType);
}

/** Whether a content type is one of words. */
export function isCalledWords(contentType: string | undefined): boolean {
  return /^(?:text\/|application\/(?:[\w.+-]*\+)?(?:json|xml))/i.test(contentType ?? '');
}

/** A body of which some steps were read already, as if none had been. */
export async function* joined(
  head: readonly Step[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    for (const step of head) {
      if (step.done) return;
      yield step.value;
    }
    yield* { [Symbol.asyncIterator]: () => rest };
  } finally {
    // Who gives up in the head has not begun with the rest, whose connection is to be freed too.
    await rest.return?.();
  }
}

function beginningOf(head: readonly Step[]): number | undefined {
  for (const { done, value } of head) {
    const byte = done ? undefined : value.find((one) => !BLANKS.includes(one));
    if (byte !== undefined) return byte;
  }
  return undefined;
}
