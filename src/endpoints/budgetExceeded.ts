import { reasonsIn, type ServerError } from './serverError';

/** Gateways tell a spent budget with any of these. */
const STATUSES = [400, 401, 402, 403, 429];

/** LiteLLM, OpenAI, and new-api with its kin. */
const CODE = /^(?:budget_exceeded|insufficient_quota|insufficient_user_quota)$/;

/**
 * LiteLLM ("ExceededTokenBudget", "Budget has been exceeded", "crossed budget"), OpenRouter ("Insufficient credits"),
 * Google ("spending cap", "credits are depleted"), new-api ("额度不足"). The bare word is also in parameters, such as a
 * `thinking_budget`.
 */
const WORDS =
  /Exceeded[A-Za-z]{0,40}Budget|Budget[_ ]?Exceeded|\bbudget (?:has been|was|is) (?:exceeded|spent|used up)|\b(?:over|crossed|exceed(?:s|ed|ing)?) (?:[a-z']+ ){0,4}budget|\bmax(?:imum)? budget\b.{0,80}\b(?:exceeded|reached)|\binsufficient[ _](?:credits?|(?:user[ _])?quota|balance|funds)\b|\bspending (?:cap|limit)\b|\bcredits? (?:are|is|have been|has been) (?:depleted|exhausted|used up)|额度不足|额度已用尽|余额不足|预扣费额度失败|TokenStatusExhausted|\bbilling account\b.{0,200}\b(?:past due|dunning|disabled|closed|delinquent)\b/i;

/** Of a key or of whoever it belongs to (OpenRouter, new-api). With 429 it is about the rate; a prompt has a token limit. */
const OWN_LIMIT =
  /\b(?:(?:key|user|account|team)(?:'s)? (?:[a-z]+ ){0,2}(?:quota|limit|credits?|balance)|token(?:'s)? (?:[a-z]+ ){0,2}(?:quota|credits?|balance)) (?:(?:is|are|was|has|have|been) ){0,2}(?:exhausted|used up|not enough|exceeded|reached|depleted|insufficient)\b/i;

/** Whether the person's budget is spent, so that waiting is useless; a type that speaks of the rate counts first. */
export function isBudgetExceeded(status: number, error: ServerError): boolean {
  if (!STATUSES.includes(status)) return false;
  const { type, code, message, isOwn } = error;
  if ([type, code].some((told) => typeof told === 'string' && CODE.test(told))) return true;
  if (/rate_?limit|throttl/i.test(type ?? '')) return false;
  if (reasonsIn(error).includes('BILLING_DISABLED')) return true;
  if (isOwn && status !== 429 && OWN_LIMIT.test(message ?? '')) return true;
  // 402 Payment Required
  return WORDS.test(message ?? '') || (status === 402 && isOwn);
}
