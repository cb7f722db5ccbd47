import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { percentDecoded } from '../base/percentDecoded';
import type { Backend, Contract, Route, Step } from './contract';
import { type ErrorForm, errorIn, gatewayWrongKey, googleError, googleWrongKey } from './errorReplies';
import type { Fault, FaultScript } from './fault';
import { alteredHeaders, alteredReply, faultReply, REDIRECT_LOOP_PATH } from './faultReplies';
import { geminiContract } from './geminiContract';
import { keyContract } from './keyContract';
import { type Reply, redirect } from './reply';
import { BODY_LIMIT_BYTES, type RequestBodies } from './requestBody';
import type { RequestLimit } from './requestLimit';
import type { SeenRequest } from './requestLog';
import { videosContract } from './videosContract';

/** Every video API that the simulator offers. */
const CONTRACTS: readonly Contract[] = [geminiContract, videosContract, keyContract];

const LOOPBACK_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i;

/** Steps that a gateway does not count against the limit. */
const UNLIMITED: readonly Step[] = ['keyInfo', 'models'];

/** What the router needs besides the request. */
export interface ServerContext {
  readonly backend: Backend;
  readonly script: FaultScript;
  /** The only accepted key; undefined if the simulator needs none. */
  readonly key: string | undefined;
  /** Counts the requests that reach a route, except those about the key itself. */
  readonly requestLimit: RequestLimit | undefined;
  readonly bodies: RequestBodies;
  /** Aborts when the simulator stops. */
  readonly stopped: AbortSignal;
}

/** The route of a request. */
interface Match {
  readonly contract: Contract;
  readonly route: Route;
  readonly form: ErrorForm;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The reply to one request. Checks in this order: host, path, key, limit, scripted faults; then asks the contract. */
export async function replyTo(
  message: IncomingMessage,
  seen: SeenRequest,
  context: ServerContext,
): Promise<Reply> {
  if (!isForLoopback(seen)) return googleError(403, 'Only loopback hosts are answered.');
  const path = seen.path.split('?', 1)[0] ?? '';
  if (path === REDIRECT_LOOP_PATH) return redirect(REDIRECT_LOOP_PATH);
  const match = findRoute(seen.method, path);
  if (!match) return googleError(404, `${seen.method} ${path} is not known here.`);
  const { contract, route, form } = match;
  const key = contract.keyOf(seen.headers);
  if (context.key !== undefined && key !== context.key) return wrongKey(form, key);
  const limit = UNLIMITED.includes(route.step) ? undefined : context.requestLimit;
  const refusal = limit?.acquire(seen.at, form);
  if (refusal) return refusal;
  const { operation = '' } = match.parameters;
  const fault = context.script.next(route.step, operation);
  const scripted = faultReply(fault, { form, key, operation, at: seen.at });
  if (scripted) return scripted;
  const reply = await contractReply(match, { message, context, fault });
  return limit?.withRemaining(reply) ?? reply;
}

/**
 * Whether a request is for this machine. A page whose name was rebound to this machine sends its own name as the host.
 * So may a target that is a whole address, which counts more than the host (RFC 9112, 3.2.2).
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

/** Parameters without percent-encoding; a broken one stays as it is. */
function decoded(parameters: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(parameters).map(([name, value]) => [name, percentDecoded(value) ?? value]);
  return Object.fromEntries(entries);
}

function serves(route: Route, method: string): boolean {
  return route.method === method || (route.method === 'GET' && method === 'HEAD');
}

function wrongKey(form: ErrorForm, key: string): Reply {
  return form === 'google' ? googleWrongKey() : gatewayWrongKey(key);
}

async function contractReply(
  { route, form, parameters }: Match,
  { message, context, fault }: { message: IncomingMessage; context: ServerContext; fault: Fault },
): Promise<Reply> {
  const { backend, bodies, stopped } = context;
  if (fault.kind === 'delay') await wait(fault.milliseconds, undefined, { signal: stopped });
  const body = await bodies.read(message);
  if (!body) return errorIn(form)(413, `Request payload size exceeds the limit: ${BODY_LIMIT_BYTES} bytes.`);
  const headers = alteredHeaders(fault, message.headers);
  return alteredReply(fault, await route.answer({ parameters, body, headers, backend }));
}
