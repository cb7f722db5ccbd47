import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { googleError } from './errorReplies';
import type { Reply } from './reply';

type Span =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  | { readonly kind: 'unsatisfiable' };

/** Bytes of the file, or `undefined` when it cannot be read. */
export async function videoSize(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch {
    return undefined;
  }
}

/**
 * The file as `video/mp4`: 200 whole, 206 for one range, 416 for a range outside it. Several ranges at once are
 * ignored, as RFC 9110 (14.2) allows.
 */
export async function videoReply(file: string, range: string | undefined): Promise<Reply> {
  const size = await videoSize(file);
  if (size === undefined) return googleError(500, 'The sample video cannot be read.');
  const span = requestedSpan(range, size);
  if (span.kind === 'unsatisfiable') {
    return { kind: 'text', status: 416, headers: { 'content-range': `bytes */${size}` }, body: '' };
  }
  return span.kind === 'whole' ? wholeFile(file, size) : partOfFile(file, size, span.start, span.end);
}

function wholeFile(file: string, size: number): Reply {
  return { kind: 'stream', status: 200, headers: videoHeaders(size), body: createReadStream(file) };
}

function partOfFile(file: string, size: number, start: number, end: number): Reply {
  const headers = { ...videoHeaders(end - start + 1), 'content-range': `bytes ${start}-${end}/${size}` };
  return { kind: 'stream', status: 206, headers, body: createReadStream(file, { start, end }) };
}

function videoHeaders(length: number): Record<string, string> {
  return { 'content-type': 'video/mp4', 'content-length': String(length), 'accept-ranges': 'bytes' };
}

function requestedSpan(range: string | undefined, size: number): Span {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === '' && last === '') return { kind: 'whole' };
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start >= size) return { kind: 'unsatisfiable' };
  return start > end ? { kind: 'whole' } : { kind: 'part', start, end };
}
