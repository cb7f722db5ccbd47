/** One step in reading a body: a piece, or the end. */
type Step = IteratorResult<Uint8Array, unknown>;

/** White space that may come before a body counts as begun: some proxies keep a connection alive with it. */
const MAX_BLANK_BYTES = 64 * 1024;
/** Tab, line feed, carriage return, space. */
const BLANKS: readonly number[] = [0x09, 0x0a, 0x0d, 0x20];
/** The first bytes of JSON, HTML and XML. */
const OPENINGS: readonly number[] = Array.from('{[<', (character) => character.charCodeAt(0));

/** Reads a body until its beginning is known: to the first piece that is not blank, or to its end. */
export async function headOf(pieces: AsyncIterator<Uint8Array>): Promise<readonly Step[]> {
  const head: Step[] = [];
  for (let blank = 0; blank <= MAX_BLANK_BYTES; ) {
    const step = await pieces.next();
    head.push(step);
    if (step.done || firstByteIn([step]) !== undefined) break;
    blank += step.value.length;
  }
  return head;
}

/**
 * Whether a body that should be a video is text. An MP4 file begins with the length of a short box, and so with a zero,
 * whatever its content type says.
 */
export function isTextBody(head: readonly Step[], contentType: string | undefined): boolean {
  const firstByte = firstByteIn(head);
  if (firstByte === undefined || firstByte === 0) return false;
  return OPENINGS.includes(firstByte) || isTextType(contentType);
}

/** Whether a content type is that of a text: plain text, a page, JSON or XML. */
export function isTextType(contentType: string | undefined): boolean {
  return /^(?:text\/|application\/(?:[\w.+-]*\+)?(?:json|xml))/i.test(contentType ?? '');
}

/** A whole body, of which some steps were read already. */
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
    // A reader that stops within the head has not begun the rest, but the connection of the rest is to be freed as well.
    await rest.return?.();
  }
}

/** The first byte that is not blank. */
function firstByteIn(head: readonly Step[]): number | undefined {
  for (const { done, value } of head) {
    const byte = done ? undefined : value.find((one) => !BLANKS.includes(one));
    if (byte !== undefined) return byte;
  }
  return undefined;
}
