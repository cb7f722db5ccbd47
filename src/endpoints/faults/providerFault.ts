import { isBudgetExceeded } from './budgetExceeded';
import { keyRefusalIn } from './keyRefusal';
import type { ServerError } from './serverError';

/** LiteLLM wraps the message of its provider: `litellm.BadRequestError: VertexAIException BadRequestError - {…}`. */
const WRAPPED = /Exception(?: [A-Za-z]{1,40})? ?- |\bb'\{|\{ ?\\{0,4}["']error\\{0,4}["'] ?:/;
/** Messages about a budget of LiteLLM itself, wherever they stand. */
const OWN_BUDGET = /\bbudget has been exceeded|Exceeded(?:Token|User|Team|Key)?Budget\b|\bbudget_exceeded\b/i;
const PROVIDER_BUDGET = /\bno deployments? available\b.{0,300}\bcrossed budget/i;

/**
 * Whether a provider refused the gateway's own key, or the gateway's budget there is exceeded. The person's key and budget
 * are not meant: the operator of the gateway has to fix it.
 */
export function isProviderFault(status: number, error: ServerError): boolean {
  const { type, code, message } = error;
  const text = message ?? '';
  if (PROVIDER_BUDGET.test(text)) return true;
  if (!isOfGateway(error) || !WRAPPED.test(text)) return false;
  if ([type, code, text].some((one) => OWN_BUDGET.test(String(one)))) return false;
  return (
    status === 401 || status === 402 || isBudgetExceeded(status, error) || keyRefusalIn(error) !== undefined
  );
}

function isOfGateway(error: ServerError): boolean {
  return 'type' in error || 'param' in error || /^litellm\.[A-Za-z]{1,60}Error:/.test(error.message ?? '');
}
