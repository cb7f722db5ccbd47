import { undecorated } from './decoration';
import { unescaped } from './escapes';
import { withoutPercentEncoding } from './percentEncoding';
import { tablesByColumn } from './tableColumns';
import { withoutWraps } from './wraps';

/** A pasted text in three stages of cleaning: terminals, programs and editors write into the names that they show. */
export interface PastedText {
  readonly pasted: string;
  /** Without colours, escapes, invisible characters and typographic marks. Its lines are those that were pasted. */
  readonly undecorated: string;
  /** Also with names decoded, and joined where the edge of a screen or of a column broke them. */
  readonly plain: string;
}

/** Cleans a pasted text. @param pasted at most `MAX_TEXT_LENGTH` characters */
export function readPastedText(pasted: string): PastedText {
  const bare = undecorated(unescaped(pasted));
  return { pasted, undecorated: bare, plain: withoutWraps(tablesByColumn(withoutPercentEncoding(bare))) };
}
