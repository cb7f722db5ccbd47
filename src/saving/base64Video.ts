import { NoVideoError } from '../endpoints/videoContents';
import type { InlineVideo } from '../operations/operation';
import type { FileWriter } from './files';
import { Mp4Boxes } from './mp4Boxes';
import { Mp4Head } from './mp4Head';

/** Characters of Base64 that are decoded at once; between two slices other work can run. */
const SLICE_CHARACTERS = 256 * 1024;

type Pieces = InlineVideo['base64'];

/**
 * Writes a video that came as Base64 inside an answer.
 *
 * @param base64 of either alphabet; one text, or pieces of any length
 * @throws NoVideoError when it is no video, or ends within one of its boxes; SaveError; what reading the pieces throws
 */
export async function writeBase64Video(base64: Pieces, writer: FileWriter): Promise<void> {
  const head = new Mp4Head();
  const boxes = new Mp4Boxes();
  for await (const bytes of decodedPieces(typeof base64 === 'string' ? [base64] : base64)) {
    head.check(bytes);
    boxes.add(bytes);
    await writer.append(bytes);
  }
  head.checkEnd();
  if (boxes.isCutShort) throw new NoVideoError('incomplete', { kind: 'cutShort' });
}

async function* decodedPieces(pieces: Pieces): AsyncGenerator<Uint8Array> {
  let rest = '';
  for await (const slice of slicesOf(pieces)) {
    const text = rest + normalized(slice);
    // Four characters encode three bytes.
    const end = text.length - (text.length % 4);
    rest = text.slice(end);
    yield decoded(text.slice(0, end));
  }
  if (rest !== '') yield decoded(rest);
}

/** The same text in slices of one length, without the prefix of a `data:` URI. */
async function* slicesOf(pieces: Pieces): AsyncGenerator<string> {
  let slice = '';
  let isFirst = true;
  const withoutPrefix = (text: string) => (isFirst ? text.replace(/^data:[^,]*,/, '') : text);
  for await (const piece of pieces) {
    slice += piece;
    for (; slice.length >= SLICE_CHARACTERS; slice = slice.slice(SLICE_CHARACTERS), isFirst = false) {
      yield withoutPrefix(slice.slice(0, SLICE_CHARACTERS));
    }
  }
  yield withoutPrefix(slice);
}

/** In the alphabet of `atob`, without line breaks. */
function normalized(base64: string): string {
  return base64.replaceAll('-', '+').replaceAll('_', '/').replace(/\s+/g, '');
}

function decoded(base64: string): Uint8Array {
  let text: string;
  try {
    text = atob(base64);
  } catch {
    throw new NoVideoError('notAVideo', { kind: 'notBase64' });
  }
  const bytes = new Uint8Array(text.length);
  // `Uint8Array.from` iterates by code points, which takes some ten times as long.
  for (let at = 0; at < bytes.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
