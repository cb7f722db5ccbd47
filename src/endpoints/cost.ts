import type { Cost } from '../operations/operation';
import { type Fields, fieldsOf } from './fields';

type Place = readonly [path: readonly string[], currency?: 'USD'];

/**
 * Where answers tell what a job cost, the most exact first: OpenRouter in dollars (openrouter.ai/docs, `VideoGenerationUsage`),
 * Together (docs.together.ai/reference/get-videos-id), AIML in dollars and in its own credits (aimlapi/api-docs), ofox without
 * saying in what (github.com/ofoxai/skills, ofox-video-core).
 */
const PLACES: readonly Place[] = [
  [['usage', 'cost'], 'USD'],
  [['outputs', 'cost'], 'USD'],
  [['meta', 'usage', 'usdSpent'], 'USD'],
  [['meta', 'usage', 'creditsUsed']],
  [['usage', 'videoCost']],
];
/** No video costs more; a larger number is a mistake. */
const MAX_AMOUNT = 1e6;
const NUMBER = /^\d{1,9}(?:\.\d{1,18})?(?:e-\d{1,2})?$/i;

/**
 * What a job cost, as its answer tells, else as the header of the gateway does; undefined where neither has a possible
 * amount.
 *
 * @param inHeader in dollars, as `JsonAnswer.cost`
 */
export function costIn(fields: Fields, inHeader: number | undefined): Cost | undefined {
  for (const [path, currency] of PLACES) {
    const amount = amountIn(valueAt(fields, path));
    if (amount !== undefined) return { amount, ...(currency && { currency }) };
  }
  return inHeader === undefined ? undefined : { amount: inHeader, currency: 'USD' };
}

/**
 * The dollars in LiteLLM's header `x-litellm-response-cost`. Zero is what it says of a request whose cost it does not know,
 * such as one for a status.
 */
export function readCostHeader(header: string | null): number | undefined {
  return amountIn(header) || undefined;
}

/** A number, or a text that spells one, that can be a cost. */
function amountIn(value: unknown): number | undefined {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && NUMBER.test(value.trim()));
  const amount = isNumber ? Number(value) : Number.NaN;
  return amount >= 0 && amount <= MAX_AMOUNT ? amount : undefined;
}

function valueAt(fields: Fields, [name = '', ...rest]: readonly string[]): unknown {
  const value = fields.get(name);
  return rest.length === 0 ? value : valueAt(fieldsOf(value), rest);
}
