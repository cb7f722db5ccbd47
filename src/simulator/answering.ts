import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Contract, Route, Surroundings } from './contract';
import { type ErrorForm, gatewayWrongKey, googleError, googleWrongKey } from './errorReplies';
import type { FaultScript } from './fault';
import { faultReply, REDIRECT_LOOP_PATH, redirect } from './faultReplies';
import { geminiContract } from './geminiContract';
import type { Reply } from './reply';
import type { SeenRequest } from './requestLog';

/** Every video API that the simulator speaks. */
const CONTRACTS: readonly Contract[] = [geminiContract];

const LOOPBACK_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i;
const BODY_LIMIT_BYTES = 1024 * 1024;

/** What answering needs besides the request. */
export interface Desk {
  readonly surroundings: Surroundings;
  readonly script: FaultScript;
  /** The only key accepted; `undefined` = none is needed. */
  readonly key: string | undefined;
  /** Aborted when the simulator stops. */
  readonly stopped: AbortSignal;
}

interface Match {
  readonly contract: Contract;
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Finds the reply to one request. In this order: the host, the path, the key, scripted faults (status requests
 * only), the contract.
 */
export async function answer(message: IncomingMessage, seen: SeenRequest, desk: Desk): Promise<Reply> {
  // A page whose name was rebound to this machine sends its own name here.
  if (!LOOPBACK_HOST.test(seen.headers.host ?? ''))
    return googleError(403, 'Only loopback hosts are answered.');
  const path = seen.path.split('?', 1)[0] ?? '';
  if (path === REDIRECT_LOOP_PATH) return redirect(REDIRECT_LOOP_PATH);
  const match = findRoute(seen.method, path);
  if (!match) return googleError(404, `${seen.method} ${path} is not known here.`);
  const key = match.contract.keyOf(seen.headers);
  const form = match.contract.formOf(path);
  if (desk.key !== undefined && key !== desk.key) return wrongKey(form, key);
  return (await scriptedReply(match, { form, key, at: seen.at }, desk)) ?? trueReply(match, message, desk);
}

function findRoute(method: string, path: string): Match | undefined {
  for (const contract of CONTRACTS) {
    for (const route of contract.routes) {
      const found = serves(route, method) ? route.path.exec(path) : null;
      if (found) return { contract, route, parameters: found.groups ?? {} };
    }
  }
  return undefined;
}

function serves(route: Route, method: string): boolean {
  return route.method === method || (route.method === 'GET' && method === 'HEAD');
}

function wrongKey(form: ErrorForm, key: string): Reply {
  return form === 'google' ? googleWrongKey() : gatewayWrongKey(key);
}

async function scriptedReply(
  { route, parameters }: Match,
  request: { readonly form: ErrorForm; readonly key: string; readonly at: number },
  { script, stopped }: Desk,
): Promise<Reply | undefined> {
  if (route.step !== 'status') return undefined;
  const operation = parameters.operation ?? '';
  const fault = script.take(operation);
  if (fault.kind === 'delay') await wait(fault.milliseconds, undefined, { signal: stopped });
  return faultReply(fault, { ...request, operation });
}

async function trueReply({ route, parameters }: Match, message: IncomingMessage, desk: Desk): Promise<Reply> {
  const body = await readBody(message);
  if (body === undefined) return googleError(413, 'Request payload size exceeds the limit: 1048576 bytes.');
  return route.answer({ parameters, body, headers: message.headers, surroundings: desk.surroundings });
}

/** The body as text; `undefined` when over 1 MiB. The rest is read and dropped, so that the client sees the answer. */
async function readBody(message: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= BODY_LIMIT_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return bytes <= BODY_LIMIT_BYTES ? Buffer.concat(chunks).toString('utf8') : undefined;
}
