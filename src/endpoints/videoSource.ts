import type { Video } from '../operations/operation';
import {
  type AuthForm,
  type Endpoint,
  geminiRoot,
  isAtEndpoint,
  isGoogle,
  onThisMachine,
  originOf,
} from './endpoint';
import { authFormOf, protocolOf } from './protocol';
import { contentUrlOf, sampleQueryOf } from './videos/videosAddresses';

/**
 * Where a video can be fetched.
 * `endpoint`: at the endpoint itself, with its key in the header of `keyForm`.
 * `foreign`: at a host that does not belong to the endpoint and never gets the key.
 * `none`: at no address that can be fetched.
 */
type VideoSource =
  | { readonly kind: 'endpoint'; readonly url: string; readonly keyForm: AuthForm }
  | { readonly kind: 'foreign'; readonly url: string; readonly host: string }
  | { readonly kind: 'none' };

/** A source with an address. */
export type FetchableSource = Exclude<VideoSource, { kind: 'none' }>;

/**
 * Where a video of an operation can be fetched. A video of `/v1/videos` has an address for its content, unless the gateway
 * gave it another; a Gemini file has its URI. When a gateway or a proxy made the file, it is fetched through the gateway,
 * since Google does not know the gateway's keys (docs.thucchien.ai, API reference, download; googleapis/python-genai#1946).
 */
export function sourceOf(endpoint: Endpoint, name: string, video: Video): VideoSource {
  const protocol = protocolOf(endpoint, name) ?? 'gemini';
  const keyForm = authFormOf(endpoint, protocol);
  if (protocol === 'videos' && isContent(endpoint, name, video)) {
    return { kind: 'endpoint', url: contentUrlOf(endpoint, name, sampleQueryOf(video.uri)), keyForm };
  }
  const address = URL.canParse(video.uri) ? onThisMachine(new URL(video.uri)) : undefined;
  if (!address || !/^https?:$/.test(address.protocol) || address.username || address.password) {
    return { kind: 'none' };
  }
  const own = protocol === 'described' ? withPlainId(address, name) : address;
  if (isAtEndpoint(own, endpoint)) return { kind: 'endpoint', url: address.href, keyForm };
  const isKnownHost = isGoogle(address) || address.origin === originOf(endpoint);
  if (protocol !== 'described' && isKnownHost && isFileId(video.videoId)) {
    return { kind: 'endpoint', url: downloadUrl(endpoint, video.videoId), keyForm };
  }
  return { kind: 'foreign', url: address.href, host: address.host };
}

/**
 * The address with a word for an id with slashes: escaped, they are part of a name and lead nowhere. Only the path counts, as
 * an id may also stand in a host.
 */
function withPlainId(address: URL, name: string): URL {
  if (!name.includes('/')) return address;
  const plain = new URL(address);
  plain.pathname = plain.pathname.replaceAll(encodeURIComponent(name), 'id');
  return plain;
}

/**
 * Whether a video is the content of its operation, whose address follows from the endpoint and the name: so it is found
 * also when the endpoint has moved since. LiteLLM has no other videos.
 */
function isContent({ kind }: Endpoint, name: string, { videoId }: Video): boolean {
  return kind === 'litellm' || videoId === name;
}

/** A gateway has its own route for downloads; a proxy has Google's. */
function downloadUrl(endpoint: Endpoint, fileId: string): string {
  const root = endpoint.kind === 'litellm' ? `${geminiRoot(endpoint)}/download` : geminiRoot(endpoint);
  return `${root}/v1beta/files/${fileId}:download?alt=media`;
}

/** The address of the metadata of a Gemini file, such as its expiry; undefined for other videos. */
export function fileInfoUrl(endpoint: Endpoint, name: string, video: Video): string | undefined {
  const protocol = protocolOf(endpoint, name);
  const isGeminiFile = (protocol === 'gemini' || protocol === 'interactions') && isFileId(video.videoId);
  if (!isGeminiFile || sourceOf(endpoint, name, video).kind !== 'endpoint') return undefined;
  return `${geminiRoot(endpoint)}/v1beta/files/${video.videoId}`;
}

/** Whether an id can be put into a path as it is. */
function isFileId(id: string | undefined): id is string {
  return id !== undefined && /^[\w-]{1,200}$/.test(id);
}
