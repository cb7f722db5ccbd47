import { undecorated } from './decoration';
import { unescaped } from './escapes';
import { withoutPercentEncoding } from './percentEncoding';
import { byColumns } from './tableColumns';
import { withoutWraps } from './wraps';

/** A pasted text as it came, and as it was meant before terminals, programs and editors wrote into it. */
export interface Readings {
  readonly pasted: string;
  /** Without colours, escapes, invisible characters and typographic marks; its lines are those that were pasted. */
  readonly undressed: string;
  /** With names whole again that were encoded, or broken by the edge of a screen or a column. */
  readonly plain: string;
}

/** Reads a text in each way; it must not be longer than `MAX_TEXT_LENGTH`. */
export function readingsOf(pasted: string): Readings {
  const undressed = undecorated(unescaped(pasted));
  return { pasted, undressed, plain: withoutWraps(byColumns(withoutPercentEncoding(undressed))) };
}
