import { shortId } from '../operations/name';
import { beginsEncoded, isWholeEncodedId } from './encodedIds';
import { ID_SLOT, isWholeId } from './nameForms';

/** What programs write in place of the rest: an ellipsis, perhaps in brackets; `'… 12 more characters`; `[truncated]`. */
const CUT_MARK = new RegExp(
  `${ID_SLOT}?(?:[[(<]?(?:\\.{3}|[…‥⋯])|\\.\\.(?!\\w)|["'\`]?(?:\\.{3}|…) ?\\+?\\d+ more|\\s?[[(<](?:truncated|snip|cut)\\b)`,
  'iy',
);
/** The end of a sentence about something that goes on: "Polling … …". */
const SUSPENSE = /(?:\.{3}|…)(?=\s|$)/y;
/** Bounded, so that the time stays linear in a text of many beginnings. */
const CUT_BEGINNING =
  /(?:models\/|operations\/|publishers\/google\/|video_)[\w./%-]{0,200}?["'`]?(?:\.{3}|[…‥⋯])/;
const CUT_END = /(?:(?<!\.)\.{3}|[…‥⋯])[\w./-]{0,100}\/?operations\//;
const CUT_BARE_ID = /^(?:(?=[\w-]*\d)[\w-]{3,64}(?:\.{3}|[…‥⋯])|(?:\.{3}|[…‥⋯])(?=[\w-]*\d)[\w-]{3,64}$)/;

/** What viewers show at the edge of the screen in place of the rest of a line (less -S, nano), and masking stars. */
const EDGE_MARK = /(?:([>$])[^\S\n]*(?:\n|$))|(\*{3})/y;
/** In characters: how far before a name the bracket may open that closes behind it. */
const MAX_OPENER_DISTANCE = 200;

/** In characters: how far before a name its key may end. */
const MAX_KEY_DISTANCE = 4;
const OPEN_VALUE = /[:=,[{(]\s?["']$/;

/**
 * Whether the name that ends at `end` is only the beginning of the real one: a mark of a cut follows it or stands in it;
 * the edge of the screen or a mask follows it; the text ends before its quote is closed; or its encoded content is
 * incomplete.
 */
export function isCut(
  text: string,
  { name, start, end }: { name: string; start: number; end: number },
): boolean {
  const isWhole = isWholeId(shortId(name));
  CUT_MARK.lastIndex = SUSPENSE.lastIndex = end;
  if (name.includes('...') || (CUT_MARK.test(text) && !(isWhole && SUSPENSE.test(text)))) return true;
  if (beginsEncoded(name)) return !isWholeEncodedId(name);
  if (!isWhole && isAtEdge(text, start, end)) return true;
  const isLast = text.slice(end).search(/\S/) < 0;
  if (!isLast || isWhole) return false;
  return OPEN_VALUE.test(text.slice(Math.max(0, start - MAX_KEY_DISTANCE), start));
}

/** Whether a name cannot be the beginning of a longer one, by its form. */
export function isWholeName(name: string): boolean {
  return beginsEncoded(name) ? isWholeEncodedId(name) : isWholeId(shortId(name));
}

/** Whether the edge of the screen or a mask is at `end`, and no bracket that opened before `start` closes there. */
function isAtEdge(text: string, start: number, end: number): boolean {
  EDGE_MARK.lastIndex = end;
  const [, edge, stars] = EDGE_MARK.exec(text) ?? [];
  const before = text.slice(Math.max(0, start - MAX_OPENER_DISTANCE), start);
  if (edge === '>') return !/<[^<>\n]*$/.test(before);
  return edge === '$' ? !/\$$/.test(before) : stars !== undefined && !/\*$/.test(before);
}

/** Whether a text holds a part of a name with the mark of a cut, of which no name can be found. */
export function holdsCutName(text: string): boolean {
  return CUT_BEGINNING.test(text) || CUT_END.test(text) || CUT_BARE_ID.test(text);
}
