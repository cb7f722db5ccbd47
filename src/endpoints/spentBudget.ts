import type { ServerError } from './serverError';

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
  /Exceeded[A-Za-z]{0,40}Budget|Budget[_ ]?Exceeded|\bbudget (?:has been|was|is) (?:exceeded|spent|used up)|\b(?:over|crossed|exceed(?:s|ed|ing)?) (?:[a-z']+ ){0,4}budget|\bmax(?:imum)? budget\b.{0,80}\b(?:exceeded|reached)|\binsufficient[ _](?:credits?|(?:user[ _])?quota|balance|funds)\b|\bspending (?:cap|limit)\b|\bcredits? (?:are|is|have been|has been) (?:depleted|exhausted|used up)|额度不足|额度已用尽|余额不足/i;

/** Whether the person's budget is spent, so that waiting is useless; a type that speaks of the rate counts first. */
export function isSpentBudget(status: number, error: ServerError): boolean {
  if (!STATUSES.includes(status)) return false;
  const { type, code, message, isOwn } = error;
  if ([type, code].some((told) => typeof told === 'string' && CODE.test(told))) return true;
  if (/rate_?limit|throttl/i.test(type ?? '')) return false;
  // 402 Payment Required
  return WORDS.test(message ?? '') || (status === 402 && isOwn);
}
