import { type ContractKind, contractOf } from '../operations/name';
import type { Video } from '../operations/operation';
import {
  BUILT_IN_ENDPOINTS,
  type Endpoint,
  geminiRoot,
  isAtEndpoint,
  onThisMachine,
  originOf,
} from './endpoint';
import { contentUrl } from './videosApi';

/**
 * Where a video can be fetched.
 * `endpoint`: at the endpoint itself, with its key as `contract` wants it.
 * `foreign`: at a host that is none of the endpoint's, which never sees the key.
 * `none`: at no address that we could fetch.
 */
export type VideoSource =
  | { readonly kind: 'endpoint'; readonly url: string; readonly contract: ContractKind }
  | { readonly kind: 'foreign'; readonly url: string; readonly host: string }
  | { readonly kind: 'none' };

/**
 * Where a video of an operation can be fetched: one of `/v1/videos` at its content; a Gemini file at its URI, or, when
 * a gateway or a proxy made it, through that, whose key Google does not know (docs.thucchien.ai, API reference, download;
 * googleapis/python-genai#1946).
 */
export function sourceOf(endpoint: Endpoint, name: string, video: Video): VideoSource {
  const contract = contractOf(name) ?? 'gemini';
  if (contract === 'videos') return { kind: 'endpoint', url: contentUrl(endpoint, name), contract };
  const address = URL.canParse(video.uri) ? onThisMachine(new URL(video.uri)) : undefined;
  if (!address || !/^https?:$/.test(address.protocol) || address.username || address.password) {
    return { kind: 'none' };
  }
  if (isAtEndpoint(address, endpoint)) return { kind: 'endpoint', url: address.href, contract };
  const isKnownHost = isGoogle(address) || address.origin === originOf(endpoint);
  if (isKnownHost && isFileId(video.videoId)) {
    return { kind: 'endpoint', url: downloadUrl(endpoint, video.videoId), contract };
  }
  return { kind: 'foreign', url: address.href, host: address.host };
}

/** A gateway has a route of its own for downloads; a proxy has those of Google. */
function downloadUrl(endpoint: Endpoint, fileId: string): string {
  const root = endpoint.kind === 'litellm' ? `${geminiRoot(endpoint)}/download` : geminiRoot(endpoint);
  return `${root}/v1beta/files/${fileId}:download?alt=media`;
}

/** The address of what the API tells about a Gemini file, such as when it expires; undefined for other videos. */
export function fileInfoUrl(endpoint: Endpoint, name: string, video: Video): string | undefined {
  const isGeminiFile = contractOf(name) === 'gemini' && isFileId(video.videoId);
  if (!isGeminiFile || sourceOf(endpoint, name, video).kind !== 'endpoint') return undefined;
  return `${geminiRoot(endpoint)}/v1beta/files/${video.videoId}`;
}

function isGoogle({ origin }: URL): boolean {
  return BUILT_IN_ENDPOINTS.some(({ kind, url }) => kind === 'google' && url === origin);
}

/** Safe to put into a path. */
function isFileId(id: string | undefined): id is string {
  return id !== undefined && /^[\w-]{1,200}$/.test(id);
}
