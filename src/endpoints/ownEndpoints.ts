import * as v from 'valibot';
import { oneLine } from '../outside/oneLine';
import {
  BUILT_IN_ENDPOINTS,
  type Endpoint,
  type EndpointKind,
  mayCarryKey,
  onThisMachine,
  SIMULATOR_ID,
} from './endpoint';

/** Why an endpoint of the settings is not used. */
export type EndpointRefusal = 'malformed' | 'badUrl' | 'insecureUrl' | 'duplicateId';

export interface OwnEndpoints {
  readonly endpoints: readonly Endpoint[];
  /** `id`: empty where it could not be read. */
  readonly refused: readonly { readonly id: string; readonly reason: EndpointRefusal }[];
}

const LABEL_CHARACTERS = 100;

const ownEndpoint = v.object({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)),
  label: v.optional(
    v.pipe(
      v.string(),
      v.transform((label) => label.trim()),
      v.check(({ length }) => length <= LABEL_CHARACTERS),
      v.transform((label) => oneLine(label, LABEL_CHARACTERS)),
    ),
  ),
  kind: v.picklist(['litellm', 'google']),
  url: v.string(),
});

/** Reads the setting `veo.endpoints`. Of two with the same id the first is used; the built-in ids are taken already. */
export function readOwnEndpoints(setting: unknown): OwnEndpoints {
  if (!Array.isArray(setting)) return { endpoints: [], refused: [{ id: '', reason: 'malformed' }] };
  const endpoints: Endpoint[] = [];
  const refused: { id: string; reason: EndpointRefusal }[] = [];
  const taken = new Set([...BUILT_IN_ENDPOINTS.map(({ id }) => id), SIMULATOR_ID]);
  for (const entry of setting) {
    const endpoint = readOwnEndpoint(entry, taken);
    if (typeof endpoint === 'string') {
      refused.push({ id: idOf(entry), reason: endpoint });
      continue;
    }
    taken.add(endpoint.id);
    endpoints.push(endpoint);
  }
  return { endpoints, refused };
}

function readOwnEndpoint(entry: unknown, taken: ReadonlySet<string>): Endpoint | EndpointRefusal {
  const result = v.safeParse(ownEndpoint, entry);
  if (!result.success) return 'malformed';
  const { id, label, kind, url } = result.output;
  if (taken.has(id)) return 'duplicateId';
  const root = readEndpointRoot(kind, url);
  return root.kind === 'refused'
    ? root.reason
    : { id, label: label || id, kind, url: root.url, auth: { kind: 'key' } };
}

/** The root of an endpoint, without a slash at its end, or why an address cannot be used. */
type EndpointRoot =
  | { readonly kind: 'root'; readonly url: string }
  | { readonly kind: 'refused'; readonly reason: 'badUrl' | 'insecureUrl' };

/**
 * Reads the address of an endpoint as people write it: the root itself, or the base URL of some client, with a version and
 * a resource (microsoft/autogen#2149, openclaw/openclaw PR #16454). For a gateway, it may also be that of its `/gemini`.
 */
export function readEndpointRoot(endpointKind: EndpointKind, text: string): EndpointRoot {
  if (!URL.canParse(text)) return { kind: 'refused', reason: 'badUrl' };
  const address = onThisMachine(new URL(text));
  if (address.protocol !== 'https:' && address.protocol !== 'http:')
    return { kind: 'refused', reason: 'badUrl' };
  if (address.username || address.password || address.search || address.hash) {
    return { kind: 'refused', reason: 'badUrl' };
  }
  if (!mayCarryKey(address)) return { kind: 'refused', reason: 'insecureUrl' };
  return { kind: 'root', url: address.origin + rootPath(endpointKind, address.pathname) };
}

const VERSION = /^v1(?:(?:alpha|beta)\d*)?$/;
/** What may follow the version in the base URL of a client. */
const RESOURCES = [
  '',
  'models',
  'videos',
  'videos/generations',
  'files',
  'interactions',
  'openai',
  'chat/completions',
];

/** Only a gateway's `/gemini` is left out: a proxy of Google may itself lie under such a path. */
function rootPath(kind: EndpointKind, pathname: string): string {
  const segments = pathname.split('/').filter((segment) => segment !== '');
  const version = segments.findLastIndex((segment) => VERSION.test(segment));
  const isBase = version >= 0 && RESOURCES.includes(segments.slice(version + 1).join('/'));
  const root = isBase ? segments.slice(0, version) : segments;
  if (kind === 'litellm' && root.at(-1) === 'gemini') root.pop();
  return root.map((segment) => `/${segment}`).join('');
}

function idOf(entry: unknown): string {
  const result = v.safeParse(v.object({ id: v.string() }), entry);
  return result.success ? result.output.id.slice(0, 64) : '';
}
