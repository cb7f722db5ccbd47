import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingHttpHeaders } from 'node:http';
import { type ErrorForm, errorIn } from './errorReplies';
import type { Reply } from './reply';

type Span =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  | { readonly kind: 'unsatisfiable' };

/** A video file in its present state. */
interface SampleFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Strong: it changes with the content. */
  readonly etag: string;
}

/** The size of the file in bytes; undefined if it cannot be read. */
export async function videoSize(path: string): Promise<number | undefined> {
  return (await statSample(path))?.size;
}

/**
 * The file as `video/mp4`: 200 for the whole, 206 for one range, 416 for a range outside the file. Several ranges are
 * ignored, as RFC 9110 (14.2) allows; so is a range with an `If-Range` that is not the file's ETag (13.1.5).
 */
export async function videoReply(
  path: string,
  headers: IncomingHttpHeaders,
  form: ErrorForm,
): Promise<Reply> {
  const file = await statSample(path);
  if (!file) return errorIn(form)(500, 'The sample video cannot be read.');
  const span = requestedSpan(isOfAnother(file, headers) ? undefined : headers.range, file.size);
  if (span.kind === 'unsatisfiable') {
    return { kind: 'text', status: 416, headers: { 'content-range': `bytes */${file.size}` }, body: '' };
  }
  return span.kind === 'whole' ? wholeFile(file) : partOfFile(file, span.start, span.end);
}

async function statSample(path: string): Promise<SampleFile | undefined> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { path, size, etag: `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"` };
  } catch {
    return undefined;
  }
}

function isOfAnother({ etag }: SampleFile, headers: IncomingHttpHeaders): boolean {
  const condition = headers['if-range'];
  return condition !== undefined && condition !== etag;
}

function wholeFile(file: SampleFile): Reply {
  const headers = videoHeaders(file, file.size);
  return { kind: 'stream', status: 200, headers, body: createReadStream(file.path) };
}

function partOfFile(file: SampleFile, start: number, end: number): Reply {
  const headers = {
    ...videoHeaders(file, end - start + 1),
    'content-range': `bytes ${start}-${end}/${file.size}`,
  };
  return { kind: 'stream', status: 206, headers, body: createReadStream(file.path, { start, end }) };
}

function videoHeaders({ etag }: SampleFile, length: number): Record<string, string> {
  return { 'content-type': 'video/mp4', 'content-length': String(length), 'accept-ranges': 'bytes', etag };
}

function requestedSpan(range: string | undefined, size: number): Span {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (first === '' && last === '') return { kind: 'whole' };
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start >= size) return { kind: 'unsatisfiable' };
  return start > end ? { kind: 'whole' } : { kind: 'part', start, end };
}
