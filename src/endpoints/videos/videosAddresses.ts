import type { StartHints } from '../../operations/operation';
import { type Endpoint, isAtEndpoint, originOf } from '../endpoint';

/** The characters that stand for themselves in a segment of a path (RFC 3986, 3.3: `pchar`). */
const NOT_IN_SEGMENT = /[^\w.~!$&'()*+,;=:@-]+/g;
/** By which OpenRouter tells its samples apart: `?index=1` (openrouter.ai/docs/api/api-reference/videos). */
const SAMPLE_QUERY = /^\?index=\d{1,3}$/;

/**
 * Where the status of an operation is asked at `/v1/videos`: at the path that the start answer told, if it belongs to the
 * endpoint, else at that of its id.
 */
export function statusUrlOf(endpoint: Endpoint, name: string, hints?: StartHints): string {
  const own = `${endpoint.url}/v1/videos/${segmentOf(name)}`;
  return endpoint.kind === 'videos' ? (toldStatusUrl(endpoint, hints?.statusPath) ?? own) : own;
}

/** @param query of the address of one of several samples */
export function contentUrlOf(endpoint: Endpoint, name: string, query = ''): string {
  return `${endpoint.url}/v1/videos/${segmentOf(name)}/content${query}`;
}

/**
 * Whether an address is that of an operation's content at its gateway, whatever the host: a gateway behind a proxy writes
 * the name under which it knows itself (QuantumNous/new-api: `ServerAddress`, `http://localhost:3000` unless it is set).
 */
export function isContentAddress({ pathname }: URL, name: string): boolean {
  return (
    pathname.endsWith(`/videos/${segmentOf(name)}/content`) || pathname.endsWith(`/videos/${name}/content`)
  );
}

/** The query of an address of the content that tells which sample it is; empty for any other query. */
export function sampleQueryOf(address: string): string {
  const query = URL.canParse(address) ? new URL(address).search : '';
  return SAMPLE_QUERY.test(query) ? query : '';
}

/** A path that leads elsewhere is ignored: the request carries the key. */
function toldStatusUrl(endpoint: Endpoint, path: string | undefined): string | undefined {
  if (!path?.startsWith('/') || !URL.canParse(path, originOf(endpoint))) return undefined;
  const address = new URL(path, originOf(endpoint));
  return isAtEndpoint(address, endpoint) ? address.href : undefined;
}

/** An id as one segment of a path: a slash in it means no other path. */
function segmentOf(id: string): string {
  return id.replace(NOT_IN_SEGMENT, encodeURIComponent);
}
