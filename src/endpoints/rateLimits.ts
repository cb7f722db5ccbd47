/** What an answer tells of the requests that its endpoint still allows. */
export interface RateLimits {
  /** Requests a minute, the fewest of all scopes. */
  readonly limit?: number;
  /** Requests that are left before a limit of whatever length is reached, the fewest of all scopes. */
  readonly remaining?: number;
}

/** Bare as at OpenAI, or with what a limit is for: `x-ratelimit-api_key-remaining-requests`. */
const HEADER = /^x-ratelimit-(?:([a-z0-9_-]+)-)?(limit|remaining|reset)-requests$/;
const MOST_REQUESTS = 1_000_000;
/** Seconds; a little over, for clocks and roundings. */
const MINUTE = 61;
const UNITS: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1, ms: 0.001 };
const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|[dhms]))+$/;

/** Of one scope. `reset`: seconds until all requests are allowed again. */
type Told = Readonly<Partial<Record<'limit' | 'remaining' | 'reset', number>>>;

/**
 * Reads `x-ratelimit-limit-requests` and `x-ratelimit-remaining-requests` (platform.openai.com/docs/guides/rate-limits,
 * docs.litellm.ai/docs/proxy/response_headers), and the same of each scope, `x-ratelimit-{scope}-limit-requests`, as
 * LiteLLM counts a minute for the key, its model, its team and others (BerriAI/litellm,
 * litellm/proxy/hooks/parallel_request_limiter_v3.py). What `llm_provider-` begins is about the provider.
 *
 * A limit that takes over a minute to reset is none of a minute, and told by what remains of it alone.
 *
 * @returns undefined when the headers tell nothing
 */
export function readRateLimits(headers: Iterable<readonly [string, string]>): RateLimits | undefined {
  const scopes = [...byScope(headers).values()];
  const limit = fewest(scopes.filter(({ reset = 0 }) => reset <= MINUTE).map((told) => told.limit));
  const remaining = fewest(scopes.map((told) => told.remaining));
  if (limit === undefined && remaining === undefined) return undefined;
  return { ...(limit !== undefined && { limit }), ...(remaining !== undefined && { remaining }) };
}

function byScope(headers: Iterable<readonly [string, string]>): Map<string, Told> {
  const scopes = new Map<string, Told>();
  for (const [header, text] of headers) {
    const [, scope = '', what] = HEADER.exec(header.toLowerCase()) ?? [];
    const value = what === 'reset' ? readReset(text) : readCount(text);
    // Nobody offers an API and allows no request at all.
    if (what === 'limit' && value === 0) continue;
    if (what !== undefined && value !== undefined) scopes.set(scope, { ...scopes.get(scope), [what]: value });
  }
  return scopes;
}

function readCount(text: string): number | undefined {
  const count = /^\d{1,7}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return count <= MOST_REQUESTS ? count : undefined;
}

/** In seconds: `6m0s` and `12ms` of OpenAI, or a plain number; one that large is a date. */
function readReset(text: string): number | undefined {
  if (/^\d{1,7}(?:\.\d+)?$/.test(text)) return Number(text);
  if (text.length > 40 || !DURATION.test(text)) return undefined;
  const parts = text.matchAll(/(?<!\d)(\d+(?:\.\d+)?)(ms|[dhms])/g);
  return [...parts].reduce((sum, [, count, unit = 's']) => sum + Number(count) * (UNITS[unit] ?? 1), 0);
}

function fewest(counts: readonly (number | undefined)[]): number | undefined {
  const told = counts.filter((count) => count !== undefined);
  return told.length > 0 ? Math.min(...told) : undefined;
}
