import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { alteredHeaders, alteredReply } from './alteredReply';
import type { Contract, Route, Step, Surroundings } from './contract';
import { type ErrorForm, errorReply, gatewayWrongKey, googleError, googleWrongKey } from './errorReplies';
import type { Fault, FaultScript } from './fault';
import { faultReply, REDIRECT_LOOP_PATH } from './faultReplies';
import { geminiContract } from './geminiContract';
import { keyContract } from './keyContract';
import { type Reply, redirect } from './reply';
import { BODY_LIMIT_BYTES, type RequestBodies } from './requestBody';
import type { RequestLimit } from './requestLimit';
import type { SeenRequest } from './requestLog';
import { videosContract } from './videosContract';

/** Every video API that the simulator speaks. */
const CONTRACTS: readonly Contract[] = [geminiContract, videosContract, keyContract];

const LOOPBACK_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i;

/** What a gateway answers for nothing. */
const UNLIMITED: readonly Step[] = ['keyInfo', 'models'];

/** What answering needs besides the request. */
export interface Desk {
  readonly surroundings: Surroundings;
  readonly script: FaultScript;
  /** The only key accepted; `undefined` = none is needed. */
  readonly key: string | undefined;
  /** Counts the requests that reach a route, but not those about the key itself; `undefined` = without limit. */
  readonly requestLimit: RequestLimit | undefined;
  readonly bodies: RequestBodies;
  /** Aborted when the simulator stops. */
  readonly stopped: AbortSignal;
}

/** A request that reached its route. */
interface Match {
  readonly contract: Contract;
  readonly route: Route;
  readonly form: ErrorForm;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Finds the reply to one request. In this order: the host, the path, the key, the limit, scripted faults, the contract. */
export async function answer(message: IncomingMessage, seen: SeenRequest, desk: Desk): Promise<Reply> {
  if (!isForLoopback(seen)) return googleError(403, 'Only loopback hosts are answered.');
  const path = seen.path.split('?', 1)[0] ?? '';
  if (path === REDIRECT_LOOP_PATH) return redirect(REDIRECT_LOOP_PATH);
  const match = findRoute(seen.method, path);
  if (!match) return googleError(404, `${seen.method} ${path} is not known here.`);
  const { contract, route, form } = match;
  const key = contract.keyOf(seen.headers);
  if (desk.key !== undefined && key !== desk.key) return wrongKey(form, key);
  const limit = UNLIMITED.includes(route.step) ? undefined : desk.requestLimit;
  const refusal = limit?.take(seen.at, form);
  if (refusal) return refusal;
  const { operation = '' } = match.parameters;
  const fault = desk.script.take(route.step, operation);
  const scripted = faultReply(fault, { form, key, operation, at: seen.at });
  if (scripted) return scripted;
  const reply = await trueReply(match, message, desk, fault);
  return limit?.tell(reply) ?? reply;
}

/**
 * A page whose name was rebound to this machine sends its own name as the host; so may a target that is a whole
 * address, which counts more than the host (RFC 9112, 3.2.2).
 */
function isForLoopback({ path, headers }: SeenRequest): boolean {
  return path.startsWith('/') && LOOPBACK_HOST.test(headers.host ?? '');
}

function findRoute(method: string, path: string): Match | undefined {
  for (const contract of CONTRACTS) {
    for (const route of contract.routes) {
      const found = serves(route, method) ? route.path.exec(path) : null;
      if (!found) continue;
      return { contract, route, form: contract.formOf(path), parameters: decoded(found.groups ?? {}) };
    }
  }
  return undefined;
}

/** Each parameter without percent-encoding, or as it is when that is broken. */
function decoded(parameters: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, percentDecoded(value)]));
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function serves(route: Route, method: string): boolean {
  return route.method === method || (route.method === 'GET' && method === 'HEAD');
}

function wrongKey(form: ErrorForm, key: string): Reply {
  return form === 'google' ? googleWrongKey() : gatewayWrongKey(key);
}

async function trueReply(
  { route, form, parameters }: Match,
  message: IncomingMessage,
  { surroundings, bodies, stopped }: Desk,
  fault: Fault,
): Promise<Reply> {
  if (fault.kind === 'delay') await wait(fault.milliseconds, undefined, { signal: stopped });
  const body = await bodies.read(message);
  if (!body)
    return errorReply(form, 413, `Request payload size exceeds the limit: ${BODY_LIMIT_BYTES} bytes.`);
  const headers = alteredHeaders(fault, message.headers);
  return alteredReply(fault, await route.answer({ parameters, body, headers, surroundings }));
}
