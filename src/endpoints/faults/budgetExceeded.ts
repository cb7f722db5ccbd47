import { isAboutRate, reasonsIn, type ServerError } from './serverError';

/** Gateways answer any of these when a budget is exceeded. */
const STATUSES = [400, 401, 402, 403, 429];

/** Codes of LiteLLM, OpenAI, and new-api with its kin. */
const CODES = /^(?:budget_exceeded|insufficient_quota|insufficient_user_quota)$/;

/**
 * LiteLLM ("ExceededTokenBudget", "Budget has been exceeded", "crossed budget"), OpenRouter ("Insufficient credits"),
 * Google ("spending cap", "credits are depleted"), new-api ("额度不足"). The word alone is not enough: some
 * parameters have it, such as `thinking_budget`.
 */
const MESSAGES =
  /Exceeded[A-Za-z]{0,40}Budget|Budget[_ ]?Exceeded|\bbudget (?:has been|was|is) (?:exceeded|spent|used up)|\b(?:over|crossed|exceed(?:s|ed|ing)?) (?:[a-z']+ ){0,4}budget|\bmax(?:imum)? budget\b.{0,80}\b(?:exceeded|reached)|\binsufficient[ _](?:credits?|(?:user[ _])?quota|balance|funds)\b|\bspending (?:cap|limit)\b|\bcredits? (?:are|is|have been|has been) (?:depleted|exhausted|used up)|额度不足|额度已用尽|余额不足|预扣费额度失败|TokenStatusExhausted|\bbilling account\b.{0,200}\b(?:past due|dunning|disabled|closed|delinquent)\b/i;

/** A limit of the key or its owner is used up (OpenRouter, new-api). With 429 such a message is about the rate. */
const OWN_LIMIT =
  /\b(?:(?:key|user|account|team)(?:'s)? (?:[a-z]+ ){0,2}(?:quota|limit|credits?|balance)|token(?:'s)? (?:[a-z]+ ){0,2}(?:quota|credits?|balance)) (?:(?:is|are|was|has|have|been) ){0,2}(?:exhausted|used up|not enough|exceeded|reached|depleted|insufficient)\b/i;

/** Whether the person's budget is exceeded, so that waiting is useless. A type that names the rate limit counts first. */
export function isBudgetExceeded(status: number, error: ServerError): boolean {
  if (!STATUSES.includes(status)) return false;
  const { type, code, message, isOwn } = error;
  if ([type, code].some((one) => typeof one === 'string' && CODES.test(one))) return true;
  if (isAboutRate(error)) return false;
  if (reasonsIn(error).includes('BILLING_DISABLED')) return true;
  if (isOwn && status !== 429 && OWN_LIMIT.test(message ?? '')) return true;
  // 402 Payment Required
  return MESSAGES.test(message ?? '') || (status === 402 && isOwn);
}
