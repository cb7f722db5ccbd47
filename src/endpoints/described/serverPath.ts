import { type Endpoint, originOf } from '../endpoint';
import { VideoApiError } from '../videoApi';

/** Why a text is no path at a server into which a job's id goes. */
export type ServerPathFault =
  | 'notAPath'
  | 'tooLong'
  | 'otherOrigin'
  | 'leadsOut'
  | 'badCharacter'
  | 'noId'
  | 'unknownPlaceholder';

const PLACEHOLDER = '{id}';
const MAX_PATH_CHARACTERS = 500;
/** A scheme, a host after two slashes, or a backslash, which browsers and Node take for a slash. */
const OTHER_ORIGIN = /^[a-z][a-z0-9+.-]*:|^\/\/|\\/i;
/** A segment of dots, and what servers may decode to one or to a slash. */
const LEADS_OUT = /(?:^|\/)\.{1,2}(?:\/|\?|$)|%(?:2e|2f|5c)/i;
/** Of a path and a query (RFC 3986, 3.3 and 3.4). */
const PLAIN = /^(?:[\w.~:/?@!$&'()*+,;=[\]-]|%[0-9a-f]{2})*$/i;

/** Why a text is no path and query with the place of an id, below the address of an endpoint; undefined where it is one. */
export function serverPathFault(text: string): ServerPathFault | undefined {
  if (text.length > MAX_PATH_CHARACTERS) return 'tooLong';
  if (OTHER_ORIGIN.test(text)) return 'otherOrigin';
  if (!text.startsWith('/')) return 'notAPath';
  if (LEADS_OUT.test(text)) return 'leadsOut';
  if (!text.includes(PLACEHOLDER)) return text.includes('{') ? 'unknownPlaceholder' : 'noId';
  const rest = text.replaceAll(PLACEHOLDER, '');
  if (/[{}]/.test(rest)) return 'unknownPlaceholder';
  return PLAIN.test(rest) ? undefined : 'badCharacter';
}

/**
 * The address of a path at an endpoint, for a job's id, which is escaped and so stays what it is.
 *
 * @throws VideoApiError `rejected` where it would not be below the endpoint's own address
 */
export function serverUrl(endpoint: Endpoint, path: string, id: string): string {
  const url = endpoint.url + path.replaceAll(PLACEHOLDER, () => encodeURIComponent(id));
  const isOwn = serverPathFault(path) === undefined && new URL(url).origin === originOf(endpoint);
  if (!isOwn) throw new VideoApiError('rejected', { kind: 'notOffered', path });
  return url;
}
