import * as v from 'valibot';
import type { ContractKind } from '../operations/name';
import { oneLine } from '../outside/oneLine';

/** A place where a video API is offered. */
export interface Endpoint {
  readonly id: string;
  readonly label: string;
  /** `litellm`: a LiteLLM gateway, Gemini under `/gemini`. `google`: the Gemini API itself. */
  readonly kind: EndpointKind;
  /** Without a trailing slash. https, or http on loopback. */
  readonly url: string;
  readonly auth: EndpointAuth;
}

/** The endpoints there are. They come, go and move, so nobody keeps one for later. */
export interface Endpoints {
  byId(id: string): Endpoint | undefined;
}

export type EndpointKind = 'litellm' | 'google';

/** Whether requests carry the person's key, and where such a key can be had. */
export type EndpointAuth = { readonly kind: 'key'; readonly keyPage?: string } | { readonly kind: 'none' };

export const BUILT_IN_ENDPOINTS: readonly Endpoint[] = [
  {
    id: 'thucchien',
    label: 'AI Thực Chiến',
    kind: 'litellm',
    url: 'https://api.thucchien.ai',
    auth: { kind: 'key', keyPage: 'https://docs.thucchien.ai' },
  },
  {
    id: 'google',
    label: 'Google',
    kind: 'google',
    url: 'https://generativelanguage.googleapis.com',
    auth: { kind: 'key', keyPage: 'https://aistudio.google.com/apikey' },
  },
];

export const SIMULATOR_ID = 'simulator';

/** The endpoint of a running simulator at `url`. */
export function simulatorEndpoint(label: string, url: string): Endpoint {
  return { id: SIMULATOR_ID, label, kind: 'litellm', url, auth: { kind: 'none' } };
}

/** Where an endpoint offers the Gemini API: what comes before `/v1beta/`. */
export function geminiRoot({ kind, url }: Endpoint): string {
  return kind === 'litellm' ? `${url}/gemini` : url;
}

/** Whether an endpoint offers a contract: Google has no `/v1/videos`. */
export function offers({ kind }: Endpoint, contract: ContractKind): boolean {
  return contract === 'gemini' || kind === 'litellm';
}

/** The headers with which a contract wants the key. */
export function keyHeadersOf(contract: ContractKind, key: string | undefined): Record<string, string> {
  if (key === undefined) return {};
  return contract === 'gemini' ? { 'x-goog-api-key': key } : { authorization: `Bearer ${key}` };
}

/** The origin that owns the endpoint's key. */
export function originOf({ url }: Endpoint): string {
  return new URL(url).origin;
}

/**
 * The endpoint that an address before `/v1beta/` or `/v1/videos/` belongs to: the one with that very root, else one of
 * the same origin; undefined for a host that is none of ours.
 */
export function endpointAt(root: string, endpoints: readonly Endpoint[]): Endpoint | undefined {
  const address = onThisMachine(new URL(root));
  const { origin } = address;
  const place = origin + address.pathname.replace(/(?<!\/)\/+$/, '');
  return (
    endpoints.find((endpoint) => geminiRoot(endpoint) === place || endpoint.url === place) ??
    endpoints.find((endpoint) => originOf(endpoint) === origin)
  );
}

/**
 * Whether an address is one of the endpoint, and so may have its key: several may share a host and lie under paths of
 * their own. Some servers take an encoded slash for one, and would leave the path by it.
 */
export function isAtEndpoint(address: URL, endpoint: Endpoint): boolean {
  if (address.origin !== originOf(endpoint)) return false;
  const path = new URL(endpoint.url).pathname.replace(/(?<!\/)\/+$/, '');
  return path === '' || (address.pathname.startsWith(`${path}/`) && !/%(?:2f|5c|2e)/i.test(address.pathname));
}

/** Whether the address of a video wants a key: those of Gemini files, and all that an endpoint with a key serves itself. */
export function addressWantsKey(address: URL, endpoint: Endpoint | undefined): boolean {
  if (endpoint && isAtEndpoint(address, endpoint)) return endpoint.auth.kind === 'key';
  return BUILT_IN_ENDPOINTS.some(({ kind, url }) => kind === 'google' && url === address.origin);
}

/** Why an own endpoint is not used. */
export type EndpointRefusal = 'malformed' | 'badUrl' | 'insecureUrl' | 'duplicateId';

export interface OwnEndpoints {
  readonly endpoints: readonly Endpoint[];
  /** `id`: as far as it could be read. */
  readonly refused: readonly { readonly id: string; readonly reason: EndpointRefusal }[];
}

/** Characters. */
const LABEL_LENGTH = 100;

const ownEndpoint = v.object({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)),
  label: v.optional(
    v.pipe(
      v.string(),
      v.transform((label) => label.trim()),
      v.check(({ length }) => length <= LABEL_LENGTH),
      v.transform((label) => oneLine(label, LABEL_LENGTH)),
    ),
  ),
  kind: v.picklist(['litellm', 'google']),
  url: v.string(),
});

/** Reads the setting `veo.endpoints`. Of two with one id the first is used; a built-in id is taken already. */
export function readOwnEndpoints(setting: unknown): OwnEndpoints {
  if (!Array.isArray(setting)) return { endpoints: [], refused: [{ id: '', reason: 'malformed' }] };
  const endpoints: Endpoint[] = [];
  const refused: { id: string; reason: EndpointRefusal }[] = [];
  const taken = new Set([...BUILT_IN_ENDPOINTS.map(({ id }) => id), SIMULATOR_ID]);
  for (const entry of setting) {
    const read = readOwnEndpoint(entry, taken);
    if (typeof read === 'string') {
      refused.push({ id: idOf(entry), reason: read });
      continue;
    }
    taken.add(read.id);
    endpoints.push(read);
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

/** The root of an endpoint, without a slash at its end, or why an address is none. */
export type EndpointRoot =
  | { readonly kind: 'root'; readonly url: string }
  | { readonly kind: 'refused'; readonly reason: 'badUrl' | 'insecureUrl' };

/**
 * Reads the address of an endpoint as people write it: the root itself, or the base URL of some client, with the version
 * and what follows it (microsoft/autogen#2149, openclaw/openclaw PR #16454); of a gateway also that of its `/gemini`.
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
/** What clients have behind the version in the address that they ask. */
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

/** A proxy shaped like Google may itself lie under `/gemini`, so only a gateway's is left out. */
function rootPath(kind: EndpointKind, pathname: string): string {
  const segments = pathname.split('/').filter((segment) => segment !== '');
  const version = segments.findLastIndex((segment) => VERSION.test(segment));
  const isBase = version >= 0 && RESOURCES.includes(segments.slice(version + 1).join('/'));
  const root = isBase ? segments.slice(0, version) : segments;
  if (kind === 'litellm' && root.at(-1) === 'gemini') root.pop();
  return root.map((segment) => `/${segment}`).join('');
}

/**
 * An address of every address of a machine (`0.0.0.0`, `[::]`), as servers print where they listen, as one of this
 * machine: there they can be asked, but not everywhere under the name that they print.
 */
export function onThisMachine(address: URL): URL {
  const own = LISTENING_ANYWHERE.get(address.hostname);
  if (own === undefined) return address;
  const moved = new URL(address);
  moved.hostname = own;
  return moved;
}

const LISTENING_ANYWHERE: ReadonlyMap<string, string> = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['[::]', '[::1]'],
]);

/** Whether a key may travel to `address`: over https, or over http that stays on this machine. */
export function mayCarryKey({ protocol, hostname }: URL): boolean {
  if (protocol === 'https:') return true;
  return protocol === 'http:' && LOOPBACK.includes(hostname);
}

/** The others of 127.0.0.0/8 are no less on this machine, but VS Code sends requests for them to a proxy. */
const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

function idOf(entry: unknown): string {
  const result = v.safeParse(v.object({ id: v.string() }), entry);
  return result.success ? result.output.id.slice(0, 64) : '';
}
