import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Headers that replace or extend those of the answer; `undefined` removes one. */
export type ChangedHeaders = Readonly<Record<string, string | undefined>>;

/** A proxy on 127.0.0.1. */
export interface LoopbackProxy {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  stop(): void;
}

/** Starts a proxy. It destroys the connection of a request that `handle` rejects. */
export async function startProxy(
  handle: (message: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<LoopbackProxy> {
  const server = createServer((message, response) => {
    response.on('error', () => undefined);
    handle(message, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

/** Sends the same request to another address; resolves to its answer, which is never compressed and never a 304. */
export async function forwardRequest(message: IncomingMessage, url: string): Promise<IncomingMessage> {
  const { 'if-none-match': _etag, 'if-modified-since': _date, ...headers } = message.headers;
  const forwarded = request(url, {
    method: message.method,
    headers: { ...headers, 'accept-encoding': 'identity' },
  });
  forwarded.on('error', () => undefined); // An error after the answer has begun is emitted by the answer, too.
  message.pipe(forwarded);
  const [answer] = await once(forwarded, 'response');
  return answer;
}

/** Streams an answer to the client, with changed headers but the same body. */
export function relay(answer: IncomingMessage, response: ServerResponse, changed: ChangedHeaders = {}): void {
  response.writeHead(answer.statusCode ?? 502, withoutUndefined({ ...answer.headers, ...changed }));
  answer.on('error', () => response.destroy()).pipe(response);
  response.on('close', () => answer.destroy()); // The client may have disconnected.
}

/** Sends an answer to the client with its text changed. */
export async function relayEdited(
  answer: IncomingMessage,
  response: ServerResponse,
  edit: (text: string) => string,
  changed: ChangedHeaders = {},
): Promise<void> {
  const body = edit(await text(answer));
  const length = `${Buffer.byteLength(body)}`;
  const headers = { ...answer.headers, ...changed, 'content-length': length, 'transfer-encoding': undefined };
  response.writeHead(answer.statusCode ?? 502, withoutUndefined(headers)).end(body);
}

function withoutUndefined(
  headers: Record<string, string | string[] | undefined>,
): Record<string, string | string[]> {
  const set = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(set);
}
