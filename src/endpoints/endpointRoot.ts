import { type EndpointKind, mayCarryKey, onThisMachine } from './endpoint';
import { AGENT_PLATFORM_URL, isAgentPlatform } from './google/agentPlatformHosts';

/** The root of an endpoint, without a slash at its end, or why an address cannot be used. */
type EndpointRoot =
  | { readonly kind: 'root'; readonly url: string }
  | { readonly kind: 'refused'; readonly reason: 'badUrl' | 'insecureUrl' };

/**
 * Reads the address of an endpoint as people write it: the root itself, or the base URL of some client, with a version and
 * a resource (microsoft/autogen#2149, openclaw/openclaw PR #16454), or the address of a job. For a LiteLLM gateway, it may
 * also be that of its `/gemini`, for the Agent Platform that of a location.
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
  const origin =
    endpointKind === 'agentPlatform' && isAgentPlatform(address) ? AGENT_PLATFORM_URL : address.origin;
  const segments = address.pathname.split('/').filter((segment) => segment !== '');
  const root = ROOT_PATHS[endpointKind](segments);
  return { kind: 'root', url: origin + root.map((segment) => `/${segment}`).join('') };
}

/** What comes before the version in a path, by the kind of endpoint. */
const ROOT_PATHS: Readonly<Record<EndpointKind, (segments: readonly string[]) => readonly string[]>> = {
  litellm: (segments) => withoutGemini(beforeResource(segments)),
  // Only a gateway's `/gemini` is left out: a proxy of Google may itself lie under such a path.
  google: beforeResource,
  videos: beforeResource,
  agentPlatform: beforeProjects,
  // A described API may have any paths, so its base path is what the person says.
  described: (segments) => segments,
};

const VERSION = /^v1(?:(?:alpha|beta)\d*)?$/;
/** What may follow the version in the base URL of a client. */
const RESOURCES = ['', 'models', 'files', 'interactions', 'openai', 'chat/completions'];
/** The list of jobs, one of them, and its content. */
const VIDEOS = /^videos(?:\/generations)?(?:\/[^/]+(?:\/content)?)?$/;

function beforeResource(segments: readonly string[]): readonly string[] {
  const version = segments.findLastIndex((segment) => VERSION.test(segment));
  const resource = segments.slice(version + 1).join('/');
  const isBase = version >= 0 && (RESOURCES.includes(resource) || VIDEOS.test(resource));
  return isBase ? segments.slice(0, version) : segments;
}

function withoutGemini(segments: readonly string[]): readonly string[] {
  return segments.at(-1) === 'gemini' ? segments.slice(0, -1) : segments;
}

function beforeProjects(segments: readonly string[]): readonly string[] {
  const version = segments.findIndex((segment, index) => {
    const next = segments[index + 1];
    return VERSION.test(segment) && (next === undefined || next === 'projects' || next === 'publishers');
  });
  return version < 0 ? segments : segments.slice(0, version);
}
