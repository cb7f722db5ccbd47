import { AGENT_PLATFORM_URL, isAgentPlatform } from './google/agentPlatformHosts';

/** A server that offers a video API. */
export interface Endpoint {
  readonly id: string;
  readonly label: string;
  readonly kind: EndpointKind;
  /** Without a trailing slash. https, or http on loopback. */
  readonly url: string;
  readonly auth: EndpointAuth;
  /** The service that it is, whose facts presets.ts has. */
  readonly preset?: string;
  /** Of `described`: how the API is asked, as it stands in the settings. Read with `readApiDescription`. */
  readonly api?: unknown;
  /** Of `agentPlatform`: a program and its arguments that print a bearer token. */
  readonly tokenCommand?: readonly [string, ...string[]];
}

/** The endpoints there are. They come, go and move, so nobody keeps one for later. */
export interface Endpoints {
  byId(id: string): Endpoint | undefined;
}

/**
 * What answers at an endpoint.
 * `litellm`: a LiteLLM gateway: `/v1/videos`, and Gemini's operations under `/gemini`.
 * `google`: the Gemini API itself: operations and interactions.
 * `agentPlatform`: Google's Agent Platform, formerly Vertex AI: `fetchPredictOperation`.
 * `videos`: any gateway with `/v1/videos`.
 * `described`: any JSON API of jobs, as its description tells.
 */
export const ENDPOINT_KINDS = ['litellm', 'google', 'videos', 'agentPlatform', 'described'] as const;
export type EndpointKind = (typeof ENDPOINT_KINDS)[number];

/** In which header a key is sent. `bare`: `Authorization` without a word before the key. */
export const AUTH_FORMS = ['bearer', 'bare', 'x-api-key', 'x-goog-api-key'] as const;
export type AuthForm = (typeof AUTH_FORMS)[number];

/**
 * Whether requests carry the person's key; `form`: that of all requests, where it is not each protocol's own; `keyPage`:
 * where people get such a key.
 */
type EndpointAuth =
  | { readonly kind: 'key'; readonly form?: AuthForm; readonly keyPage?: string }
  | { readonly kind: 'none' };

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

/** The header in which a key is sent; none where there is no key. */
export function keyHeadersOf(form: AuthForm, key: string | undefined): Record<string, string> {
  if (key === undefined) return {};
  if (form === 'bearer') return { authorization: `Bearer ${key}` };
  return { [form === 'bare' ? 'authorization' : form]: key };
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
 * The endpoint of an address, given up to `/v1beta/` or `/v1/videos/`: the one with this very root, else the one whose path
 * holds most of it, else one of the same origin; undefined for the host of no endpoint.
 */
export function endpointAt(root: string, endpoints: readonly Endpoint[]): Endpoint | undefined {
  const address = onThisMachine(new URL(root));
  const place = address.origin + barePath(address);
  const there = endpoints.filter((endpoint) => isSameHost(address, endpoint));
  const above = there.filter(({ url }) => place.startsWith(`${url}/`));
  return (
    there.find((endpoint) => geminiRoot(endpoint) === place || endpoint.url === place) ??
    above.toSorted((a, b) => b.url.length - a.url.length)[0] ??
    there[0]
  );
}

/** The Agent Platform is one endpoint at a host for each location. */
function isSameHost(address: URL, endpoint: Endpoint): boolean {
  if (endpoint.url === AGENT_PLATFORM_URL) return isAgentPlatform(address);
  return originOf(endpoint) === address.origin;
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
