import { AGENT_PLATFORM_NAME, GEMINI_NAME } from '../operations/name';
import { beginsEncoded, isWholeEncodedId, mayBeginEncodedId } from './encodedIds';
import { isWholeId, VERSION } from './nameForms';
import { decodedSegment } from './percentEncoding';

/** Marks a name that a line end cut off, if the next line does not clearly continue it. */
const CUT = '…\n';

/** No terminal breaks a shorter line. */
const NARROWEST_TERMINAL_CHARACTERS = 40;
/** No address of an operation is longer. */
const MAX_TOKEN_CHARACTERS = 2048;
/** For one name in a narrow column. */
const MAX_LINES = 8;

const OPERATION_NAME = `(?:${AGENT_PLATFORM_NAME}|${GEMINI_NAME})`;
const NAME = new RegExp(OPERATION_NAME, 'g');
const WHOLE_NAME = new RegExp(`^${OPERATION_NAME}$`);
const READS_ALONE = new RegExp(`^(?:/|(?:${VERSION}/)?(?:models|projects)/|video_)`);
const LEADS_TO_NAME = new RegExp(`https?://[^/]+/(?:[^/]+/)*(?:${VERSION}|videos)/$`);
const ADDRESS_OF_NAME = new RegExp(
  `https?://[^/]+(?:/[^/]+)*/(?:${VERSION}/(?:projects/(?:[^/]+/){5})?models/[^/]+/operations/|videos/video_)`,
);

/** A token at the end of a line that the next line may continue: it has a name, the first letters of one, or an address. */
const MAY_BREAK =
  /video_|models\/|projects\/|https?:\/\/|m(?:o(?:d(?:e(?:ls?)?)?)?)?$|p(?:r(?:o(?:j(?:e(?:c(?:ts?)?)?)?)?)?)?$/;
const TOKEN = /[\w.~%/:+=-]*/y;
const TOKEN_CHARACTER = /[\w.~%/:+=-]/;
/** Before a line that continues another: indentation, marks of a quotation, also of one in another, of a comment or of curl. */
const CONTINUATION_INDENT = /^[ \t]*(?:>{0,8}[>#<][ \t]+){0,8}/;

const BROKEN_VIDEO_ID = /^video_[\w+/-]*={0,2}(?<!\/content\/?)$/;
/** OpenAI's ids; the rest of one has the same digits. */
const HEX_ID = /^[0-9a-f]{16,}$/;
const HEX = /^[0-9a-f]+$/;
/** What is no whole UUID, but begins like one, was surely cut. */
const UUID_BEGINNING = /^[0-9a-f]{8}-/;

/** The last token of a line, the character before it, and the width of the line on the screen. */
interface LineEnd {
  readonly token: string;
  readonly before: string;
  readonly width: number;
}
/** The first token of a line, the character behind it, and whether words follow. */
interface LineStart {
  readonly token: string;
  readonly behind: string;
  readonly isFollowed: boolean;
}
type Verdict = 'joined' | 'cut' | 'apart';

/**
 * A text with names and addresses joined where a line end broke them. If the next line may continue a name but does not
 * clearly do so, an ellipsis marks the cut.
 */
export function withoutWraps(text: string): string {
  const pieces: string[] = [];
  let end: LineEnd | undefined;
  const lines = text.split('\n').map((line) => line.trimEnd());
  for (const [i, line] of lines.entries()) {
    const verdict = end && mayGoOn(end) ? verdictAt(end, lines.slice(i, i + MAX_LINES)) : 'apart';
    if (verdict === 'joined' && end) {
      const rest = withoutIndent(line);
      pieces.push(rest);
      end = tokenIn(rest) === rest ? { ...end, token: end.token + rest, width: line.length } : endOf(line);
    } else {
      pieces.push(verdict === 'cut' ? CUT : '\n', line);
      end = endOf(line);
    }
  }
  return pieces.slice(1).join('');
}

/** In a list of names most lines end in a whole one, and need not be compared with those below them. */
function mayGoOn({ token }: LineEnd): boolean {
  if (!MAY_BREAK.test(token)) return false;
  const [, id = ''] = /\/operations\/([^/]+)$/.exec(token) ?? [];
  return !isWholeId(id);
}

function endOf(line: string): LineEnd {
  let start = line.length;
  while (start > 0 && TOKEN_CHARACTER.test(line.charAt(start - 1))) start--;
  return { token: line.slice(start), before: line.charAt(start - 1), width: line.length };
}

function startOf(line: string): LineStart {
  const token = tokenIn(line);
  const rest = line.slice(token.length);
  return { token, behind: rest.charAt(0), isFollowed: /^\s+\w/.test(rest) };
}

/** The token at the beginning of these lines, over all lines that it fills: a narrow column breaks a name several times. */
function aheadIn(lines: readonly string[]): string {
  const broken = lines.findIndex((line) => line === '' || tokenIn(line) !== line);
  return lines
    .slice(0, broken < 0 ? lines.length : broken + 1)
    .map(tokenIn)
    .join('');
}

function withoutIndent(line: string): string {
  return line.replace(CONTINUATION_INDENT, '');
}

function tokenIn(line: string): string {
  TOKEN.lastIndex = 0;
  return TOKEN.exec(line)?.[0] ?? '';
}

function verdictAt(end: LineEnd, below: readonly string[]): Verdict {
  const lines = below.map(withoutIndent);
  const start = startOf(lines[0] ?? '');
  if (start.token === '' || end.token === '' || end.token.length > MAX_TOKEN_CHARACTERS) return 'apart';
  const id = end.token.lastIndexOf('video_');
  if (id >= 0) return verdictOnVideoId(end.token.slice(id), end, start);
  const ahead = aheadIn(lines);
  const broken = brokenName(end.token, ahead);
  if (broken !== undefined) return verdictOnGeminiName(broken, end, start);
  return isBrokenAddress(end, start.token, ahead) ? 'joined' : 'apart';
}

/** The part of a name before the line end, if the name goes on behind it. */
function brokenName(token: string, next: string): string | undefined {
  for (const { 0: name, index } of (token + next).matchAll(NAME)) {
    if (index < token.length && index + name.length > token.length) return token.slice(index);
  }
  return undefined;
}

function verdictOnGeminiName(part: string, end: LineEnd, start: LineStart): Verdict {
  const id = /\/operations\/(.*)/.exec(part)?.[1];
  if (id === undefined) return 'joined';
  if (id === '') return isWholeId(start.token) ? 'joined' : 'cut';
  return WHOLE_NAME.test(part) ? verdictOnId(id, end, start) : 'apart';
}

/** For an id that may be whole: only a text that completes it to a known form is clearly its rest. */
function verdictOnId(id: string, end: LineEnd, { token, behind, isFollowed }: LineStart): Verdict {
  const rest = token.replace(/[.:]$/, '');
  if (isWholeId(id) || !/^[\w-]+$/.test(rest) || (HEX_ID.test(id) && !HEX.test(rest))) return 'apart';
  const makesWhole = isWholeId(id + rest);
  const isLikelyRest = /\d/.test(rest) && !startsLine(rest);
  if (!makesWhole && (!isLikelyRest || (isFollowed && isSentence(id, rest)))) return 'apart';
  if (makesWhole && (isLikelyRest || UUID_BEGINNING.test(id))) return 'joined';
  if (isQuote(end.before)) return isLikelyRest && behind === end.before ? 'joined' : 'cut';
  return end.width >= NARROWEST_TERMINAL_CHARACTERS ? 'cut' : 'apart';
}

/** Whether a token begins a new line: a date, a year, a small number, or a word with capitals. */
function startsLine(token: string): boolean {
  return /^(?:\d{4}-\d\d-\d\d\w*|\d{1,4}|[A-Z]\w*[a-z]|[A-Z]+)$/.test(token);
}

/** Whether a line with more words is a sentence, not the rest of an id: it begins with a count, or the id is whole. */
function isSentence(id: string, first: string): boolean {
  return /^(?:\d{1,6}(?:[smhx]|ms|sec|min)|[a-z]{4,}[_-]?\d{1,3})$/.test(first) || isOfGateway(id);
}

/** Whether an id cannot be the beginning of one of Google's; one in hex must have the length of another API's ids. */
function isOfGateway(id: string): boolean {
  return (
    /^(?:[0-9a-f]{24}|[0-9a-f]{32}|[0-9a-f]{48})$/.test(id) || !/^(?:[a-z0-9]{1,11}|[0-9a-f-]+)$/.test(id)
  );
}

/** Whether a line begins with a word before others, like the label of the next id, and not with the rest of this one. */
function isWord(rest: string, { isFollowed }: LineStart): boolean {
  return isFollowed && !/[\d=]|[a-z][A-Z]/.test(rest);
}

function verdictOnVideoId(segment: string, end: LineEnd, start: LineStart): Verdict {
  const part = decodedSegment(segment);
  const rest = /^(?:[\w+/-]+={0,2}|={1,2})$/.test(start.token) ? start.token : '';
  if (rest === '' || !BROKEN_VIDEO_ID.test(part)) return 'apart';
  if (beginsEncoded(part) || (part === 'video_' && beginsEncoded(part + rest))) {
    if (isWord(rest, start)) return 'apart';
    const goesOn = !isWholeEncodedId(part) && mayBeginEncodedId(part + rest);
    return goesOn || isWholeEncodedId(part + rest) ? 'joined' : 'apart';
  }
  return verdictOnId(part.slice('video_'.length), end, start);
}

/**
 * Whether a line end broke an address before its name. It did not if the next line is a name or a path of its own, unless
 * the quote of the address is still open.
 */
function isBrokenAddress({ token, before }: LineEnd, next: string, ahead: string): boolean {
  if (/^https?:/.test(next) || !/https?:\/\//.test(token) || ADDRESS_OF_NAME.test(token)) return false;
  if (READS_ALONE.test(next) && !isQuote(before) && !LEADS_TO_NAME.test(token)) return false;
  return ADDRESS_OF_NAME.test(token + ahead);
}

function isQuote(character: string): boolean {
  return character === '"' || character === "'";
}
