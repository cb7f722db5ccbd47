import { isBudgetExceeded } from './budgetExceeded';
import { keyRefusalIn } from './keyRefusal';
import type { ServerError } from './serverError';

/** LiteLLM around the words of its provider: `litellm.BadRequestError: VertexAIException BadRequestError - {…}`. */
const WRAPPED = /Exception(?: [A-Za-z]{1,40})? ?- |\bb'\{|\{ ?\\{0,4}["']error\\{0,4}["'] ?:/;
/** LiteLLM's own budget keeps its words, wherever they stand. */
const OWN_BUDGET = /\bbudget has been exceeded|Exceeded(?:Token|User|Team|Key)?Budget\b|\bbudget_exceeded\b/i;
const PROVIDER_BUDGET = /\bno deployments? available\b.{0,300}\bcrossed budget/i;

/**
 * Whether a gateway tells that its own key is refused by its provider, or that its own budget there is spent. The person's
 * key and budget are not meant: whoever runs the gateway has to mend it.
 */
export function isProviderFault(status: number, error: ServerError): boolean {
  const { type, code, message } = error;
  const text = message ?? '';
  if (PROVIDER_BUDGET.test(text)) return true;
  if (!isOfGateway(error) || !WRAPPED.test(text)) return false;
  if ([type, code, text].some((told) => OWN_BUDGET.test(String(told)))) return false;
  return (
    status === 401 || status === 402 || isBudgetExceeded(status, error) || keyRefusalIn(error) !== undefined
  );
}

function isOfGateway(error: ServerError): boolean {
  return 'type' in error || 'param' in error || /^litellm\.[A-Za-z]{1,60}Error:/.test(error.message ?? '');
}
