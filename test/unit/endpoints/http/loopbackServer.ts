import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer, globalAgent } from 'node:https';
import type { AddressInfo } from 'node:net';
import { certificate, privateKey } from './selfSigned';

export interface LoopbackServer {
  /** Without a slash at its end. */
  readonly url: string;
  /** Of every request so far. */
  readonly received: readonly IncomingHttpHeaders[];
}

/** A server on 127.0.0.1 that answers as told, for one test. */
export function withServer(
  answer: RequestListener,
  test: (server: LoopbackServer) => Promise<void>,
): Promise<void> {
  return during(createServer(), 'http', answer, test);
}

/** The same over https, which this process trusts as long as the test runs. */
export async function withSecureServer(
  answer: RequestListener,
  test: (server: LoopbackServer) => Promise<void>,
): Promise<void> {
  globalAgent.options.ca = certificate;
  try {
    await during(createSecureServer({ cert: certificate, key: privateKey }), 'https', answer, test);
  } finally {
    delete globalAgent.options.ca;
  }
}

/** Redirects every request to what `location` gives. */
export function redirecting(location: () => string): RequestListener {
  return (_request, response) => response.writeHead(302, { location: location() }).end();
}

/** Answers every request with this JSON. */
export function answering(body: unknown): RequestListener {
  return (_request, response) => response.end(JSON.stringify(body));
}

async function during(
  server: Server,
  scheme: 'http' | 'https',
  answer: RequestListener,
  test: (server: LoopbackServer) => Promise<void>,
): Promise<void> {
  const received: IncomingHttpHeaders[] = [];
  server.on('request', ({ headers }) => received.push(headers));
  server.on('request', answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await test({ url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`, received });
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}
