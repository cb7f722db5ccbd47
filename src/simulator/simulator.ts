import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Backend, SimulatedKeyLimits } from './contract';
import { FaultScript, type ScriptedFault } from './fault';
import { operationName } from './geminiAnswers';
import { send } from './reply';
import { RequestBodies } from './requestBody';
import { RequestLimit } from './requestLimit';
import { RequestLog, type RequestPredicate, type SeenRequest } from './requestLog';
import { replyTo, type ServerContext } from './router';
import { boundedServer, close, listen } from './server';
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

/** An operation to simulate. */
export interface OperationOrder extends VideoShape {
  readonly model: string;
  /** ms since the epoch; now if absent. */
  readonly startedAt?: number;
  readonly durationSeconds: number;
  readonly outcome: SimulatedOutcome;
  /** The contract of its name: `gemini` (`models/…/operations/…`), the default, or `videos` (`video_…`). */
  readonly contract?: 'gemini' | 'videos';
}

/** A running simulator. */
export interface Simulator {
  /** `http://127.0.0.1:PORT`, the root of the Google form; the gateway form is below `{url}/gemini` and `{url}/v1`. */
  readonly url: string;
  /** The newest 1000 requests, the oldest first, including refused ones. */
  readonly requests: readonly SeenRequest[];
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
  const server = boundedServer(options.arrivalLimitMs ?? ARRIVAL_LIMIT_MS);
  const url = await listen(server, options.port ?? 0);
  const log = new RequestLog();
  const stopping = new AbortController();
  const context = contextOf(url, options, stopping.signal);
  server.on('request', (message, response) => void handle(message, response, { context, log }));
  server.on('clientError', (_error, socket) => socket.destroy());
  server.on('error', () => undefined);
  return simulatorOf(context, log, () => {
    stopping.abort();
    log.close();
    return close(server);
  });
}

function contextOf(url: string, options: SimulatorOptions, stopped: AbortSignal): ServerContext {
  const { limits, key } = options;
  return {
    backend: backendOf(url, options),
    script: new FaultScript(),
    key,
    bodies: new RequestBodies(),
    requestLimit: limits && new RequestLimit(limits.requestsPerMinute),
    stopped,
  };
}

function simulatorOf(
  { backend, script }: ServerContext,
  log: RequestLog,
  stop: () => Promise<void>,
): Simulator {
  let stopped: Promise<void> | undefined;
  return {
    url: backend.url,
    get requests() {
      return log.all;
    },
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

function backendOf(url: string, options: SimulatorOptions): Backend {
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

function nameOf(order: OperationOrder, { now, nextSerial }: Backend): string {
  const { model, startedAt = now(), durationSeconds, outcome, contract = 'gemini' } = order;
  const operation = { startedAt, durationSeconds, outcome, serial: nextSerial(), ...shapeOf(order) };
  return contract === 'gemini'
    ? operationName(model, encodeOperationId(operation))
    : encodeVideoId({ model, operation });
}

/** Answers one request. Never rejects: if the client disconnects or the simulator stops, only the connection ends. */
async function handle(
  message: IncomingMessage,
  response: ServerResponse,
  { context, log }: { context: ServerContext; log: RequestLog },
): Promise<void> {
  const { method = '', url: path = '', headers } = message;
  const seen: SeenRequest = { method, path, headers, at: context.backend.now() };
  log.record(seen);
  response.on('error', () => undefined);
  try {
    await send(await replyTo(message, seen, context), response);
  } catch {
    response.destroy();
  }
}
