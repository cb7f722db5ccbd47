import type { ContractKind } from '../operations/name';

/** A server that offers a video API. */
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

/** Whether requests carry the person's key; `keyPage`: where people get such a key. */
type EndpointAuth = { readonly kind: 'key'; readonly keyPage?: string } | { readonly kind: 'none' };

/** What a request to an endpoint needs. */
export interface EndpointAccess {
  readonly endpoint: Endpoint;
  /** Undefined only where the endpoint needs no key. */
  readonly key: string | undefined;
  readonly signal: AbortSignal;
}

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

/** The address of the Gemini API at an endpoint: all that comes before `/v1beta/`. */
export function geminiRoot({ kind, url }: Endpoint): string {
  return kind === 'litellm' ? `${url}/gemini` : url;
}

/** Whether an endpoint offers a contract: Google has no `/v1/videos`. */
export function offers({ kind }: Endpoint, contract: ContractKind): boolean {
  return contract === 'gemini' || kind === 'litellm';
}

/** The headers in which a contract expects the key. */
export function keyHeadersOf(contract: ContractKind, key: string | undefined): Record<string, string> {
  if (key === undefined) return {};
  return contract === 'gemini' ? { 'x-goog-api-key': key } : { authorization: `Bearer ${key}` };
}

/** The secrets that no text about a request with this key may show. */
export function secretsOf(key: string | undefined): string[] {
  return key === undefined ? [] : [key];
}

/** The origin under which the endpoint's key is stored. */
export function originOf({ url }: Endpoint): string {
  return new URL(url).origin;
}

/**
 * The endpoint of an address, given up to `/v1beta/` or `/v1/videos/`: the one with this very root, else one of the same
 * origin; undefined for the host of no endpoint.
 */
export function endpointAt(root: string, endpoints: readonly Endpoint[]): Endpoint | undefined {
  const address = onThisMachine(new URL(root));
  const { origin } = address;
  const place = origin + barePath(address);
  return (
    endpoints.find((endpoint) => geminiRoot(endpoint) === place || endpoint.url === place) ??
    endpoints.find((endpoint) => originOf(endpoint) === origin)
  );
}

/**
 * Whether an address belongs to the endpoint, and so may get its key. Several endpoints may share a host, each under its
 * own path. Some servers decode a slash in the path, which could lead out of it, so none may be encoded.
 */
export function isAtEndpoint(address: URL, endpoint: Endpoint): boolean {
  if (address.origin !== originOf(endpoint)) return false;
  const path = barePath(new URL(endpoint.url));
  return path === '' || (address.pathname.startsWith(`${path}/`) && !/%(?:2f|5c|2e)/i.test(address.pathname));
}

/** Whether a video at this address needs a key: a Gemini file does, and all that an endpoint with a key serves itself. */
export function addressWantsKey(address: URL, endpoint: Endpoint | undefined): boolean {
  if (endpoint && isAtEndpoint(address, endpoint)) return endpoint.auth.kind === 'key';
  return isGoogle(address);
}

/** Whether an address is one of the Gemini API itself. */
export function isGoogle({ origin }: URL): boolean {
  return BUILT_IN_ENDPOINTS.some(({ kind, url }) => kind === 'google' && url === origin);
}

/** The path of an address without the slashes at its end. */
function barePath({ pathname }: URL): string {
  return pathname.replace(/(?<!\/)\/+$/, '');
}

/**
 * Replaces `0.0.0.0` and `[::]`, which servers print when they listen on all addresses, by the loopback address: not every
 * system can connect to what they print.
 */
export function onThisMachine(address: URL): URL {
  const own = LOOPBACK_OF.get(address.hostname);
  if (own === undefined) return address;
  const moved = new URL(address);
  moved.hostname = own;
  return moved;
}

const LOOPBACK_OF: ReadonlyMap<string, string> = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['[::]', '[::1]'],
]);

/** Whether a key may be sent to an address: over https, or over http on this machine. */
export function mayCarryKey(url: URL): boolean {
  return url.protocol === 'https:' || isLoopback(url);
}

/** Whether an address is one of this machine, over http. No setting of VS Code makes it send such a request to a proxy. */
export function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && LOOPBACK_HOSTS.includes(hostname);
}

/** The rest of 127.0.0.0/8 is on this machine too, but VS Code sends requests for it to a proxy. */
const LOOPBACK_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
