import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LONGEST_TIMER_MS } from '../base/time';
import { limitArrival } from './arrivalLimit';

/** No other machine reaches it. */
const ADDRESS = '127.0.0.1';

/** How long a client may stop reading an answer, or wait for one that a script withholds. */
const IDLE_LIMIT_MS = 300_000;
const MAX_CONNECTIONS = 256;

/**
 * A server that no client can exhaust: it runs in the extension host, and any page or program of this machine may connect.
 *
 * @param arrivalLimitMs how long a request may take to arrive
 */
export function boundedServer(arrivalLimitMs: number): Server {
  const server = createServer({
    headersTimeout: 0,
    requestTimeout: 0,
    connectionsCheckingInterval: LONGEST_TIMER_MS,
  });
  limitArrival(server, arrivalLimitMs);
  server.maxConnections = MAX_CONNECTIONS;
  return server.setTimeout(IDLE_LIMIT_MS);
}

/** Listens on the preferred port, or on any free one if that is taken. Returns the URL without a slash at its end. */
export async function listen(server: Server, preferredPort: number): Promise<string> {
  try {
    await listenOn(server, preferredPort);
  } catch (error) {
    if (preferredPort === 0 || !isTaken(error)) throw error;
    await listenOn(server, 0);
  }
  return `http://${ADDRESS}:${(server.address() as AddressInfo).port}`;
}

/** Closes a server that may never have listened. */
export async function closeIfOpen(server: Server): Promise<void> {
  if (server.listening) await close(server);
}

/** Closes the server and all its connections. */
export async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

async function listenOn(server: Server, port: number): Promise<void> {
  server.listen(port, ADDRESS);
  await once(server, 'listening');
}

function isTaken(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EADDRINUSE' || code === 'EACCES';
}
