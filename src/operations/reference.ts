import { GEMINI_NAME, isEncodedId, isOperationName, VIDEOS_ID } from './name';

/** An operation named somewhere in a text. */
export interface Reference {
  /** `models/{model}/operations/{id}` or `video_…` */
  readonly name: string;
  /**
   * What stood before `/v1beta/` or `/v1/videos/` when the text held a whole address, e.g.
   * `https://api.thucchien.ai/gemini` or `https://api.thucchien.ai`.
   */
  readonly root?: string;
}

/** Why a text names no operation that can be followed. */
export type Refusal =
  | 'empty'
  | 'tooLong'
  | 'apiKey'
  | 'vertexName'
  | 'malformedName'
  | 'addressWithoutOperation'
  | 'noOperation';

/** What a person's text turned out to be. A bare id lacks the model that the API wants in the name. */
export type ParsedText =
  | { readonly kind: 'references'; readonly references: readonly [Reference, ...Reference[]] }
  | { readonly kind: 'bareId'; readonly id: string }
  | { readonly kind: 'refused'; readonly reason: Refusal };

/** In characters. A whole status answer has some hundred; more is a pasted log or a video. */
export const MAX_TEXT_LENGTH = 256 * 1024;

const GEMINI_IN_TEXT = new RegExp(
  `(?<![\\w./%@-])${GEMINI_NAME}(?![\\w/%?#&=@~-]|[.:]\\w|\\\\(?!["'nrt\\s]|$))`,
  'g',
);
const VIDEOS_IN_TEXT = new RegExp(`(?<![\\w./%@+$-])${VIDEOS_ID}(?![\\w/%(=+-]|[.:]\\w)`, 'g');

const ADDRESS = /https?:\/\/[^\s"'`<>\\]*[^\s"'`<>\\.,;:!?)\]}]/gi;
const GEMINI_PATH = new RegExp(`^(.*)/v1(?:beta|alpha)?/(${GEMINI_NAME})$`);
const VIDEOS_PATH = /^(.*?)(?:\/v1)?\/videos\/(video_[^/]+)(?:\/content)?\/?$/;

/** What scripts put before a name: `$BASE_URL/`, `{BASE_URL}/`, `/v1beta/`, `/v1/videos/` (also without `/v1`). */
const SCRIPT_PREFIX = /\$?\{\w+\}\/|\$\w+\//g;
const VERSION_PREFIX = /(?<![\w./-])\/?v1beta\//g;
const VIDEOS_PREFIX = /(?<![\w./-])\/?(?:v1\/)?videos\/(video_[^/\s"'`]+)(?:\/content)?/g;

/** Encloses what stands where an id is to stand: behind `/v1/videos/` or as a field `id` of JSON. */
const IN_ITS_PLACE = '\0';
/** What passes for an id in the midst of a text: a digit and some length, for `video_path` is a name of any program's. */
const LIKELY_ID = /^video_(?=\D*\d)[A-Za-z0-9-]{6,}$/;

const BARE_ID = /^(?:operations\/)?((?=[A-Za-z0-9_-]*[0-9])[A-Za-z0-9_-]{6,128}|[a-z]{12})$/;
/** Google's and LiteLLM's keys, and hashes: what else people have in the clipboard and must not send in an address. */
const API_KEY = /^(?:AIza[\w-]{20,}|sk-\S*|[0-9a-fA-F]{32,})$/;
// Bounded, so that a long text which only begins like such a name is looked through once.
const VERTEX_NAME = /projects\/[^\s"'/]+\/(?:models|locations)\/[^\s"']{1,300}\/operations\//;

/**
 * Every operation named in a text: full names, status addresses, curl lines, JSON answers. Each once, in order.
 * A text over {@link MAX_TEXT_LENGTH} names none.
 */
export function findReferences(text: string): Reference[] {
  if (text.length > MAX_TEXT_LENGTH) return [];
  const plain = withoutJsonEscapes(text);
  const addressed = [...plain.matchAll(ADDRESS)].flatMap(([address]) => inAddress(address) ?? []);
  const rest = plain
    .replace(ADDRESS, ' ')
    .replace(SCRIPT_PREFIX, ' ')
    .replace(VERSION_PREFIX, ' ')
    .replace(VIDEOS_PREFIX, (_, id: string) => IN_ITS_PLACE + unescaped(id) + IN_ITS_PLACE);
  const named = [...rest.matchAll(GEMINI_IN_TEXT), ...credibleIds(rest)].map(([name]) => ({ name }));
  return distinct([...addressed, ...named].filter(({ name }) => isOperationName(name)));
}

/** What a person pasted or typed: references, a bare id, or the reason why neither. */
export function parseText(text: string): ParsedText {
  const trimmed = text.trim();
  if (trimmed === '') return { kind: 'refused', reason: 'empty' };
  if (trimmed.length > MAX_TEXT_LENGTH) return { kind: 'refused', reason: 'tooLong' };
  const [first, ...others] = findReferences(trimmed);
  if (first) return { kind: 'references', references: [first, ...others] };
  if (API_KEY.test(unquoted(trimmed))) return { kind: 'refused', reason: 'apiKey' };
  const whole = unquoted(trimmed);
  const id = BARE_ID.exec(whole)?.[1];
  if (id !== undefined) return { kind: 'bareId', id };
  return { kind: 'refused', reason: refusalOf(trimmed) };
}

function refusalOf(text: string): Refusal {
  if (VERTEX_NAME.test(text)) return 'vertexName';
  if (/^https?:\/\//i.test(text)) return 'addressWithoutOperation';
  if (/models\/|operations\//.test(text)) return 'malformedName';
  return 'noOperation';
}

/** The `video_…` ids in a text: all that are encoded or stand where an id is to stand, and others that look like one. */
function credibleIds(text: string): RegExpExecArray[] {
  const whole = unquoted(text.trim());
  return [...text.matchAll(VIDEOS_IN_TEXT)].filter(({ 0: id, index }) => {
    const isInItsPlace = text[index - 1] === IN_ITS_PLACE && text[index + id.length] === IN_ITS_PLACE;
    return isInItsPlace || id === whole || isEncodedId(id) || LIKELY_ID.test(id);
  });
}

/** The strings in a JSON text, quoted, as they are without its escapes; other texts stay as they are. */
function withoutJsonEscapes(text: string): string {
  if (!/^\s*[[{"]/.test(text)) return text;
  const strings: string[] = [];
  try {
    JSON.parse(text, (key, value) => typeof value === 'string' && strings.push(enclosed(key, value)));
    return strings.join('\n');
  } catch {
    return text;
  }
}

function enclosed(key: string, value: string): string {
  const mark = /(?:^|_)id$/.test(key) ? IN_ITS_PLACE : '"';
  return mark + value + mark;
}

/** The query of an address is dropped: scripts put the API key there. */
function inAddress(address: string): Reference | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const [, path, name] = GEMINI_PATH.exec(url.pathname) ?? VIDEOS_PATH.exec(url.pathname) ?? [];
  if (path === undefined || name === undefined) return undefined;
  return { name: unescaped(name), root: `${url.origin}${path}` };
}

/** A `/`, `+` or `=` of an id may come as `%2F`, `%2B` or `%3D`. */
function unescaped(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function distinct(references: readonly Reference[]): Reference[] {
  const addressed = new Set(references.filter(({ root }) => root !== undefined).map(({ name }) => name));
  const seen = new Set<string>();
  return references.filter(({ name, root }) => {
    const key = `${root ?? ''} ${name}`;
    if (seen.has(key) || (root === undefined && addressed.has(name))) return false;
    seen.add(key);
    return true;
  });
}

function unquoted(text: string): string {
  return text.replace(/^(["'`])(.*)\1$/, '$2');
}
