import type { Cost } from '../../operations/operation';
import { languageTag, t } from '../language/t';

/** Videos cost some cents and more; a smaller amount has more digits. */
const MIN_CENTS = 0.01;
const SMALL_DIGITS = 6;
/** Of an amount in credits. */
const CREDIT_DIGITS = 2;

/** What an operation cost, in a sentence; undefined where nobody told. */
export function costWords(cost: Cost | undefined): string | undefined {
  return cost && t('Cost: {0}, told by the gateway', amountWords(cost));
}

/** Dollars as the language writes them; an amount without currency counts credits of the service's own. */
function amountWords({ amount, currency }: Cost): string {
  if (currency === undefined) {
    return t('{0} credits', amount.toLocaleString(languageTag(), { maximumFractionDigits: CREDIT_DIGITS }));
  }
  const isSmall = amount > 0 && amount < MIN_CENTS;
  return amount.toLocaleString(languageTag(), {
    ...{ style: 'currency', currency, currencyDisplay: 'narrowSymbol' },
    ...(isSmall && { maximumFractionDigits: SMALL_DIGITS }),
  });
}
