import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { type ErrorForm, errorIn, gatewayError, wrongKeyIn } from './errorReplies';
import type { Fault } from './fault';
import { type Reply, redirect } from './reply';

/** The request that gets a fault. */
interface FaultyRequest {
  readonly form: ErrorForm;
  /** Its key, empty without one. */
  readonly key: string;
  /** The name of the operation, or the part of it in the path. */
  readonly operation: string;
  /** ms since the epoch. */
  readonly at: number;
}

/** The path that redirects to itself. */
export const REDIRECT_LOOP_PATH = '/redirect-loop';

const CHUNK = 'x'.repeat(64 * 1024);
const CHUNKS_OF_5_MIB = 80;

/** The reply of a fault in place of the contract's; undefined if the contract answers. */
export function faultReply(fault: Fault, request: FaultyRequest): Reply | undefined {
  const form = 'form' in fault && fault.form !== undefined ? fault.form : request.form;
  switch (fault.kind) {
    case 'pass':
    case 'delay':
    case 'cut':
    case 'contentLength':
    case 'ignoreRange':
      return undefined;
    case 'wrongKey':
      return wrongKeyIn(form, request.key, fault.type);
    case 'forbidden':
      return errorIn(form)(403, 'The caller does not have permission.');
    case 'notFound':
      return errorIn(form)(404, 'Requested entity was not found.');
    case 'rejected':
      return errorIn(form)(fault.status, `The request was refused (${fault.status}).`);
    case 'rateLimited':
      return rateLimited(form, request.at, { limit: 20, headers: retryHeader(fault.retryAfter) });
    case 'budgetExceeded':
      return budgetExceeded(fault.status, fault.toldBy);
    case 'unavailable':
      return errorIn(form)(fault.status, 'The service is unavailable.', {
        headers: retryHeader(fault.retryAfter),
      });
    case 'reset':
      return { kind: 'reset' };
    case 'hang':
      return { kind: 'silence' };
    case 'html':
      return text(
        200,
        { 'content-type': 'text/html' },
        '<!doctype html><title>Sign in</title><p>Welcome.</p>',
      );
    case 'truncated':
      return text(200, { 'content-type': 'application/json' }, `{"name":"${request.operation}","done":tr`);
    case 'huge':
      return hugeJson(request.operation);
    case 'redirect':
      return redirect(fault.location);
    case 'redirectLoop':
      return redirect(REDIRECT_LOOP_PATH);
    case 'answer':
      return text(fault.status, fault.headers ?? {}, fault.body);
  }
}

/** 429 at a time in ms since the epoch, in the words of LiteLLM or of Google. `limit` in requests a minute. */
export function rateLimited(
  form: ErrorForm,
  at: number,
  { limit, headers }: { readonly limit: number; readonly headers: Record<string, string> },
): Reply {
  if (form !== 'gateway') {
    const reason = 'You exceeded your current quota, please check your plan and billing details.';
    return errorIn(form)(429, reason, { headers });
  }
  const resets = new Date(at + 60_000).toISOString().replace('T', ' ').slice(0, 19);
  const limits = `Limit type: requests. Current limit: ${limit}, Remaining: 0.`;
  return gatewayError(429, `Rate limit exceeded for api_key. ${limits} Limit resets at: ${resets} UTC`, {
    headers,
  });
}

function budgetExceeded(status: 400 | 429, toldBy: 'type' | 'text'): Reply {
  if (toldBy === 'text')
    return gatewayError(status, 'ExceededBudget: the team is over its budget. Spend=5.01');
  return gatewayError(status, 'Current cost: 5.01, maximum: 5.0', { type: 'budget_exceeded' });
}

function hugeJson(operation: string): Reply {
  const chunks = [`{"name":"${operation}","padding":"`, ...Array<string>(CHUNKS_OF_5_MIB).fill(CHUNK), '"}'];
  const body = Readable.from(chunks, { objectMode: false });
  return { kind: 'stream', status: 200, headers: { 'content-type': 'application/json' }, body };
}

function retryHeader(retryAfter: string | number | undefined): Record<string, string> {
  return retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
}

function text(status: number, headers: Readonly<Record<string, string>>, body: string): Reply {
  return { kind: 'text', status, headers, body };
}

type ReplyWithBody = Extract<Reply, { body: unknown }>;

/** The headers of a request as the contract gets them under this fault. */
export function alteredHeaders(fault: Fault, headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return fault.kind === 'ignoreRange' ? { ...headers, range: undefined } : headers;
}

/** The contract's reply as a fault changes it. */
export function alteredReply(fault: Fault, reply: Reply): Reply {
  if (!('body' in reply)) return reply;
  switch (fault.kind) {
    case 'cut':
      return cutOff(reply, { bytes: fault.afterBytes, contentLength: lengthOf(reply), torn: true });
    case 'contentLength':
      return cutOff(reply, {
        bytes: fault.length,
        contentLength: fault.length,
        torn: fault.length > lengthOf(reply),
      });
    default:
      return reply;
  }
}

/** The first bytes of a reply, under another length. */
function cutOff(
  reply: ReplyWithBody,
  { bytes, contentLength, torn }: { bytes: number; contentLength: number; torn: boolean },
): Reply {
  const headers = { ...reply.headers, 'content-length': contentLength };
  const whole = reply.kind === 'text' ? Readable.from([Buffer.from(reply.body)]) : reply.body;
  const body = Readable.from(firstBytes(whole, bytes), { objectMode: false });
  return { kind: 'stream', status: reply.status, headers, body, torn };
}

/** The length of a reply. A contract streams only videos, and tells their length. */
function lengthOf(reply: ReplyWithBody): number {
  return reply.kind === 'text' ? Buffer.byteLength(reply.body) : Number(reply.headers['content-length'] ?? 0);
}

async function* firstBytes(body: Readable, count: number): AsyncGenerator<Buffer> {
  let left = count;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    if (left > 0) yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) return;
  }
}
