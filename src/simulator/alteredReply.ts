import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import type { Fault } from './fault';
import type { Reply } from './reply';

type ReplyWithBody = Extract<Reply, { body: unknown }>;

/** The headers that the true answer gets to see under this fault. */
export function alteredHeaders(fault: Fault, headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return fault.kind === 'ignoreRange' ? { ...headers, range: undefined } : headers;
}

/** What a fault makes of the true answer. */
export function alteredReply(fault: Fault, reply: Reply): Reply {
  if (!('body' in reply)) return reply;
  switch (fault.kind) {
    case 'cut':
      return shortened(reply, fault.afterBytes, lengthOf(reply), true);
    case 'contentLength':
      return shortened(reply, fault.length, fault.length, fault.length > lengthOf(reply));
    default:
      return reply;
  }
}

function shortened(reply: ReplyWithBody, bytes: number, toldLength: number, torn: boolean): Reply {
  const headers = { ...reply.headers, 'content-length': toldLength };
  const whole = reply.kind === 'text' ? Readable.from([Buffer.from(reply.body)]) : reply.body;
  const body = Readable.from(firstBytes(whole, bytes), { objectMode: false });
  return { kind: 'stream', status: reply.status, headers, body, torn };
}

/** Every true answer in a stream is a video, and tells its length. */
function lengthOf(reply: ReplyWithBody): number {
  return reply.kind === 'text' ? Buffer.byteLength(reply.body) : Number(reply.headers['content-length'] ?? 0);
}

async function* firstBytes(body: Readable, count: number): AsyncGenerator<Buffer> {
  let left = count;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    if (left > 0) yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) return;
  }
}
