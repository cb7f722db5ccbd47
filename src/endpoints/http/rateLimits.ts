/** The requests that an endpoint still allows, by the headers of an answer. */
export interface RateLimits {
  /** Requests per minute, the smallest limit of all scopes. */
  readonly limit?: number;
  /** Requests that are left before a limit of whatever length is reached, the fewest of all scopes. */
  readonly remaining?: number;
}

/** Bare as at OpenAI, or with the scope of a limit: `x-ratelimit-api_key-remaining-requests`. */
const HEADER = /^x-ratelimit-(?:([a-z0-9_-]+)-)?(limit|remaining|reset)-requests$/;
const MAX_REQUESTS = 1_000_000;
/** A limit per minute resets within this time: a little over a minute, for clocks and roundings differ. */
const MINUTE_WINDOW_S = 61;
const SECONDS_OF_UNIT: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1, ms: 0.001 };
const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|[dhms]))+$/;

/** What the headers say about one scope. `reset`: seconds until all requests are allowed again. */
type ScopeLimits = Readonly<Partial<Record<'limit' | 'remaining' | 'reset', number>>>;

/**
 * Reads `x-ratelimit-limit-requests` and `x-ratelimit-remaining-requests` (platform.openai.com/docs/guides/rate-limits,
 * docs.litellm.ai/docs/proxy/response_headers), and the same of each scope, `x-ratelimit-{scope}-limit-requests`: LiteLLM
 * counts a minute for the key, its model, its team and others (BerriAI/litellm,
 * litellm/proxy/hooks/parallel_request_limiter_v3.py). Headers that begin with `llm_provider-` concern the provider.
 *
 * A limit that takes over a minute to reset is not a limit per minute, so only its remaining requests count.
 *
 * @returns undefined when the headers say nothing of limits
 */
export function readRateLimits(headers: Iterable<readonly [string, string]>): RateLimits | undefined {
  const scopes = [...limitsByScope(headers).values()];
  const limit = smallest(scopes.filter(({ reset = 0 }) => reset <= MINUTE_WINDOW_S).map((one) => one.limit));
  const remaining = smallest(scopes.map((one) => one.remaining));
  if (limit === undefined && remaining === undefined) return undefined;
  return { ...(limit !== undefined && { limit }), ...(remaining !== undefined && { remaining }) };
}

function limitsByScope(headers: Iterable<readonly [string, string]>): Map<string, ScopeLimits> {
  const scopes = new Map<string, ScopeLimits>();
  for (const [header, text] of headers) {
    const [, scope = '', what] = HEADER.exec(header.toLowerCase()) ?? [];
    if (what === undefined) continue;
    const value = what === 'reset' ? readReset(text) : readCount(text);
    // No API is offered with a limit of no request at all.
    if (value === undefined || (what === 'limit' && value === 0)) continue;
    scopes.set(scope, { ...scopes.get(scope), [what]: value });
  }
  return scopes;
}

function readCount(text: string): number | undefined {
  const count = /^\d{1,7}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return count <= MAX_REQUESTS ? count : undefined;
}

/** In seconds: OpenAI writes `6m0s` and `12ms`, others a plain number. A number of more than seven digits is a date. */
function readReset(text: string): number | undefined {
  if (/^\d{1,7}(?:\.\d+)?$/.test(text)) return Number(text);
  if (text.length > 40 || !DURATION.test(text)) return undefined;
  const parts = text.matchAll(/(?<!\d)(\d+(?:\.\d+)?)(ms|[dhms])/g);
  return [...parts].reduce(
    (sum, [, count, unit = 's']) => sum + Number(count) * (SECONDS_OF_UNIT[unit] ?? 1),
    0,
  );
}

function smallest(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}
