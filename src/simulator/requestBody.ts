import type { IncomingMessage } from 'node:http';

const MIB_BYTES = 1024 * 1024;

/** Large enough for an image to start from. */
export const BODY_LIMIT_BYTES = 16 * MIB_BYTES;
/** For all bodies that are arriving, since they take memory of the extension host. */
const ALL_BODIES_LIMIT_BYTES = 64 * MIB_BYTES;
/** A body over the limit is read and dropped up to here, so that an honest client sees the answer. */
const DROPPED_LIMIT_BYTES = 64 * MIB_BYTES;
/** An honest request has a dozen of each mark. To read 16 MiB of "[" would take the extension host 15 seconds. */
const MAX_MARKS = 10_000;

/** Reads the bodies of requests, and limits the memory of each and of all together. */
export class RequestBodies {
  private arrivingBytes = 0;

  /**
   * The body; undefined if there is no room for it.
   *
   * @throws if the client disconnects before the end, or sends without end.
   */
  async read(message: IncomingMessage): Promise<Buffer | undefined> {
    let chunks: Buffer[] | undefined = [];
    let bytes = 0;
    try {
      for await (const chunk of message as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        this.arrivingBytes += chunk.length;
        if (bytes > DROPPED_LIMIT_BYTES) throw new Error('The body has no end.');
        if (bytes > BODY_LIMIT_BYTES || this.arrivingBytes > ALL_BODIES_LIMIT_BYTES) chunks = undefined;
        chunks?.push(chunk);
      }
      return chunks && Buffer.concat(chunks);
    } finally {
      this.arrivingBytes -= bytes;
    }
  }
}

/** The value of a JSON text; undefined if it is invalid, or has too many parts for a request. */
export function jsonContent(text: string): unknown {
  if (['[', '{', ','].some((mark) => occursTooOften(mark, text))) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The fields of a form by their names; undefined if it is invalid, or has too many parts for a request. */
export async function formContent(body: Buffer, contentType: string): Promise<unknown> {
  if (occursTooOften('\r\n', body)) return undefined;
  try {
    return Object.fromEntries(
      await new Response(body, { headers: { 'content-type': contentType } }).formData(),
    );
  } catch {
    return undefined;
  }
}

function occursTooOften(mark: string, text: string | Buffer): boolean {
  let at = -1;
  for (let count = 0; count <= MAX_MARKS; count++) {
    at = text.indexOf(mark, at + 1);
    if (at < 0) return false;
  }
  return true;
}
