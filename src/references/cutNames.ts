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

/** What viewers show at the edge of the screen in place of the rest of a line (less -S, nano), and stars that mask it. */
const EDGE_MARK = /(?:([>$])[^\S\n]*(?:\n|$))|(\*{3})/y;
/** How far before a name the bracket that closes behind it may open, in characters. */
const OPENER_DISTANCE = 200;

/** How far before a name its key may stand, in characters. */
const KEY_DISTANCE = 4;
const OPEN_VALUE = /[:=,[{(]\s?["']$/;

/**
 * Whether the name that ends at `end` is only the beginning of the real one: a mark of a cut follows it, or stands in it;
 * the screen's edge or a mask follows it; the quote before it is open at the text's end; or it does not decode to all that it must hold.
 */
export function isCut(
  text: string,
  { name, start, end }: { name: string; start: number; end: number },
): boolean {
  const isWhole = isWholeId(name.slice(name.lastIndexOf('/') + 1));
  CUT_MARK.lastIndex = SUSPENSE.lastIndex = end;
  if (name.includes('...') || (CUT_MARK.test(text) && !(isWhole && SUSPENSE.test(text)))) return true;
  if (beginsEncoded(name)) return !isWholeEncodedId(name);
  if (!isWhole && isAtEdge(text, start, end)) return true;
  const isLast = text.slice(end).search(/\S/) < 0;
  if (!isLast || isWhole) return false;
  return OPEN_VALUE.test(text.slice(Math.max(0, start - KEY_DISTANCE), start));
}

/** Whether a mark of the screen's edge or of a mask stands at `end` that closes nothing opened before `start`. */
function isAtEdge(text: string, start: number, end: number): boolean {
  EDGE_MARK.lastIndex = end;
  const [, edge, stars] = EDGE_MARK.exec(text) ?? [];
  const before = text.slice(Math.max(0, start - OPENER_DISTANCE), start);
  if (edge === '>') return !/<[^<>\n]*$/.test(before);
  return edge === '$' ? !/\$$/.test(before) : stars !== undefined && !/\*$/.test(before);
}

/** Whether some part of a name stands in a text with a mark of a cut, which leaves nothing to be found. */
export function holdsCutName(text: string): boolean {
  return CUT_BEGINNING.test(text) || CUT_END.test(text) || CUT_BARE_ID.test(text);
}
