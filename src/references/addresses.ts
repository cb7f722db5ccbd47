import { GEMINI_NAME, isOperationName } from '../operations/name';
import { rootOf } from './addressBases';
import { isCut } from './cutNames';
import { type FoundNames, type Reference, withoutEmphasis } from './foundNames';
import { isPlaceholder, PATH_GOES_ON, VERSION } from './nameForms';
import { decodedSegment } from './percentEncoding';
import { platformRoot } from './platformNames';
import { addressOfStatus } from './statusAddresses';

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

/**
 * The operations whose addresses stand in a text, with their roots, and the text without these addresses. An address with
 * a variable keeps its part before the query, since a name in it still counts.
 */
export function addressedNames(text: string): AddressedNames {
  const references: Reference[] = [];
  const platformRoots = new Set<string>();
  let isAnyCut = false;
  const rest = text.replace(ADDRESS, (address, offset: number) => {
    const platform = platformRoot(address);
    if (platform !== undefined) platformRoots.add(platform);
    const found = nameIn(address, offset, text) ?? statusIn(address, offset, text);
    if (found === 'cut') isAnyCut = true;
    else if (found) references.push(found);
    return found ? ' ' : withoutVariables(address);
  });
  return { references, isAnyCut, rest, platformRoots };
}

/** `platformRoots`: those of addresses of the Agent Platform, whose names stand in the bodies of requests. */
interface AddressedNames extends FoundNames {
  readonly rest: string;
  readonly platformRoots: ReadonlySet<string>;
}

/** What is left of an address that gave no name: nothing, unless it has variables or the name of an operation in its path. */
function withoutVariables(address: string): string {
  const before = address.replace(/[?#].*/, '');
  const isKept = platformRoot(before) !== undefined || rootOf(baseOf(before)) === undefined;
  return isKept ? ` ${before.replace(/^https?:\/\//i, '')}` : ' ';
}

/** The part of an address before the name, or all of it. */
function baseOf(address: string): string {
  return (GEMINI_PATH.exec(address) ?? VIDEOS_PATH.exec(address))?.[1] ?? address;
}

/** The operation in an address. Drops the query, where scripts put the API key. */
function nameIn(address: string, offset: number, text: string): Reference | 'cut' | undefined {
  const match = GEMINI_PATH.exec(address) ?? VIDEOS_PATH.exec(address);
  const [matched = '', base, encoded] = match ?? [];
  const root = base === undefined ? undefined : rootOf(base);
  if (root === undefined || encoded === undefined) return undefined;
  const end = offset + matched.length;
  const name = withoutEmphasis(decodedSegment(encoded), underscoresBefore(text, offset));
  if (isCut(text, { name, start: offset, end })) return 'cut';
  GOES_ON.lastIndex = end;
  if (GOES_ON.test(text) || !isOperationName(name) || isPlaceholder(name)) return undefined;
  return { name, root };
}

/** The job whose status is at an address, by the form of the address. */
function statusIn(address: string, offset: number, text: string): Reference | 'cut' | undefined {
  const found = addressOfStatus(address);
  if (!found) return undefined;
  const { end, ...reference } = found;
  return isCut(text, { name: found.name, start: offset, end: offset + end }) ? 'cut' : reference;
}

function underscoresBefore(text: string, at: number): string {
  return /(?<!\w)_{1,3}$/.exec(text.slice(Math.max(0, at - 4), at))?.[0] ?? '';
}
