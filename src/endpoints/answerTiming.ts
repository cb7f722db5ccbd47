import { defined } from '../base/defined';
import type { Answer } from '../operations/operation';
import type { JsonAnswer } from './http/httpPort';

/** What the headers of a status answer tell beside it; either is absent where they do not. */
export type AnswerHeaders = Partial<Pick<JsonAnswer, 'clockAhead' | 'retryAfter'>>;

/** When to poll again, and how the clock of the server goes, as the headers of a status answer tell. */
export function timingOf({
  clockAhead,
  retryAfter,
}: AnswerHeaders): Pick<Answer, 'clockAhead' | 'pollAfter'> {
  return defined({ clockAhead, pollAfter: retryAfter });
}
