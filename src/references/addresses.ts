import { GEMINI_NAME, isOperationName } from '../operations/name';
import { isCut } from './cutNames';
import { type FoundNames, type Reference, withoutEmphasis } from './foundNames';
import { isPlaceholder, PATH_GOES_ON, VERSION } from './nameForms';
import { decodedSegment } from './percentEncoding';

const HOST_CHARACTER = '[\\p{L}\\p{N}\\p{M}\\w.~:@!$&()*+,;=\\[\\]{}%-]';
const PATH_CHARACTER = '[\\w.~:/@!$&()*+,;=\\[\\]{}%-]';
/** Where the next of several addresses without spaces begins. An address inside an address belongs to it. */
const NEXT_ADDRESS = '[,;()*!\\[\\]{}]https?://';

/** An address up to its query, as the source of a regular expression with the flags `i` and `u`. */
export const HOST_AND_PATH = `https?://${HOST_CHARACTER}+(?:/(?:(?!${NEXT_ADDRESS})${PATH_CHARACTER})*)?`;
/** The query and the fragment of an address, likewise. */
export const QUERY = `[?#](?:(?!${NEXT_ADDRESS})(?:${PATH_CHARACTER}|[?#]))*`;
const ADDRESS = new RegExp(`${HOST_AND_PATH}(?:${QUERY})?`, 'giu');

const GEMINI_PATH = new RegExp(`^([^?#]*?)/${VERSION}/(${GEMINI_NAME})`);
const VIDEOS_PATH = /^([^?#]*?)(?:\/v\d\w{0,8})?\/videos\/(video_(?:[\w+=-]|%[0-9A-Fa-f]{2})+)(?:\/content)?/;
const GOES_ON = new RegExp(PATH_GOES_ON, 'y');

/** A real host with its user and port, unlike the variables `$HOST`, `{host}`, `<host>`, `API_HOST`. */
const HOST = /^https?:\/\/(?:[^@/]*@)?(?:[\p{L}\p{N}][\p{L}\p{N}\p{M}._-]*|\[[0-9a-f:.]+\])(?::\d+)?$/iu;
const CAPITALS_HOST = /^https?:\/\/[A-Z][A-Z0-9]*_[A-Z0-9_]*(?::\d+)?$/;
/** A variable in a path: `{stage}`, `$STAGE`, `%STAGE%`, `:stage`. */
const PATH_VARIABLE = /[${}]|\/:|%(?![0-9a-f]{2})/i;

/**
 * The operations whose addresses stand in a text, with their roots, and the text without these addresses. An address with
 * a variable keeps its part before the query, since a name in it still counts.
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

/** Whether the part before the name has no variable, so that it makes a root. */
function isReadable(address: string): boolean {
  const [, base = address] = GEMINI_PATH.exec(address) ?? VIDEOS_PATH.exec(address) ?? [];
  const host = /^https?:\/\/[^/]*/i.exec(base)?.[0] ?? '';
  const path = base.slice(host.length);
  return HOST.test(host) && !CAPITALS_HOST.test(host) && !PATH_VARIABLE.test(path) && URL.canParse(base);
}

/** The operation in an address. Drops the query, where scripts put the API key. */
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
