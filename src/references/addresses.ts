import { GEMINI_NAME, isOperationName } from '../operations/name';
import { isCut } from './cutNames';
import { type FoundNames, type Reference, withoutEmphasis } from './foundNames';
import { isPlaceholder, PATH_GOES_ON, VERSION } from './nameForms';
import { decodedSegment } from './percentEncoding';

const HOST_CHARACTER = '[\\p{L}\\p{N}\\p{M}\\w.~:@!$&()*+,;=\\[\\]{}%-]';
const PATH_CHARACTER = '[\\w.~:/@!$&()*+,;=\\[\\]{}%-]';
/** Where text lines addresses up, the next one begins; an address within an address belongs to it. */
const NEXT_ADDRESS = '[,;()*!\\[\\]{}]https?://';

/** An address before its query, as the source of a regular expression with the flags `i` and `u`. */
export const HOST_AND_PATH = `https?://${HOST_CHARACTER}+(?:/(?:(?!${NEXT_ADDRESS})${PATH_CHARACTER})*)?`;
/** The query and the fragment of an address, in the same way. */
export const QUERY = `[?#](?:(?!${NEXT_ADDRESS})(?:${PATH_CHARACTER}|[?#]))*`;
const ADDRESS = new RegExp(`${HOST_AND_PATH}(?:${QUERY})?`, 'giu');

const GEMINI_PATH = new RegExp(`^([^?#]*?)/${VERSION}/(${GEMINI_NAME})`);
const VIDEOS_PATH = /^([^?#]*?)(?:\/v\d\w{0,8})?\/videos\/(video_(?:[\w+=-]|%[0-9A-Fa-f]{2})+)(?:\/content)?/;
const GOES_ON = new RegExp(PATH_GOES_ON, 'y');

/** A host that is written out, with its user and port: `$HOST`, `{host}`, `<host>`, `API_HOST` are variables. */
const HOST = /^https?:\/\/(?:[^@/]*@)?(?:[\p{L}\p{N}][\p{L}\p{N}\p{M}._-]*|\[[0-9a-f:.]+\])(?::\d+)?$/iu;
const CAPITALS_HOST = /^https?:\/\/[A-Z][A-Z0-9]*_[A-Z0-9_]*(?::\d+)?$/;
/** A part of a path that is to be put in: `{stage}`, `$STAGE`, `%STAGE%`, `:stage`. */
const PATH_VARIABLE = /[${}]|\/:|%(?![0-9a-f]{2})/i;

/**
 * The operations whose addresses stand in a text, with their roots, and the text without these addresses. Of an address
 * that cannot be read, such as one with a variable, the part before the query stays: a name in it is still one.
 */
export function addressedNames(text: string): FoundNames & { readonly rest: string } {
  const references: Reference[] = [];
  let isAnyCut = false;
  const rest = text.replace(ADDRESS, (address, offset: number) => {
    const before = address.replace(/[?#].*/, '');
    if (!isReadable(before)) return ` ${before.replace(/^https?:\/\//i, '')}`;
    const found = nameIn(address, offset, text);
    if (found === 'cut') isAnyCut = true;
    else if (found) references.push(found);
    return ' ';
  });
  return { references, isAnyCut, rest };
}

/** Whether what precedes the name is written out: no root is ever made of a variable. */
function isReadable(address: string): boolean {
  const [, base = address] = GEMINI_PATH.exec(address) ?? VIDEOS_PATH.exec(address) ?? [];
  const host = /^https?:\/\/[^/]*/i.exec(base)?.[0] ?? '';
  const path = base.slice(host.length);
  return HOST.test(host) && !CAPITALS_HOST.test(host) && !PATH_VARIABLE.test(path) && URL.canParse(base);
}

/** The query of an address is dropped: scripts put the API key there. */
function nameIn(address: string, offset: number, text: string): Reference | 'cut' | undefined {
  const match = GEMINI_PATH.exec(address) ?? VIDEOS_PATH.exec(address);
  const [matched = '', base, encoded] = match ?? [];
  if (base === undefined || encoded === undefined) return undefined;
  const end = offset + matched.length;
  const name = withoutEmphasis(decodedSegment(encoded), underscoresBefore(text, offset));
  if (isCut(text, { name, start: offset, end })) return 'cut';
  GOES_ON.lastIndex = end;
  if (GOES_ON.test(text) || !isOperationName(name) || isPlaceholder(name)) return undefined;
  const { origin, pathname } = new URL(base);
  return { name, root: origin + pathname.replace(/\/$/, '') };
}

function underscoresBefore(text: string, at: number): string {
  return /(?<!\w)_{1,3}$/.exec(text.slice(Math.max(0, at - 4), at))?.[0] ?? '';
}
