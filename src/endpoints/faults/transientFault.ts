import type { ServerError } from './serverError';

/** Request Timeout, Conflict (Google's ABORTED) and Too Early: a client may send the request again (RFC 9110; AIP-194). */
export const TRANSIENT_STATUSES: readonly number[] = [408, 409, 425];

/** A gateway does not reach another machine. Its status may be any. */
const NETWORK =
  /\bE(?:CONN(?:REFUSED|RESET|ABORTED)|TIMEDOUT|NOTFOUND|AI_AGAIN|PIPE|HOSTUNREACH|NETUNREACH)\b|\b(?:can't|cannot|can not|could not|couldn't|unable to|failed to) (?:reach|connect)|\bconnection (?:to .{0,80}\b(?:failed|refused|lost|closed)|refused|reset|error|errors|failed|failure|lost|closed|aborted|broken|timed out|timeout|pool|attempts|slots)|\bConnect(?:ion)?(?:Error|Timeout)|\b(?:lost|failed|closed the) connection\b|\bnot connected\b|\btoo many (?:clients|connections)|\btimed out\b|\btimeout (?:while|waiting|exceeded|error|after|connecting|reading|fetching)|\b(?:read|connect|gateway|pool|request|query|socket|upstream|lookup) time-?out|\bgetaddrinfo\b|\bname resolution\b|\bname or service not known|\bDNS\b|\btemporarily unavailable|\bserver disconnected\b/i;

/** Where a gateway stores its keys; also LiteLLM's "No connected db." (litellm/proxy/auth; BerriAI/litellm PR #29986). */
const STORAGE =
  /\b(?:database|prisma\w*|postgres\w*|redis\w*|query engine|no_db_connection|connected db|db (?:is )?not connected|db connection)\b/i;

/**
 * The route to the API is missing, as with a wrong path or while a gateway restarts: the operation may exist. Words that
 * quote the request (`GET /…`) are about its route.
 */
const ROUTE =
  /\b(?:routes?|method|page|request url|endpoint|application|app|service|upstream|deployment|requested (?:url|path|resource url))\b.{0,200}\b(?:not found|not exist|unknown)|\bno (?:such )?(?:route|endpoint|method|application|healthy)\b|\b(?:invalid|unknown) (?:request )?(?:url|route|endpoint|path)\b|\b(?:get|post)[ :]\s{0,3}\/|\bno static resource\b|\bno deployments? available|"detail"\s{0,10}:\s{0,10}"not found"/i;

/** A model is not available for this key, region or version: its operations may well be. */
const MODEL =
  /\bmodel_not_found\b|\b(?:invalid|unknown|no such|unsupported) model\b|\bmodels?\b[\s:=/'"`]{0,6}[\w./:@-]{0,200}['"`]?,? (?:(?:was|is|could|does|has been|either) )?(?:not (?:be )?found|not exist|not available|not supported|no longer|deprecated)/i;

const NOT_READY =
  /\bnot (?:yet )?(?:ready|finished|completed?|available yet)\b|\bnot in an? active state\b|\bstill (?:processing|running|being|in progress)\b|\bin progress\b/i;

/**
 * Whether an answer of 4xx says nothing about the operation, the video or the key: it does not come from the API itself,
 * or it reports a transient fault, of the gateway's database or network, of a route, or of a video that is not ready yet.
 */
export function isTransient(status: number, error: ServerError): boolean {
  if (!error.isOwn || TRANSIENT_STATUSES.includes(status)) return true;
  // The caller has handled a 401 that is about the key.
  if (status === 401) return true;
  const text = error.message ?? '';
  if (NOT_READY.test(text)) return true;
  // With 404, the API itself may say that an operation is not in its database, so STORAGE does not count there.
  const isDenied = status === 404 || status === 410;
  return isDenied ? NETWORK.test(text) || ROUTE.test(text) || isModelMissing(error) : isOutage(error);
}

/** A message with the name of an operation names its model, too, and is about the operation. */
function isModelMissing({ code, type, message }: ServerError): boolean {
  if ([code, type].includes('model_not_found')) return true;
  return MODEL.test(message ?? '') && !/\boperations\//i.test(message ?? '');
}

/** Whether an error names the gateway's own database or network. */
export function isOutage({ type, message }: ServerError): boolean {
  return [type, message].some((text) => NETWORK.test(text ?? '') || STORAGE.test(text ?? ''));
}
