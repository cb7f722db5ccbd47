import { GEMINI_NAME } from '../operations/name';

/** Stands where a path began that led to a name; no text holds it, for control characters become spaces before. */
export const PATH = '\u0001';
/** Encloses what stands where an id is to stand: behind `/v1/videos/`. */
export const IN_ITS_PLACE = '\u0000';

/** The version in a path of the Gemini API, as the source of a regular expression. */
export const VERSION = 'v\\d{1,2}(?:(?:alpha|beta)\\d{0,2})?';

const NOT_A_BOUNDARY = '[\\w@~-]|=(?!>)|[%&]\\S|\\.+\\w|:\\w|\\\\\\S';
/** What cannot follow a name without the name being part of something else. */
export const GOES_ON = `${NOT_A_BOUNDARY}|[/]|[?#]\\S`;
/** The same at the end of a path, where a slash or a query may follow. */
export const PATH_GOES_ON = `${NOT_A_BOUNDARY}|/[\\w/.%@=~-]`;

const WHOLE_NAME = new RegExp(`^${GEMINI_NAME}$`);
/** Google gives its operations twelve small letters and digits, Agent Platform a UUID. */
const WHOLE_ID = /^(?:[a-z0-9]{12}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Whether a text is a name of a Gemini operation, perhaps only the beginning of one. */
export function isGeminiName(text: string): boolean {
  return WHOLE_NAME.test(text);
}

/** Whether an id has the form that an API is known to give, and so lacks nothing. */
export function isWholeId(id: string): boolean {
  return WHOLE_ID.test(id);
}

/** What examples write in an id's place (`OPERATION_ID`), and files of a folder `operations`. */
const NO_ID =
  /^(?:(?:your|my)[_-][\w-]*|operation[_-]?(?:id|name)|.*\.(?:[cm]?[jt]sx?|py|go|rs|rb|java|kt|cs|php|swift|sh|json|ya?ml|toml|md|txt|log|html|mp4|mov|webm))$/i;
const CAPITALS = /^[A-Z][A-Z_]{3,}$/;

/** Whether the last segment of a Gemini operation's name stands for an id, or names a file, and so is none. */
export function isPlaceholder(name: string): boolean {
  const id = name.slice(name.lastIndexOf('/') + 1);
  return name.startsWith('models/') && (CAPITALS.test(id) || NO_ID.test(id));
}
