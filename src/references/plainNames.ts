import { GEMINI_NAME, isOperationName, VIDEOS_ID } from '../operations/name';
import { isCut } from './cutNames';
import { beginsEncoded, ENCODED_START } from './encodedIds';
import { type FoundNames, type Reference, withoutEmphasis } from './foundNames';
import { GOES_ON, ID_SLOT, isPlaceholder, PATH_GOES_ON, PATH_MARK } from './nameForms';

/** A query may follow a name in a path, and the next field one in a form. A sign at the beginning of a line is that of a diff. */
const GEMINI_IN_TEXT = new RegExp(
  `(?<==(?:[\\w./-]{0,100}${PATH_MARK})?)(${GEMINI_NAME})(?=&)|(?<=${PATH_MARK})(${GEMINI_NAME})(?!${PATH_GOES_ON})|(?<![\\w./%@]|[^\\n]-)(_{0,3})(${GEMINI_NAME})(?!${GOES_ON})`,
  'g',
);
/** In a path of an app's own only ids that cannot be the name of a file. */
const VIDEOS_IN_TEXT = new RegExp(
  `(?:(?<![\\w./%@$]|[^\\n][+-])|(?<=/)(?=${ENCODED_START}))(_{0,3})(${VIDEOS_ID})(?![\\w/(=+-]|%\\S|\\.+\\w|:\\w|\\$?\\{)`,
  'g',
);
/**
 * An id inside a text: OpenAI's hex, or something long with a digit. Programs also use the prefix for other things: the
 * path, the size, the codec or the date of a video.
 */
const LIKELY_ID =
  /^video_(?:[0-9a-f]{24,}|(?!\d{12,17}$|20[0-9]{2}-?[01]\d-?[0-3]\d|\d{3,4}x\d{3,4})(?=\D*\d)[A-Za-z0-9-]{12,})$/;
/** A key `id` in JSON, or in a dictionary of Python. */
const QUOTED_ID_KEY = /["'](?:(?:\w{1,30}_)?id|[a-z]\w{0,30}I[dD])["']\s?:\s{0,2}["']$/;
/** A key `id` in YAML, logs and queries; a variable of a program; an argument of OpenAI's clients. */
const PLAIN_ID_KEY =
  /(?:(?<!\w)(?:(?:\w{1,30}[_-])?(?:id|Id|ID)|[a-z]\w{0,30}I[dD])\s{0,2}[:=]\s{0,2}|videos\.\w{1,20}\(\s?)["']?$/;
const MAX_KEY_CHARACTERS = 42;

interface Candidate {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The operations that a text names outside of addresses.
 *
 * @param whole the text without its surroundings: it may be nothing but a name
 */
export function plainNames(text: string, whole: string): FoundNames {
  const all = [...geminiNames(text), ...videosIds(text, whole)].filter(
    ({ name }) => isOperationName(name) && !isPlaceholder(name),
  );
  const named: Reference[] = all.filter((one) => !isCut(text, one)).map(({ name }) => ({ name }));
  return { references: named, isAnyCut: named.length < all.length };
}

function geminiNames(text: string): Candidate[] {
  return [...text.matchAll(GEMINI_IN_TEXT)].map(
    ({ 0: matched, 1: inForm, 2: inPath, 3: marks = '', 4: alone, index }) => ({
      name: inForm ?? inPath ?? withoutEmphasis(alone ?? '', marks),
      start: index + marks.length,
      end: index + matched.length,
    }),
  );
}

/** The `video_…` ids in a text: those that are encoded, that stand where only an id can, or that look like one. */
function videosIds(text: string, whole: string): Candidate[] {
  return [...text.matchAll(VIDEOS_IN_TEXT)]
    .map(({ 0: matched, 1: marks = '', 2: id = '', index }) => ({
      name: withoutEmphasis(id, marks),
      start: index + marks.length,
      end: index + matched.length,
    }))
    .filter(
      (one) =>
        one.name === whole || beginsEncoded(one.name) || LIKELY_ID.test(one.name) || isInIdSlot(text, one),
    );
}

function isInIdSlot(text: string, { start, end }: Candidate): boolean {
  if (text[start - 1] === ID_SLOT && text[end] === ID_SLOT) return true;
  const before = text.slice(Math.max(0, start - MAX_KEY_CHARACTERS), start);
  if (QUOTED_ID_KEY.test(before)) return text[end] === text[start - 1];
  return PLAIN_ID_KEY.test(before) && /\d/.test(text.slice(start, end));
}
