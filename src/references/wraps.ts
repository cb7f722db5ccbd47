import { GEMINI_NAME } from '../operations/name';
import { beginsEncoded, isPlainBeginning, isWholeEncodedId } from './encodedIds';
import { isGeminiName, isWholeId, VERSION } from './nameForms';
import { decodedSegment } from './percentEncoding';

/** Marks a name that a line end broke off without telling how it goes on. */
const CUT = '…\n';

/** In characters; no terminal is so narrow that it breaks a shorter line. */
const NARROWEST_TERMINAL = 40;
/** In characters; no address of an operation is longer. */
const LONGEST_TOKEN = 2048;
/** Of one name in a narrow column. */
const MOST_LINES = 8;

const NAME = new RegExp(GEMINI_NAME, 'g');
const READS_ALONE = new RegExp(`^(?:/|(?:${VERSION}/)?models/|video_)`);
const LEADS_TO_NAME = new RegExp(`https?://[^/]+/(?:[^/]+/)*(?:${VERSION}|videos)/$`);
const ADDRESS_OF_NAME = new RegExp(
  `https?://[^/]+(?:/[^/]+)*/(?:${VERSION}/models/[^/]+/operations/|videos/video_)`,
);

/** What a token at a line's end holds that the next line may go on with: a name, its first letters, or an address. */
const MAY_BREAK = /video_|models\/|https?:\/\/|m(?:o(?:d(?:e(?:ls?)?)?)?)?$/;
const TOKEN = /[\w.~%/:+=-]*/y;
const TOKEN_CHARACTER = /[\w.~%/:+=-]/;
/** What stands before a line that continues one: indentation, marks of a quotation, a comment or curl. */
const CONTINUATION_INDENT = /^[ \t]*(?:[>#<][ \t]+)?/;

const BROKEN_VIDEO_ID = /^video_[\w+/-]*={0,2}(?<!\/content\/?)$/;
/** OpenAI's ids; what goes on with one is of the same digits. */
const HEX_ID = /^[0-9a-f]{16,}$/;
const HEX = /^[0-9a-f]+$/;

/** What runs up to a line's end: the token, what stands before it, and how long the line was on the screen. */
interface LineEnd {
  readonly token: string;
  readonly before: string;
  readonly width: number;
}
/** What a line begins with: the token, the character behind it, and whether the line goes on with words. */
interface LineStart {
  readonly token: string;
  readonly behind: string;
  readonly isFollowed: boolean;
}
type Verdict = 'joined' | 'cut' | 'apart';

/**
 * A text whose names and addresses are whole again where a line end broke them. Where it may have broken one and the
 * next line does not plainly go on with it, an ellipsis marks the cut.
 */
export function withoutWraps(text: string): string {
  const pieces: string[] = [];
  let end: LineEnd | undefined;
  const lines = text.split('\n').map((line) => line.trimEnd());
  for (const [i, line] of lines.entries()) {
    const verdict =
      end && MAY_BREAK.test(end.token) ? verdictOn(end, lines.slice(i, i + MOST_LINES)) : 'apart';
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

/** The token that lines begin with, which goes on as long as it fills them: a narrow column breaks a name more than once. */
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

function verdictOn(end: LineEnd, below: readonly string[]): Verdict {
  const lines = below.map(withoutIndent);
  const start = startOf(lines[0] ?? '');
  if (start.token === '' || end.token === '' || end.token.length > LONGEST_TOKEN) return 'apart';
  const id = end.token.lastIndexOf('video_');
  if (id >= 0) return onVideoId(end.token.slice(id), end, start);
  const ahead = aheadIn(lines);
  const broken = brokenName(end.token, ahead);
  if (broken !== undefined) return onGeminiName(broken, end, start);
  return isBrokenAddress(end, start.token, ahead) ? 'joined' : 'apart';
}

/** The part before the line end of a name that only both sides together make, or that may go on behind it. */
function brokenName(token: string, next: string): string | undefined {
  for (const { 0: name, index } of (token + next).matchAll(NAME)) {
    if (index < token.length && index + name.length > token.length) return token.slice(index);
  }
  return undefined;
}

function onGeminiName(part: string, end: LineEnd, start: LineStart): Verdict {
  const id = /\/operations\/(.*)/.exec(part)?.[1];
  if (id === undefined) return 'joined';
  if (id === '') return isWholeId(start.token) ? 'joined' : 'cut';
  return isGeminiName(part) ? onId(id, end, start) : 'apart';
}

/** An id that may be whole: only what makes it an id of a known form is plainly its rest. */
function onId(id: string, end: LineEnd, { token, behind, isFollowed }: LineStart): Verdict {
  const rest = token.replace(/[.:]$/, '');
  if (isWholeId(id) || !/^[\w-]+$/.test(rest) || (HEX_ID.test(id) && !HEX.test(rest))) return 'apart';
  const makesWhole = isWholeId(id + rest);
  const isLikelyRest = /\d/.test(rest) && !startsLine(rest);
  if (!makesWhole && (!isLikelyRest || (isFollowed && isSentence(id, rest)))) return 'apart';
  if (makesWhole && isLikelyRest) return 'joined';
  if (isQuote(end.before)) return isLikelyRest && behind === end.before ? 'joined' : 'cut';
  return end.width >= NARROWEST_TERMINAL ? 'cut' : 'apart';
}

/** What lines begin with that go on with nothing: dates, years and small numbers, and words in capitals. */
function startsLine(token: string): boolean {
  return /^(?:\d{4}-\d\d-\d\d\w*|\d{1,4}|[A-Z]\w*[a-z]|[A-Z]+)$/.test(token);
}

/** Whether words that follow a line's first token speak against a wrap: it counts something, or the id lacks nothing. */
function isSentence(id: string, first: string): boolean {
  return /^(?:\d{1,6}(?:[smhx]|ms|sec|min)|[a-z]{4,}[_-]?\d{1,3})$/.test(first) || isOfGateway(id);
}

/** Whether an id cannot be the beginning of one of Google's, and is as long as other APIs make theirs if it is hex. */
function isOfGateway(id: string): boolean {
  return (
    /^(?:[0-9a-f]{24}|[0-9a-f]{32}|[0-9a-f]{48})$/.test(id) || !/^(?:[a-z0-9]{1,11}|[0-9a-f-]+)$/.test(id)
  );
}

/** Whether a line begins with a word before others, as the label of the next id does, and not with the rest of this one. */
function isWord(rest: string, { isFollowed }: LineStart): boolean {
  return isFollowed && !/[\d=]|[a-z][A-Z]/.test(rest);
}

function onVideoId(segment: string, end: LineEnd, start: LineStart): Verdict {
  const part = decodedSegment(segment);
  const rest = /^(?:[\w+/-]+={0,2}|={1,2})$/.test(start.token) ? start.token : '';
  if (rest === '' || !BROKEN_VIDEO_ID.test(part)) return 'apart';
  if (beginsEncoded(part) || (part === 'video_' && beginsEncoded(part + rest))) {
    if (isWord(rest, start)) return 'apart';
    const goesOn = !isWholeEncodedId(part) && isPlainBeginning(part + rest);
    return goesOn || isWholeEncodedId(part + rest) ? 'joined' : 'apart';
  }
  return onId(part.slice('video_'.length), end, start);
}

/**
 * Whether a line end broke an address before its name. One that is followed by a name of its own is not broken, nor one
 * that is followed by a path, unless its quote is still open.
 */
function isBrokenAddress({ token, before }: LineEnd, next: string, ahead: string): boolean {
  if (/^https?:/.test(next) || !/https?:\/\//.test(token) || ADDRESS_OF_NAME.test(token)) return false;
  if (READS_ALONE.test(next) && !isQuote(before) && !LEADS_TO_NAME.test(token)) return false;
  return ADDRESS_OF_NAME.test(token + ahead);
}

function isQuote(character: string): boolean {
  return character === '"' || character === "'";
}
