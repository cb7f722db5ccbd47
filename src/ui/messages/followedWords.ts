import type { Endpoint } from '../../endpoints/endpoint';
import type { Move } from '../../tracking/list/operationStore';
import { t } from '../language/t';
import { titleOf } from './titles';

/** That operations without an answer have gone with the default endpoint. */
export function followedWords(moves: readonly Move[], { label }: Endpoint): string {
  const [first] = moves;
  return moves.length === 1 && first
    ? t('{0} had no answer yet: it is now checked at {1}.', titleOf(first.from), label)
    : t('{0} operations that had no answer yet are now checked at {1}.', moves.length, label);
}
