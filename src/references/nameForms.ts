import { shortId } from '../operations/name';

/** Replaces a path before a name. No text holds this character, since control characters become spaces first. */
export const PATH_MARK = '\u0001';
/** Encloses a text that stands where only an id can: behind `/v1/videos/`. */
export const ID_SLOT = '\u0000';

/** The version in a path of the Gemini API, as the source of a regular expression. */
export const VERSION = 'v\\d{1,2}(?:(?:alpha|beta)\\d{0,2})?';

/** `${` and `{` put a value into a template. */
const NOT_A_BOUNDARY = '[\\w@~-]|=(?!>)|[%&]\\S|\\.+\\w|:\\w|\\\\\\S|\\$?\\{';
/** What cannot follow a name: the name would be part of something else. */
export const GOES_ON = `${NOT_A_BOUNDARY}|[/]|[?#]\\S`;
/** Like `GOES_ON`, for a name at the end of a path: a slash or a query may follow. */
export const PATH_GOES_ON = `${NOT_A_BOUNDARY}|/[\\w/.%@=~-]`;

/** As the source of a regular expression, like the next one. */
export const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** The Gemini API gives its operations twelve small letters and digits, Agent Platform a UUID. */
export const GOOGLE_ID = `(?:[a-z0-9]{12}|${UUID})`;
const WHOLE_ID = new RegExp(`^${GOOGLE_ID}$`);

/** Whether an id has a known form of an API, and so is not cut off. */
export function isWholeId(id: string): boolean {
  return WHOLE_ID.test(id);
}

/** Placeholders in examples (`OPERATION_ID`), and files in a folder `operations`. */
const NO_ID =
  /^(?:x{6,}|(?:your|my)[_-][\w-]*|operation[_-]?(?:id|name)|.*\.(?:[cm]?[jt]sx?|py|go|rs|rb|java|kt|cs|php|swift|sh|json|ya?ml|toml|md|txt|log|html|mp4|mov|webm))$/i;
const CAPITALS = /^[A-Z][A-Z_]{3,}$/;

/** Whether the last segment of a Gemini operation's name is a placeholder or a file, and no id. */
export function isPlaceholder(name: string): boolean {
  const id = shortId(name);
  return name.startsWith('models/') && (CAPITALS.test(id) || NO_ID.test(id));
}
