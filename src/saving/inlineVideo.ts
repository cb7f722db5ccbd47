import { NoVideoError } from '../endpoints/videoContents';
import { Mp4Head } from './mp4Head';
import type { VideoFile } from './videoFile';

/** Characters of Base64 that are decoded at once; a multiple of 4. */
const SLICE = 1024 * 1024;

/**
 * Writes a video that came inside an answer.
 *
 * @param base64 of either alphabet
 * @throws NoVideoError for what is no video; SaveError.
 */
export async function writeInline(base64: string, file: VideoFile): Promise<void> {
  const head = new Mp4Head();
  const plain = base64
    .replace(/^data:[^,]*,/, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/\s+/g, '');
  for (let at = 0; at < plain.length; at += SLICE) {
    const piece = bytesOf(plain.slice(at, at + SLICE));
    head.check(piece);
    await file.append(piece);
  }
  head.end();
}

function bytesOf(base64: string): Uint8Array {
  let text: string;
  try {
    text = atob(base64);
  } catch {
    throw new NoVideoError('notAVideo', { kind: 'notBase64' });
  }
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
