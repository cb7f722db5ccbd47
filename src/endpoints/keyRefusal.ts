import type { ProblemReason } from '../operations/operation';
import type { ServerError } from './serverError';

/** That an API refuses the key itself; `reason` where it told why. */
export interface KeyRefusal {
  readonly reason?: ProblemReason;
}

/** The words by which the key is refused for one reason, in the message or among the details. */
type Rule = readonly [words: RegExp, reason?: ProblemReason];

/**
 * Google's reasons (cloud.google.com/service-infrastructure/docs/reference, ErrorReason) and words
 * (discuss.ai.google.dev/t/176177), LiteLLM's (litellm/proxy/auth), OpenRouter's and new-api's. Gateways pass on the
 * message alone, so a reason is also looked for there. What says why comes before what says only that a key is wrong.
 */
const RULES: readonly Rule[] = [
  [/multiple authentication credentials|api keys are not supported by this api/i, 'routeRefusesKey'],
  [/\bkey\b.{0,40}\b(?:reported as leaked|(?:was|has been|is) (?:leaked|compromised))/i, 'leakedKey'],
  [/CONSUMER_SUSPENDED|\b(?:consumer|key|account)\b.{0,120}\b(?:has been|is|was) suspended/i, 'suspendedKey'],
  [
    /ACCESS_TOKEN_EXPIRED|\bexpired[ _-](?:api[ _-]?)?(?:key|token)\b|\b(?:key|token) (?:has |is )?(?:already )?expired\b|key expiry time|令牌已过期/i,
    'expiredKey',
  ],
  [/API_KEY_HTTP_REFERRER_BLOCKED|requests from referr?er .{0,300}\bare blocked/i, 'referrerBlocked'],
  [
    /API_KEY_IP_ADDRESS_BLOCKED|\bIP address restriction|\bIP address\b.{0,60}\bnot allowed/i,
    'addressBlocked',
  ],
  [
    /API_KEY_(?:SERVICE|ANDROID_APP|IOS_APP)_BLOCKED|requests (?:to this api|from this (?:android|ios))\b.{0,300}\bare blocked|\bkey is blocked/i,
    'blockedKey',
  ],
  [/ACCESS_TOKEN_(?:TYPE_UNSUPPORTED|SCOPE_INSUFFICIENT)|SERVICE_DISABLED/, 'keyOfOtherService'],
  [
    /CREDENTIALS_MISSING|unregistered callers|\bno (?:api[ _-]?key|(?:cookie )?auth credentials) (?:passed|provided|found)|missing (?:the )?(?:required )?(?:api[ _-]?key|authentication)|didn't provide an api key/i,
    'noKeyArrived',
  ],
  [
    /API_KEY_INVALID|CONSUMER_INVALID|\bapi[ _-]?key not (?:valid|found)|pass a valid api key|(?:incorrect|invalid|malformed) api[ _-]?key\b|invalid proxy server token|unable to find token|token_not_found_in_db/i,
  ],
];

/** How the key is refused in words that say so, whatever the status; undefined where nothing is said of a key. */
export function keyRefusalIn({ message, type, code, details }: ServerError): KeyRefusal | undefined {
  const told = [type, code, message, ...reasonsIn(details)].filter((text) => typeof text === 'string');
  const rule = RULES.find(([words]) => told.some((text) => words.test(text)));
  if (!rule) return undefined;
  const [, reason] = rule;
  return reason === undefined ? {} : { reason };
}

/** `google.rpc.ErrorInfo`: its `reason` is one constant. */
function reasonsIn(details: ServerError['details']): unknown[] {
  return (details ?? []).slice(0, 20).map((detail) => {
    const reason = detail !== null && typeof detail === 'object' && 'reason' in detail && detail.reason;
    return typeof reason === 'string' ? reason.slice(0, 100) : undefined;
  });
}
