import { addressFrom } from '../../outside/address';
import type { Endpoint } from '../endpoint';
import { LongText } from '../http/longText';
import type { AnsweredVideo } from '../videoApi';

/** No shorter text is a video, and few words are longer. */
const MIN_BASE64_CHARACTERS = 64;
/** Of a text that may be Base64: its form shows in its beginning. */
const READ_CHARACTERS = 1000;

/** The videos among the values at the place where videos are: lists of them, addresses, also without a host, or Base64. */
export function videosAmong(
  values: readonly unknown[],
  endpoint: Endpoint,
  secrets: readonly string[],
): AnsweredVideo[] {
  return values.flat().flatMap((value) => videoOf(value, endpoint, secrets) ?? []);
}

function videoOf(value: unknown, endpoint: Endpoint, secrets: readonly string[]): AnsweredVideo | undefined {
  if (value instanceof LongText) return { base64: value };
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (text.startsWith('data:')) return { base64: [text] };
  // A single slash begins a path at the endpoint. An MP4 file in Base64 begins with `A`.
  const isPath = /^\/[^/\\]/.test(text);
  const uri = addressFrom(isPath ? new URL(endpoint.url).origin + text : text, secrets);
  if (uri !== undefined) return { uri };
  return isBase64(text) ? { base64: [text] } : undefined;
}

/** Base64 of either alphabet, which may be broken into lines. */
function isBase64(text: string): boolean {
  return text.length >= MIN_BASE64_CHARACTERS && /^[\w+/\r\n-]+=*$/.test(text.slice(0, READ_CHARACTERS));
}
