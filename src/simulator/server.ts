import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Nobody outside this machine reaches it. */
const ADDRESS = '127.0.0.1';

/** Listens on the preferred port, or on any free one when it is taken. Returns the URL, without a slash at its end. */
export async function listen(server: Server, preferredPort: number): Promise<string> {
  try {
    await listenOn(server, preferredPort);
  } catch (error) {
    if (preferredPort === 0 || !isTaken(error)) throw error;
    await listenOn(server, 0);
  }
  return `http://${ADDRESS}:${(server.address() as AddressInfo).port}`;
}

async function listenOn(server: Server, port: number): Promise<void> {
  server.listen(port, ADDRESS);
  await once(server, 'listening');
}

function isTaken(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EADDRINUSE' || code === 'EACCES';
}
