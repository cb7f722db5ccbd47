import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { KeyLimits, Surroundings } from './contract';
import { FaultScript, type ScriptedFault } from './fault';
import { operationName } from './geminiAnswers';
import { send } from './reply';
import { RequestBodies } from './requestBody';
import { RequestLimit } from './requestLimit';
import { RequestLog, type RequestPredicate, type SeenRequest } from './requestLog';
import { answer, type Desk } from './router';
import { listen } from './server';
import {
  encodeOperationId,
  SERIAL_LIMIT,
  type SimulatedOutcome,
  shapeOf,
  type VideoShape,
} from './simulatedOperation';
import { encodeVideoId } from './videoId';

export type { Fault, ScriptedFault } from './fault';
export type { SeenRequest } from './requestLog';
export type { SampleCount, SimulatedOutcome } from './simulatedOperation';

/** An honest client on the same machine needs a moment. */
const ARRIVAL_LIMIT_MS = 60_000;
/** How long a client may take nothing of an answer, or wait for one that a script keeps from it. */
const IDLE_LIMIT_MS = 300_000;
const MOST_CONNECTIONS = 256;

export interface SimulatorOptions {
  /** The port wished for; any free one when it is taken or not given. */
  readonly port?: number;
  /** Absolute path of the MP4 that every finished operation yields. */
  readonly sampleVideo: string;
  /** The clock, in milliseconds since 1970. */
  readonly now?: () => number;
  /** The only key accepted; without it none is needed. */
  readonly key?: string;
  /** The root that contract A's downloads are redirected to (302), as Google does it; without it they are answered. */
  readonly fileHost?: string;
  /** How long a request may take to arrive, whole; a minute when not given. */
  readonly arrivalLimitMs?: number;
  /** What `/key/info` tells; requests over the limit of a minute get 429. Without it there are none. */
  readonly limits?: KeyLimits;
}

/** An operation to be simulated. */
export interface OperationOrder extends VideoShape {
  readonly model: string;
  /** Milliseconds since 1970; now when not given. */
  readonly startedAt?: number;
  readonly durationSeconds: number;
  readonly outcome: SimulatedOutcome;
  /** The contract whose name is wanted: `models/…/operations/…` of `gemini`, the default, or `video_…` of `videos`. */
  readonly contract?: 'gemini' | 'videos';
}

/** A running simulator. */
export interface Simulator {
  /** `http://127.0.0.1:PORT`: root of the Google form; `{url}/gemini` and `{url}/v1` are those of the gateway form. */
  readonly url: string;
  /** The newest 1000 requests, oldest first, those that were refused among them. */
  readonly requests: readonly SeenRequest[];
  /**
   * The name of a new operation, a different one at each call. Any simulator knows it, also one started later.
   *
   * @throws RangeError for a model id, start or duration that a name cannot hold.
   */
  operationName(order: OperationOrder): string;
  /** Adds faults to the requests to come. */
  script(...faults: readonly ScriptedFault[]): void;
  /** Back to true answers. */
  clearScript(): void;
  /** The next request from now on that is wanted. Rejects when the simulator stops first or `wanted` throws. */
  nextRequest(wanted?: RequestPredicate): Promise<SeenRequest>;
  /** Closes the server and every open connection. Harmless when repeated. */
  stop(): Promise<void>;
}

/**
 * Starts a video API on 127.0.0.1 that keeps no state: all about an operation is in its name.
 *
 * @throws when no port can be had at all.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const server = boundedServer(options.arrivalLimitMs ?? ARRIVAL_LIMIT_MS);
  const url = await listen(server, options.port ?? 0);
  const log = new RequestLog();
  const stopping = new AbortController();
  const desk: Desk = {
    surroundings: createSurroundings(url, options),
    script: new FaultScript(),
    key: options.key,
    bodies: new RequestBodies(),
    requestLimit: options.limits && new RequestLimit(options.limits.requestsPerMinute),
    stopped: stopping.signal,
  };
  serve(server, desk, log);
  return present(desk, log, () => {
    stopping.abort();
    log.close();
    return close(server);
  });
}

function present({ surroundings, script }: Desk, log: RequestLog, stop: () => Promise<void>): Simulator {
  let stopped: Promise<void> | undefined;
  return {
    url: surroundings.url,
    get requests() {
      return log.all;
    },
    operationName: (order) => nameOf(order, surroundings),
    script: (...faults) => script.add(...faults),
    clearScript: () => script.clear(),
    nextRequest: (wanted) => log.next(wanted),
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** It runs in the extension host, and any page or program of this machine may connect to it. */
function boundedServer(arrivalLimitMs: number): Server {
  const server = createServer({
    headersTimeout: arrivalLimitMs,
    requestTimeout: arrivalLimitMs,
    connectionsCheckingInterval: Math.ceil(arrivalLimitMs / 4),
  });
  server.maxConnections = MOST_CONNECTIONS;
  return server.setTimeout(IDLE_LIMIT_MS);
}

function serve(server: Server, desk: Desk, log: RequestLog): void {
  server.on('request', (message, response) => void handle(message, response, desk, log));
  server.on('clientError', (_error, socket) => socket.destroy());
  server.on('error', () => undefined);
}

function createSurroundings(url: string, options: SimulatorOptions): Surroundings {
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

function nameOf(order: OperationOrder, { now, nextSerial }: Surroundings): string {
  const { model, startedAt = now(), durationSeconds, outcome, contract = 'gemini' } = order;
  const operation = { startedAt, durationSeconds, outcome, serial: nextSerial(), ...shapeOf(order) };
  return contract === 'gemini'
    ? operationName(model, encodeOperationId(operation))
    : encodeVideoId({ model, operation });
}

/** Never rejects: a client that went away, or a stopped simulator, ends the connection and nothing else. */
async function handle(
  message: IncomingMessage,
  response: ServerResponse,
  desk: Desk,
  log: RequestLog,
): Promise<void> {
  const { method = '', url: path = '', headers } = message;
  const seen: SeenRequest = { method, path, headers, at: desk.surroundings.now() };
  log.record(seen);
  response.on('error', () => undefined);
  try {
    await send(await answer(message, seen, desk), response);
  } catch {
    response.destroy();
  }
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
