import type { ServerError } from './serverError';

/** Request Timeout, Conflict (Google's ABORTED), Too Early: what clients may send again (RFC 9110; AIP-194). */
const PASSING_STATUSES = [408, 409, 425];

/** What a gateway says when it does not reach another machine, with whatever status. */
const NETWORK =
  /\bE(?:CONN(?:REFUSED|RESET|ABORTED)|TIMEDOUT|NOTFOUND|AI_AGAIN|PIPE|HOSTUNREACH|NETUNREACH)\b|\b(?:can't|cannot|can not|could not|couldn't|unable to|failed to) (?:reach|connect)|\bconnection (?:to .{0,80}\b(?:failed|refused|lost|closed)|refused|reset|error|errors|failed|failure|lost|closed|aborted|broken|timed out|timeout|pool|attempts|slots)|\bConnect(?:ion)?(?:Error|Timeout)|\b(?:lost|failed|closed the) connection\b|\bnot connected\b|\btoo many (?:clients|connections)|\btimed out\b|\btimeout (?:while|waiting|exceeded|error|after|connecting|reading|fetching)|\b(?:read|connect|gateway|pool|request|query|socket|upstream|lookup) time-?out|\bgetaddrinfo\b|\bname resolution\b|\bname or service not known|\bDNS\b|\btemporarily unavailable|\bserver disconnected\b/i;

/** Where a gateway keeps its keys; also LiteLLM's "No connected db." (litellm/proxy/auth; BerriAI/litellm PR #29986). */
const STORAGE =
  /\b(?:database|prisma\w*|postgres\w*|redis\w*|query engine|no_db_connection|connected db|db (?:is )?not connected|db connection)\b/i;

/** That the way to the API is not there, as in a wrong path or a gateway that restarts. Not the operation is denied. */
const ROUTE =
  /\b(?:routes?|method|page|request url|endpoint|application|app|service|upstream|deployment|requested (?:url|path|resource url))\b.{0,200}\b(?:not found|not exist|unknown)|\bno (?:such )?(?:route|endpoint|method|application|healthy)\b|\b(?:invalid|unknown) (?:request )?(?:url|route|endpoint|path)\b|\bcannot (?:get|post) \/|\bno deployments? available|"detail"\s{0,10}:\s{0,10}"not found"/i;

/** That a model is not there for this key, region or version: its operations may well be. */
const MODEL =
  /\bmodel_not_found\b|\b(?:invalid|unknown|no such|unsupported) model\b|\bmodels?\b[\s:=/'"`]{0,6}[\w./:@-]{0,200}['"`]?,? (?:(?:was|is|could|does|has been|either) )?(?:not (?:be )?found|not exist|not available|not supported|no longer|deprecated)/i;

const NOT_READY =
  /\bnot (?:yet )?(?:ready|finished|completed?|available yet)\b|\bnot in an? active state\b|\bstill (?:processing|running|being|in progress)\b|\bin progress\b/i;

/**
 * Whether an answer of 4xx says nothing of the operation, the video or the key, because it is not the API's own word or
 * because it tells of a fault that passes: of the gateway's own database, of its network, of a route, of a video that is
 * not ready yet.
 */
export function isTransient(status: number, error: ServerError): boolean {
  if (!error.isOwn || PASSING_STATUSES.includes(status)) return true;
  // A 401 that is about the key was told apart before.
  if (status === 401) return true;
  const text = error.message ?? '';
  if (NOT_READY.test(text)) return true;
  // That an operation is not in its database is what the API may well say with 404.
  const isDenied = status === 404 || status === 410;
  return isDenied ? NETWORK.test(text) || ROUTE.test(text) || isOfModel(error) : isOutage(error);
}

/** The name of an operation also holds that of its model. */
function isOfModel({ code, type, message }: ServerError): boolean {
  if ([code, type].includes('model_not_found')) return true;
  return MODEL.test(message ?? '') && !/\boperations\//i.test(message ?? '');
}

/** Whether an error names the gateway's own database or network. */
export function isOutage({ type, message }: ServerError): boolean {
  return [type, message].some((text) => NETWORK.test(text ?? '') || STORAGE.test(text ?? ''));
}
