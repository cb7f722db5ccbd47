import type { ProblemReason } from '../../operations/problem';
import { reasonsIn, type ServerError } from './serverError';

/** An API refuses the key itself; `reason` where it says why. */
export interface KeyRefusal {
  readonly reason?: ProblemReason;
}

/** A pattern of messages and reasons that refuse the key, and why. */
type Rule = readonly [pattern: RegExp, reason?: ProblemReason];

/**
 * Google's reasons (cloud.google.com/service-infrastructure/docs/reference, ErrorReason) and messages
 * (discuss.ai.google.dev/t/176177), and messages of Bifrost, LiteLLM (litellm/proxy/auth), OpenRouter and new-api. Gateways
 * pass on the message alone, so reasons are looked for in it, too. Rules with a reason come before the one without.
 */
const RULES: readonly Rule[] = [
  [/multiple authentication credentials|api keys are not supported by this api/i, 'routeRefusesKey'],
  [/\bkey\b.{0,40}\b(?:reported as leaked|(?:was|has been|is) (?:leaked|compromised))/i, 'leakedKey'],
  [
    /CONSUMER_SUSPENDED|\b(?:consumer|key|account)\b.{0,120}\b(?:has been|is|was) suspended|\b(?:user|account|project) (?:has been|is|was) (?:banned|suspended|denied access)|用户已被(?:封禁|禁用)/i,
    'suspendedKey',
  ],
  [
    /ACCESS_TOKEN_EXPIRED|\bexpired[ _-](?:api[ _-]?)?(?:key|token)\b|\b(?:key|token) (?:has |is )?(?:already )?expired\b|key expiry time|令牌已过期/i,
    'expiredKey',
  ],
  [/API_KEY_HTTP_REFERRER_BLOCKED|requests from referr?er .{0,300}\bare blocked/i, 'referrerBlocked'],
  [
    /API_KEY_IP_ADDRESS_BLOCKED|\bIP address restriction|\bIP address\b.{0,60}\bnot allowed|\bIP (?:is )?(?:不在令牌|not in the (?:list|token|allow))/i,
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
    /API_KEY_INVALID|CONSUMER_INVALID|\bapi[ _-]?key not (?:valid|found)|pass a valid api key|(?:incorrect|invalid|malformed) api[ _-]?key\b|invalid proxy server token|unable to find token|token_not_found_in_db|virtual_key_(?:not_found|blocked|inactive|invalid)|\bvirtual key (?:is |was )?(?:not found|inactive|not active|invalid)|^invalid (?:api[ _-]?)?(?:key|token)[.!]?$/i,
  ],
];

/** How an error refuses the key, whatever its status; undefined where it does not. */
export function keyRefusalIn(error: ServerError): KeyRefusal | undefined {
  const { message, type, code } = error;
  const texts = [type, code, message, ...reasonsIn(error)].filter((text) => typeof text === 'string');
  const rule = RULES.find(([pattern]) => texts.some((text) => pattern.test(text)));
  if (!rule) return undefined;
  const [, reason] = rule;
  return reason === undefined ? {} : { reason };
}

/** LiteLLM makes a 401 of this form from every exception, also from a crash of its own (litellm/proxy/auth). */
const ANY_EXCEPTION = /^Authentication Error,/i;
/** In such a 401, LiteLLM and its kin name the key, or its owner, where the key is refused. */
const NAMES_KEY =
  /\b(?:invalid|malformed|expired|blocked|unknown|wrong|incorrect)\b.{0,60}\b(?:key|token|jwt|user|team|project|credentials?|signature|password)\b|\b(?:key|token|jwt|user|team|project|signature)\b.{0,80}\b(?:blocked|expired|invalid|malformed|not found|not valid|not allowed|revoked|disabled)\b|\b(?:not allowed to|does not have (?:access|permission)|virtual key expected|no api[ _-]?key|not a valid)\b/i;

/** Whether a 401 is LiteLLM's and has no word against the key: any trouble of the gateway may have caused it. */
export function isAnyException({ message }: ServerError): boolean {
  return ANY_EXCEPTION.test(message ?? '') && !NAMES_KEY.test(message ?? '');
}
