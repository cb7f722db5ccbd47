import { beginsEncoded, isWholeEncodedId } from './encodedIds';
import { IN_ITS_PLACE, isWholeId } from './nameForms';

/** What programs write in place of the rest: an ellipsis, also in brackets; `'… 12 more characters`; `[truncated]`. */
const CUT_MARK = new RegExp(
  `${IN_ITS_PLACE}?(?:[[(<]?(?:\\.{3}|[…‥⋯])|\\.\\.(?!\\w)|["'\`]?(?:\\.{3}|…) ?\\+?\\d+ more|\\s?[[(<](?:truncated|snip|cut)\\b)`,
  'iy',
);
/** As people and programs end a sentence about something that goes on: "Polling … …". */
const SUSPENSE = /(?:\.{3}|…)(?=\s|$)/y;
/** Bounded, so that a text of many beginnings is looked through once. */
const CUT_BEGINNING = /(?:models\/|operations\/|video_)[\w./%-]{0,200}?["'`]?(?:\.{3}|[…‥⋯])/;
const CUT_END = /(?:(?<!\.)\.{3}|[…‥⋯])[\w./-]{0,100}\/?operations\//;
const CUT_BARE_ID = /^(?:(?=[\w-]*\d)[\w-]{3,64}(?:\.{3}|[…‥⋯])|(?:\.{3}|[…‥⋯])(?=[\w-]*\d)[\w-]{3,64}$)/;

/** How far before a name its key may stand, in characters. */
const KEY_DISTANCE = 4;
const OPEN_VALUE = /[:=,[{(]\s?["']$/;

/**
 * Whether the name that ends at `end` is only the beginning of the real one: a mark of a cut follows it, or stands in it;
 * the quote before it is open at the text's end; or it does not decode to all that it must hold.
 */
export function isCut(
  text: string,
  { name, start, end }: { name: string; start: number; end: number },
): boolean {
  const isWhole = isWholeId(name.slice(name.lastIndexOf('/') + 1));
  CUT_MARK.lastIndex = SUSPENSE.lastIndex = end;
  if (name.includes('...') || (CUT_MARK.test(text) && !(isWhole && SUSPENSE.test(text)))) return true;
  if (beginsEncoded(name)) return !isWholeEncodedId(name);
  const isLast = text.slice(end).search(/\S/) < 0;
  if (!isLast || isWhole) return false;
  return OPEN_VALUE.test(text.slice(Math.max(0, start - KEY_DISTANCE), start));
}

/** Whether some part of a name stands in a text with a mark of a cut, which leaves nothing to be found. */
export function holdsCutName(text: string): boolean {
  return CUT_BEGINNING.test(text) || CUT_END.test(text) || CUT_BARE_ID.test(text);
}
