import { GEMINI_NAME, isOperationName, VIDEOS_ID } from '../operations/name';
import { isCut } from './cutNames';
import { beginsEncoded } from './encodedIds';
import { type FoundNames, type Reference, withoutEmphasis } from './foundNames';
import { GOES_ON, IN_ITS_PLACE, isPlaceholder, PATH, PATH_GOES_ON } from './nameForms';

/** Behind a path a query may follow, and in a form the next field. */
const GEMINI_IN_TEXT = new RegExp(
  `(?<==(?:[\\w./-]{0,100}${PATH})?)(${GEMINI_NAME})(?=&)|(?<=${PATH})(${GEMINI_NAME})(?!${PATH_GOES_ON})|(?<![\\w./%@-])(_{0,3})(${GEMINI_NAME})(?!${GOES_ON})`,
  'g',
);
const VIDEOS_IN_TEXT = new RegExp(
  `(?<![\\w./%@+$-])(_{0,3})(${VIDEOS_ID})(?![\\w/(=+-]|%\\S|\\.+\\w|:\\w)`,
  'g',
);
/**
 * What passes for an id in the midst of a text: OpenAI's hex, or a digit and some length. Programs name with the same
 * prefix what they know of a video: its path, its size, its codec, or when it was made.
 */
const LIKELY_ID =
  /^video_(?:[0-9a-f]{24,}|(?!\d{12,17}$|20[0-9]{2}-?[01]\d-?[0-3]\d|\d{3,4}x\d{3,4})(?=\D*\d)[A-Za-z0-9-]{12,})$/;
/** The key `id` of JSON, or of a dictionary of Python. */
const QUOTED_ID_KEY = /["'](?:(?:\w{1,30}_)?id|[a-z]\w{0,30}I[dD])["']\s?:\s{0,2}["']$/;
/** The key `id` of YAML, of logs and queries; the variable of a program, and what OpenAI's clients take. */
const PLAIN_ID_KEY =
  /(?:(?<!\w)(?:(?:\w{1,30}[_-])?(?:id|Id|ID)|[a-z]\w{0,30}I[dD])\s{0,2}[:=]\s{0,2}|videos\.\w{1,20}\(\s?)["']?$/;
const LONGEST_ID_KEY = 42;

interface Candidate {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The operations named in a text outside of addresses.
 *
 * @param whole the text if it were nothing but a name
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

/** The `video_…` ids in a text: all that are encoded or stand where an id is to stand, and others that look like one. */
function videosIds(text: string, whole: string): Candidate[] {
  return [...text.matchAll(VIDEOS_IN_TEXT)]
    .map(({ 0: matched, 1: marks = '', 2: id = '', index }) => ({
      name: withoutEmphasis(id, marks),
      start: index + marks.length,
      end: index + matched.length,
    }))
    .filter(
      (one) =>
        one.name === whole || beginsEncoded(one.name) || LIKELY_ID.test(one.name) || isInItsPlace(text, one),
    );
}

function isInItsPlace(text: string, { start, end }: Candidate): boolean {
  if (text[start - 1] === IN_ITS_PLACE && text[end] === IN_ITS_PLACE) return true;
  const before = text.slice(Math.max(0, start - LONGEST_ID_KEY), start);
  if (QUOTED_ID_KEY.test(before)) return text[end] === text[start - 1];
  return PLAIN_ID_KEY.test(before) && /\d/.test(text.slice(start, end));
}
