import { NoVideoError } from '../endpoints/videoContents';
import { Mp4Head } from './mp4Head';
import type { FileWriter } from './saveError';

/** Characters of Base64 that are decoded at once, so that the thread is free in between. */
const SLICE_LENGTH = 256 * 1024;

/**
 * Writes a video that came inside an answer.
 *
 * @param base64 of either alphabet; in pieces of any length, or one text
 * @throws NoVideoError for what is no video; SaveError.
 */
export async function writeBase64Video(base64: Iterable<string>, file: FileWriter): Promise<void> {
  const head = new Mp4Head();
  for (const piece of bytesIn(typeof base64 === 'string' ? [base64] : base64)) {
    head.check(piece);
    await file.append(piece);
  }
  head.end();
}

function* bytesIn(pieces: Iterable<string>): Generator<Uint8Array> {
  let rest = '';
  for (const slice of slicesOf(pieces)) {
    const text = rest + plain(slice);
    // Four characters are three bytes.
    const end = text.length - (text.length % 4);
    rest = text.slice(end);
    yield bytesOf(text.slice(0, end));
  }
  if (rest !== '') yield bytesOf(rest);
}

/** The same text in slices of some length, without what a `data:` address begins with. */
function* slicesOf(pieces: Iterable<string>): Generator<string> {
  let slice = '';
  let isFirst = true;
  const begun = (text: string) => (isFirst ? text.replace(/^data:[^,]*,/, '') : text);
  for (const piece of pieces) {
    slice += piece;
    for (; slice.length >= SLICE_LENGTH; slice = slice.slice(SLICE_LENGTH), isFirst = false) {
      yield begun(slice.slice(0, SLICE_LENGTH));
    }
  }
  yield begun(slice);
}

function plain(base64: string): string {
  return base64.replaceAll('-', '+').replaceAll('_', '/').replace(/\s+/g, '');
}

function bytesOf(base64: string): Uint8Array {
  let text: string;
  try {
    text = atob(base64);
  } catch {
    throw new NoVideoError('notAVideo', { kind: 'notBase64' });
  }
  const bytes = new Uint8Array(text.length);
  // `Uint8Array.from` walks the text by code points, which takes some ten times as long.
  for (let at = 0; at < bytes.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
