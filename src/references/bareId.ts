import { isDistinctive } from './jobIds';
import { GOES_ON, GOOGLE_ID, isWholeId, VERSION } from './nameForms';

const BARE_ID = /^(?:operations\/)?(?!video_)((?=[A-Za-z0-9_-]*[0-9])[A-Za-z0-9_-]{6,128}|[a-z]{12})$/;

/** Quotes, brackets and marks of Markdown around a text, and the end of a sentence or of a command's output. */
const BEFORE = /^[\s"'`*([（「『【]+/;
const BEHIND = /[\s"'`*)\],;.%#。，；）」』】⏎]/;
const EMPHASIS = /^(_{1,3})(?=[^_])(.*[^_])\1$/;

/** An id behind `operations/` without a model, or behind a key or a variable such as `operation_id`. */
const MARKED_ID = new RegExp(
  `(?:(?<=^|[\\s"'\`=:,([{<>])/?(?:${VERSION}/)?operations/|(?<![A-Za-z])operation[_ -]?id["'\`]?\\s?[:=]\\s?["'\`]?)` +
    `(?=[a-z-]*\\d)(${GOOGLE_ID})(?!${GOES_ON})`,
  'gi',
);

/** The id of an operation if the text is nothing else. One of the Gemini API lacks the model, which it needs in the name. */
export function bareIdIn(whole: string): string | undefined {
  return isDistinctive(whole) ? whole : BARE_ID.exec(whole)?.[1];
}

/**
 * Whether a bare id has the form of an API's ids: twelve small letters and digits, or a UUID. Any other may be a password,
 * a token or a code; and digits alone are the number of something else.
 */
export function isOfKnownForm(id: string): boolean {
  return isWholeId(id) && /[a-z]/.test(id);
}

/** The id in a text that a key marks as an operation's and that has a form of Google's; undefined if there are several. */
export function markedIdIn(text: string): string | undefined {
  const ids = new Set([...text.matchAll(MARKED_ID)].map(([, id = '']) => id).filter(isWholeId));
  const [id] = ids;
  return ids.size === 1 ? id : undefined;
}

/** A text without the quotes, brackets and marks that a person copies along with a single word. */
export function withoutSurroundings(text: string): string {
  let end = text.length;
  while (end > 0 && BEHIND.test(text.charAt(end - 1)) && !text.endsWith('..', end)) end--;
  return text.slice(0, end).replace(BEFORE, '').replace(EMPHASIS, '$2');
}
