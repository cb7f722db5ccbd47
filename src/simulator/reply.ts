import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * What the client gets. `silence` leaves the connection open without an answer, `reset` tears it down (RST). With `torn`,
 * the connection ends with the body, whatever length the headers tell.
 */
export type Reply =
  | {
      readonly kind: 'text';
      readonly status: number;
      readonly headers: OutgoingHttpHeaders;
      readonly body: string;
    }
  | {
      readonly kind: 'stream';
      readonly status: number;
      readonly headers: OutgoingHttpHeaders;
      readonly body: Readable;
      readonly torn?: boolean;
    }
  | { readonly kind: 'reset' }
  | { readonly kind: 'silence' };

/** A reply with a JSON body. */
export function json(status: number, content: unknown, headers: OutgoingHttpHeaders = {}): Reply {
  return {
    kind: 'text',
    status,
    headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
    body: JSON.stringify(content),
  };
}

/** 302 without a body. */
export function redirect(location: string): Reply {
  return { kind: 'text', status: 302, headers: { location }, body: '' };
}

/** Writes the reply. Rejects if the client disconnects during a stream. */
export async function send(reply: Reply, response: ServerResponse): Promise<void> {
  switch (reply.kind) {
    case 'text': {
      const length = Buffer.byteLength(reply.body);
      response.writeHead(reply.status, { ...reply.headers, 'content-length': length }).end(reply.body);
      return;
    }
    case 'stream':
      response.writeHead(reply.status, reply.headers);
      return reply.torn ? tear(reply.body, response) : pipeline(reply.body, response);
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'silence':
      return;
  }
}

/** Ends the connection (FIN) only after all bytes of the body were sent, so that the client gets exactly these. */
async function tear(body: Readable, response: ServerResponse): Promise<void> {
  response.flushHeaders();
  await pipeline(body, response, { end: false });
  response.socket?.destroySoon();
}
