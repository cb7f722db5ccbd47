import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Lazy } from '../base/lazy';
import type { Backend, Contract, SimulatedKeyLimits } from './contract';
import { CONTRACTS, SIGNED_CONTRACTS } from './contracts';
import { FaultScript, type ScriptedFault } from './fault';
import { KeySightings } from './keySightings';
import { nameOf, type OperationOrder } from './operationNames';
import { send } from './reply';
import { RequestBodies } from './requestBody';
import { RequestLimit } from './requestLimit';
import { RequestLog, type RequestPredicate, type SeenRequest } from './requestLog';
import { replyTo, type ServerContext } from './router';
import { boundedServer, close, closeIfOpen, listen } from './server';
import { SERIAL_LIMIT } from './simulatedOperation';

export type { Fault, ScriptedFault } from './fault';
export type { OperationOrder } from './operationNames';
export type { SeenRequest } from './requestLog';
export type { SampleCount, SimulatedOutcome } from './simulatedOperation';

/** An honest client on the same machine needs much less. */
const ARRIVAL_LIMIT_MS = 60_000;

export interface SimulatorOptions {
  /** The preferred port; any free one if it is taken or absent. */
  readonly port?: number;
  /** Absolute path of the MP4 of every succeeded operation. */
  readonly sampleVideo: string;
  /** The clock, in ms since the epoch. */
  readonly now?: () => number;
  /** The only accepted key; if absent, no key is needed. */
  readonly key?: string;
  /** Where contract A redirects downloads (302), as Google does; if absent, the simulator answers them. */
  readonly fileHost?: string;
  /** How long a request may take to arrive; a minute if absent. */
  readonly arrivalLimitMs?: number;
  /** The limits in the answer of `/key/info`; requests over that of a minute get 429. */
  readonly limits?: SimulatedKeyLimits;
}

/** A running simulator. */
export interface Simulator {
  /**
   * `http://127.0.0.1:PORT`, the root of the Google forms; the gateway form is below `{url}/gemini` and `{url}/v1`, and each
   * dialect below a root of its own.
   */
  readonly url: string;
  /** The newest 1000 requests, the oldest first, including refused ones. */
  readonly requests: readonly SeenRequest[];
  /** Its origins that ever got a key: its own, and that of its signed addresses if a client gave the key away. */
  keySeenAt(): readonly string[];
  /**
   * The name of a new operation, another one at each call. Every simulator knows it, also one that starts later.
   *
   * @throws RangeError if a name cannot hold the model id, the start or the duration.
   */
  operationName(order: OperationOrder): string;
  /** Adds faults for the requests to come. */
  script(...faults: readonly ScriptedFault[]): void;
  /** Removes all faults. */
  clearScript(): void;
  /** The next wanted request from now on. Rejects if the simulator stops first or `wanted` throws. */
  nextRequest(wanted?: RequestPredicate): Promise<SeenRequest>;
  /** Closes the server and every open connection. Can be called again. */
  stop(): Promise<void>;
}

/**
 * Starts a video API on 127.0.0.1 that keeps no state: the name of an operation holds all of it.
 *
 * @throws if it cannot listen on any port.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { arrivalLimitMs = ARRIVAL_LIMIT_MS, port = 0 } = options;
  const server = boundedServer(arrivalLimitMs);
  const signedServer = boundedServer(arrivalLimitMs);
  const url = await listen(server, port);
  const log = new RequestLog();
  const stopping = new AbortController();
  const signedHost = new Lazy(async () => {
    // A request that was being answered while the simulator stopped must not start a server that nobody stops.
    stopping.signal.throwIfAborted();
    return listen(signedServer, 0);
  });
  const context = contextOf(options, { url, signedHost, stopped: stopping.signal });
  serve(server, { context, log, contracts: CONTRACTS, origin: () => url });
  serve(signedServer, { context, log, contracts: SIGNED_CONTRACTS, origin: () => signedHost.made ?? '' });
  return simulatorOf(context, log, async () => {
    stopping.abort();
    log.close();
    await Promise.all([close(server), closeIfOpen(signedServer)]);
  });
}

/** What a server needs to answer requests. */
interface Served {
  readonly context: ServerContext;
  readonly log: RequestLog;
  readonly contracts: readonly Contract[];
  readonly origin: () => string;
}

function serve(server: Server, served: Served): void {
  server.on('request', (message, response) => void handle(message, response, served));
  server.on('clientError', (_error, socket) => socket.destroy());
  server.on('error', () => undefined);
}

interface Origins {
  readonly url: string;
  readonly signedHost: Lazy<string>;
  readonly stopped: AbortSignal;
}

function contextOf(options: SimulatorOptions, { url, signedHost, stopped }: Origins): ServerContext {
  const { limits, key } = options;
  return {
    backend: { ...backendOf(url, options), signedHost: () => signedHost.get() },
    script: new FaultScript(),
    key,
    bodies: new RequestBodies(),
    sightings: new KeySightings(key),
    requestLimit: limits && new RequestLimit(limits.requestsPerMinute),
    stopped,
  };
}

function simulatorOf(
  { backend, script, sightings }: ServerContext,
  log: RequestLog,
  stop: () => Promise<void>,
): Simulator {
  let stopped: Promise<void> | undefined;
  return {
    url: backend.url,
    get requests() {
      return log.all;
    },
    keySeenAt: () => sightings.origins,
    operationName: (order) => nameOf(order, backend),
    script: (...faults) => script.add(...faults),
    clearScript: () => script.clear(),
    nextRequest: (wanted) => log.next(wanted),
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

function backendOf(url: string, options: SimulatorOptions): Omit<Backend, 'signedHost'> {
  const { sampleVideo, fileHost, limits, now = Date.now } = options;
  let serial = 0;
  return {
    url,
    sampleVideo,
    fileHost,
    limits,
    now: () => Math.floor(now()),
    nextSerial: () => serial++ % SERIAL_LIMIT,
  };
}

/** Answers one request. Never rejects: if the client disconnects or the simulator stops, only the connection ends. */
async function handle(
  message: IncomingMessage,
  response: ServerResponse,
  { context, log, contracts, origin }: Served,
): Promise<void> {
  const { method = '', url: path = '', headers } = message;
  const seen: SeenRequest = { method, path, origin: origin(), headers, at: context.backend.now() };
  context.sightings.record(seen);
  log.record(seen);
  response.on('error', () => undefined);
  try {
    await send(await replyTo(message, seen, { ...context, contracts }), response);
  } catch {
    response.destroy();
  }
}
