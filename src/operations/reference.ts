/** An operation named somewhere in a text. */
export interface Reference {
  /** `models/{model}/operations/{id}` */
  readonly name: string;
  /** What stood before `/v1beta/` when the text held a whole address, e.g. `https://api.thucchien.ai/gemini`. */
  readonly root?: string;
}

/** Why a text names no operation that can be followed. */
export type Refusal =
  | 'empty'
  | 'tooLong'
  | 'apiKey'
  | 'videosId'
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

// A segment neither begins nor ends with a dot, so `..` can never be one, and a full stop after a name is not part of it.
const SEGMENT = '[A-Za-z0-9_-]+(?:\\.+[A-Za-z0-9_-]+)*';
const NAME = `models/${SEGMENT}/operations/${SEGMENT}`;
const WHOLE_NAME = new RegExp(`^${NAME}$`);
const NAME_IN_TEXT = new RegExp(`(?<![\\w./%@-])${NAME}(?![\\w/%?#&=@~-]|[.:]\\w|\\\\(?!["'nrt\\s]|$))`, 'g');
const MAX_NAME_LENGTH = 512;

const ADDRESS = /https?:\/\/[^\s"'`<>\\]*[^\s"'`<>\\.,;:!?)\]}]/gi;
const STATUS_PATH = new RegExp(`^(.*)/v1(?:beta|alpha)?/(${NAME})$`);

/** What scripts put before a name: `$BASE_URL/`, `{BASE_URL}/`, `/v1beta/`. */
const SCRIPT_PREFIX = /\$?\{\w+\}\/|\$\w+\//g;
const VERSION_PREFIX = /(?<![\w./-])\/?v1beta\//g;

const BARE_ID = /^(?:operations\/)?((?=[A-Za-z0-9_-]*[0-9])[A-Za-z0-9_-]{6,128}|[a-z]{12})$/;
/** Google's and LiteLLM's keys, and hashes: what else people have in the clipboard and must not send in an address. */
const API_KEY = /^(?:AIza[\w-]{20,}|sk-\S*|[0-9a-fA-F]{32,})$/;
const VIDEOS_ID = /(?<!\w)video_[A-Za-z0-9+/=_-]{4,}/;
// Bounded, so that a long text which only begins like such a name is looked through once.
const VERTEX_NAME = /projects\/[^\s"'/]+\/(?:models|locations)\/[^\s"']{1,300}\/operations\//;

/** Whether `name` has the form of an operation's name: safe to put into the path of a request. */
export function isOperationName(name: string): boolean {
  return name.length <= MAX_NAME_LENGTH && WHOLE_NAME.test(name);
}

/** Whether `id` can be the last or the model's segment of an operation's name. */
export function isNameSegment(id: string): boolean {
  return new RegExp(`^${SEGMENT}$`).test(id);
}

/**
 * Every operation named in a text: full names, status addresses, curl lines, JSON answers. Each once, in order.
 * A text over {@link MAX_TEXT_LENGTH} names none.
 */
export function findReferences(text: string): Reference[] {
  if (text.length > MAX_TEXT_LENGTH) return [];
  const plain = withoutJsonEscapes(text);
  const addressed = [...plain.matchAll(ADDRESS)].flatMap(([address]) => inAddress(address) ?? []);
  const rest = plain.replace(ADDRESS, ' ').replace(SCRIPT_PREFIX, ' ').replace(VERSION_PREFIX, ' ');
  const named = [...rest.matchAll(NAME_IN_TEXT)].map(([name]) => ({ name }));
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
  const id = BARE_ID.exec(unquoted(trimmed))?.[1];
  if (id !== undefined && !id.startsWith('video_')) return { kind: 'bareId', id };
  return { kind: 'refused', reason: refusalOf(trimmed) };
}

function refusalOf(text: string): Refusal {
  if (VERTEX_NAME.test(text)) return 'vertexName';
  if (/^https?:\/\//i.test(text)) return 'addressWithoutOperation';
  if (VIDEOS_ID.test(text)) return 'videosId';
  if (/models\/|operations\//.test(text)) return 'malformedName';
  return 'noOperation';
}

/** The strings in a JSON text, as they are without its escapes; other texts stay as they are. */
function withoutJsonEscapes(text: string): string {
  if (!/^\s*[[{"]/.test(text)) return text;
  const strings: string[] = [];
  try {
    JSON.parse(text, (_, value) => typeof value === 'string' && strings.push(value));
    return strings.join('\n');
  } catch {
    return text;
  }
}

/** The query of an address is dropped: scripts put the API key there. */
function inAddress(address: string): Reference | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const [, path, name] = STATUS_PATH.exec(url.pathname) ?? [];
  if (path === undefined || name === undefined) return undefined;
  return { name, root: `${url.origin}${path}` };
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
