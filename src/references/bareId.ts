import { GOES_ON, isWholeId, VERSION } from './nameForms';

const BARE_ID = /^(?:operations\/)?(?!video_)((?=[A-Za-z0-9_-]*[0-9])[A-Za-z0-9_-]{6,128}|[a-z]{12})$/;

/** Quotes, brackets and marks of Markdown around a text, and what ends a sentence or a command's output. */
const BEFORE = /^[\s"'`*([（「『【]+/;
const BEHIND = /[\s"'`*)\],;.%#。，；）」』】⏎]/;
const EMPHASIS = /^(_{1,3})(?=[^_])(.*[^_])\1$/;

/** Names without a model, and the keys and variables of an operation's id. */
const TOLD_ID = new RegExp(
  `(?:(?<=^|[\\s"'\`=:,([{<>])/?(?:${VERSION}/)?operations/|(?<![A-Za-z])operation[_ -]?id["'\`]?\\s?[:=]\\s?["'\`]?)` +
    `(?=[a-z-]*\\d)([a-z0-9]{12}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?!${GOES_ON})`,
  'gi',
);

/** The id of an operation that a text consists of: it lacks the model that the API wants in the name. */
export function bareIdIn(whole: string): string | undefined {
  return BARE_ID.exec(whole)?.[1];
}

/**
 * Whether a bare id has a form in which APIs give theirs: twelve small letters and digits, or a UUID. One of another form
 * may as well be a password, a token or a code, and digits alone are the number of something else.
 */
export function isOfKnownForm(id: string): boolean {
  return isWholeId(id) && /[a-z]/.test(id);
}

/** The only id that a text tells as an operation's and that has a form which Google gives; undefined if it tells several. */
export function toldIdIn(text: string): string | undefined {
  const ids = new Set([...text.matchAll(TOLD_ID)].map(([, id = '']) => id).filter(isWholeId));
  const [id] = ids;
  return ids.size === 1 ? id : undefined;
}

/** A text without what surrounds it when a person copies a single word. */
export function withoutSurroundings(text: string): string {
  let end = text.length;
  while (end > 0 && BEHIND.test(text.charAt(end - 1)) && !text.endsWith('..', end)) end--;
  return text.slice(0, end).replace(BEFORE, '').replace(EMPHASIS, '$2');
}
