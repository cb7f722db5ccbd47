import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { percentDecoded } from '../base/percentDecoded';
import type { Backend, Contract, Route, Step } from './contract';
import { type ErrorForm, errorIn, googleError, wrongKeyIn } from './errorReplies';
import type { Fault, FaultScript } from './fault';
import { alteredHeaders, alteredReply, faultReply, REDIRECT_LOOP_PATH } from './faultReplies';
import { hasKeyHeader, type KeySightings } from './keySightings';
import { type Reply, redirect } from './reply';
import { BODY_LIMIT_BYTES, type RequestBodies } from './requestBody';
import type { RequestLimit } from './requestLimit';
import type { SeenRequest } from './requestLog';
import { signatureConflict } from './signedContract';

const LOOPBACK_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i;

/** Steps that a gateway does not count against the limit. What is signed is at another server than the gateway's. */
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
  readonly sightings: KeySightings;
  /** Aborts when the simulator stops. */
  readonly stopped: AbortSignal;
}

/** The route of a request. */
interface Match {
  readonly contract: Contract;
  readonly route: Route;
  readonly form: ErrorForm;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

/**
 * The reply to one request at a server with these contracts. Checks in this order: host, path, key, limit, scripted faults;
 * then asks the contract.
 */
export async function replyTo(
  message: IncomingMessage,
  seen: SeenRequest,
  { contracts, ...context }: ServerContext & { readonly contracts: readonly Contract[] },
): Promise<Reply> {
  if (!isForLoopback(seen)) return googleError(403, 'Only loopback hosts are answered.');
  const [path = ''] = seen.path.split('?', 1);
  if (path === REDIRECT_LOOP_PATH) return redirect(REDIRECT_LOOP_PATH);
  const match = findRoute(contracts, seen);
  if (!match) return googleError(404, `${seen.method} ${path} is not known here.`);
  const { contract, route, form } = match;
  const key = contract.keyOf?.(seen.headers) ?? '';
  const refusedKey = keyRefusal(match, key, { seen, context });
  if (refusedKey) return refusedKey;
  const isLimited = contract.keyOf !== undefined && !UNLIMITED.includes(route.step);
  const limit = isLimited ? context.requestLimit : undefined;
  const refusal = limit?.acquire(seen.at, form);
  if (refusal) return refusal;
  const { operation = '' } = match.parameters;
  const fault = context.script.next(route.step, operation);
  const scripted = faultReply(fault, { form, key, operation, at: seen.at });
  if (scripted) return scripted;
  const reply = await contractReply(match, { message, seen, context, fault });
  return limit?.withRemaining(reply) ?? reply;
}

/**
 * Whether a request is for this machine. A page whose name was rebound to this machine sends its own name as the host.
 * So may a target that is a whole address, which counts more than the host (RFC 9112, 3.2.2).
 */
function isForLoopback({ path, headers }: SeenRequest): boolean {
  return path.startsWith('/') && LOOPBACK_HOST.test(headers.host ?? '');
}

function keyRefusal(
  { contract, form }: Match,
  key: string,
  { seen, context }: { readonly seen: SeenRequest; readonly context: ServerContext },
): Reply | undefined {
  if (!contract.keyOf) return hasKeyHeader(seen.headers) ? signatureConflict() : undefined;
  return context.key === undefined || key === context.key ? undefined : wrongKeyIn(form, key);
}

function findRoute(contracts: readonly Contract[], seen: SeenRequest): Match | undefined {
  const [path = '', ...rest] = seen.path.split('?');
  for (const contract of contracts) {
    for (const route of contract.routes) {
      const found = serves(route, seen.method) ? route.path.exec(path) : null;
      if (!found) continue;
      const query = new URLSearchParams(rest.join('?'));
      const parameters = { ...decoded(found.groups ?? {}), ...operationInQuery(route, query) };
      return { contract, route, form: contract.formOf(path), parameters, query };
    }
  }
  return undefined;
}

function operationInQuery({ operationIn }: Route, query: URLSearchParams): { operation?: string } {
  return operationIn === undefined ? {} : { operation: query.get(operationIn) ?? '' };
}

/** Parameters without percent-encoding; a broken one stays as it is. */
function decoded(parameters: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(parameters).map(([name, value]) => [name, percentDecoded(value) ?? value]);
  return Object.fromEntries(entries);
}

function serves(route: Route, method: string): boolean {
  return route.method === method || (route.method === 'GET' && method === 'HEAD');
}

/** What a contract needs besides its route. */
interface Delivery {
  readonly message: IncomingMessage;
  readonly seen: SeenRequest;
  readonly context: ServerContext;
  readonly fault: Fault;
}

async function contractReply(
  { route, form, parameters, query }: Match,
  { message, seen, context, fault }: Delivery,
): Promise<Reply> {
  const { backend, bodies, sightings, stopped } = context;
  if (fault.kind === 'delay') await wait(fault.milliseconds, undefined, { signal: stopped });
  const body = await bodies.read(message);
  if (!body) return errorIn(form)(413, `Request payload size exceeds the limit: ${BODY_LIMIT_BYTES} bytes.`);
  sightings.recordBody(body, seen.origin);
  const headers = alteredHeaders(fault, message.headers);
  return alteredReply(fault, await route.answer({ parameters, query, body, headers, backend }));
}
