/** In characters: more than any answer about a job has without a video in it. */
export const MAX_SECTION_CHARACTERS = 16 * 1024;
const MAX_LINES = 400;
/** A paragraph, a record and an answer of so many lines are never divided. */
const MIN_LINES = 24;
/** One of so many lines at which a long paragraph may be divided does divide it. */
const DIVIDING_LINE = 8;
/** More than the ends of lines that are often alike. */
const HASHED_CHARACTERS = 300;
const TAIL_CHARACTERS = 300;

/** A line that belongs to the ones above: indented, a closing bracket, a row of a table. */
const BELONGS_ABOVE = /[\s)\]}|│┃║]/y;
/** In characters: a line with a single word of this length may be the middle of a name that was broken twice. */
const MIN_WIDTH = 40;
const LAST_WORD = /(?<!\S)\S*$/;
const NEXT_ELEMENT = /[ \t]*[{[]/y;
/** A name or an address, which may go on in the next line. */
const BEGINS_NAME = /video_|models\/|projects\/|operations\/|https?:\/\//;
/** Of a command or a list that goes on in the next line. */
const GOES_ON = /[\\^,]$/;
/** Where a long line may be divided, the best last. */
const SEPARATORS = [' ', ',', '\r', '},'] as const;

/**
 * The end of the section of a text that begins at `from`: a paragraph, or a part of a long one with what belongs together,
 * such as the answer of an API. It depends on nothing but the {@link MAX_SECTION_CHARACTERS} characters (and one) behind
 * `from`, so that an edit moves few ends. Where long paragraphs are divided follows from their words, not from a count: so
 * the same happens below an edit as before it.
 */
export function sectionEnd(text: string, from: number): number {
  const most = from + MAX_SECTION_CHARACTERS;
  let previous = from;
  const first = lineEnd(text, from, most);
  if (first === undefined) return text.length <= most ? text.length : placeToDivide(text, from, most);
  let at = first;
  let record: number | undefined;
  for (let lines = 1; at < text.length; lines++) {
    const next: number = lineEnd(text, at, most) ?? text.length;
    if (next > most || lines >= MAX_LINES) return record ?? at;
    const kind = boundaryAt(text, { from, previous, at, next }, lines);
    if (kind === 'end') return at;
    if (kind === 'record') record = at;
    previous = at;
    at = next;
  }
  return at;
}

/** The place behind the line that begins at `from`; undefined if it does not end before `most`. */
function lineEnd(text: string, from: number, most: number): number | undefined {
  const end = text.slice(from, most).indexOf('\n');
  return end < 0 ? undefined : from + end + 1;
}

/** Two lines, from `previous` to `at` and from there to `next`, in the section that begins at `from`. */
interface Neighbours {
  readonly from: number;
  readonly previous: number;
  readonly at: number;
  readonly next: number;
}

/** Whether a section ends between two lines, or could, because a record begins there. */
function boundaryAt(
  text: string,
  { from, previous, at, next }: Neighbours,
  lines: number,
): 'end' | 'record' | undefined {
  if (isBlank(text, previous, at)) return isBlank(text, at, next) ? undefined : 'end';
  if (lines < MIN_LINES) return undefined;
  const above = text.slice(Math.max(previous, at - TAIL_CHARACTERS), at).trimEnd();
  if (!beginsRecord(text, at, above)) return undefined;
  return hash(text, Math.max(from, at - HASHED_CHARACTERS), at) % DIVIDING_LINE === 0 ? 'end' : 'record';
}

function beginsRecord(text: string, at: number, above: string): boolean {
  NEXT_ELEMENT.lastIndex = BELONGS_ABOVE.lastIndex = at;
  if (/[}\]],$/.test(above) && NEXT_ELEMENT.test(text)) return true;
  if (BELONGS_ABOVE.test(text) || GOES_ON.test(above)) return false;
  const lastWord = above.slice(above.search(LAST_WORD));
  return !BEGINS_NAME.test(lastWord) && (lastWord.length < above.length || above.length < MIN_WIDTH);
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isSpace(text.charCodeAt(i))) return false;
  return true;
}

/** A space, a tab, or a part of a line end. */
function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** FNV-1a. */
function hash(text: string, start: number, end: number): number {
  let value = 0x811c9dc5;
  for (let i = start; i < end; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return value >>> 5;
}

/** Inside a line that is longer than a section: behind an element or a word in its second half, or anywhere. */
function placeToDivide(text: string, from: number, most: number): number {
  const half = (from + most) / 2;
  const ends = SEPARATORS.map((one) => text.slice(half, most).lastIndexOf(one) + one.length);
  const end = ends.findLast((_, i) => (ends[i] ?? 0) >= (SEPARATORS[i]?.length ?? 1));
  return end === undefined ? most : half + end;
}
