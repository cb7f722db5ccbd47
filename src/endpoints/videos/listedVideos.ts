import { addressFrom } from '../../outside/address';
import { type Endpoint, isGoogle, onThisMachine, originOf } from '../endpoint';
import { type Fields, fieldsOf } from '../fields';
import { type FoundVideo, videoIn } from '../google/geminiResult';
import { shownText } from '../shownText';
import type { AnsweredVideo } from '../videoApi';
import { contentUrlOf, isContentAddress, sampleQueryOf, statusUrlOf } from './videosAddresses';

/**
 * Where answers of `/v1/videos` list their videos; the first place that has one counts, since several may name the same.
 * OpenRouter and ofox: `unsigned_urls`, `urls` (openrouter.ai/docs/api/api-reference/videos). Poloapi and kin: `video_url`.
 * New-api: `url`, `metadata.url` (QuantumNous/new-api, docs.newapi.pro/api/query-video). Gateways of AIML's form: `video`.
 * Together: `outputs` (docs.together.ai/reference/get-videos-id). Bifrost: `videos` (maximhq/bifrost, schemas/videos.go).
 * Qiniu: `data.videos` (developer.qiniu.com/aitokenapi/13083). Others of new-api's kin: `output_url`, `download_url`.
 */
const PLACES: readonly (readonly string[])[] = [
  ['unsignedUrls'],
  ['urls'],
  ['videoUrl'],
  ['url'],
  ['video'],
  ['metadata', 'url'],
  ['outputs', 'videoUrl'],
  ['videos'],
  ['data', 'videos'],
  ['outputUrl'],
  ['downloadUrl'],
];
const MAX_SAMPLES = 100;

/** The operation whose answer is read. */
interface Context {
  readonly endpoint: Endpoint;
  readonly name: string;
  readonly secrets: readonly string[];
}

/**
 * The videos that an answer of `/v1/videos` lists, each with its address or inside the answer. Empty where it lists none
 * that can be fetched: then they are at the content's address.
 */
export function listedVideosIn(fields: Fields, context: Context): AnsweredVideo[] {
  for (const path of PLACES) {
    const videos = samplesAt(fields, path).flatMap((sample) => videoOf(sample, context) ?? []);
    if (videos.length > 0) return videos;
  }
  return [];
}

function samplesAt(fields: Fields, [name = '', ...rest]: readonly string[]): unknown[] {
  const value = fields.get(name);
  if (rest.length > 0) return samplesAt(fieldsOf(value), rest);
  return Array.isArray(value) ? value.slice(0, MAX_SAMPLES) : [value];
}

function videoOf(sample: unknown, context: Context): AnsweredVideo | undefined {
  const found = videoIn(absolute(sample, context.endpoint));
  if (!found) return undefined;
  const mimeType = found.mimeType && { mimeType: shownText(found.mimeType, context.secrets) };
  if ('base64' in found) return { base64: found.base64, ...mimeType };
  const video = videoAt(found, context);
  return video && { ...video, ...mimeType };
}

/**
 * A video at its address. A file at Google counts not: its key is not known at a gateway, which has the content itself. Nor
 * does a bucket, or the address of the status.
 */
function videoAt({ uri }: Extract<FoundVideo, { uri: string }>, context: Context): AnsweredVideo | undefined {
  const { endpoint, name, secrets } = context;
  const clean = addressFrom(uri, secrets);
  const address = clean === undefined ? undefined : onThisMachine(new URL(clean));
  if (clean === undefined || !address || !/^https?:$/.test(address.protocol) || isGoogle(address))
    return undefined;
  if (address.href === statusUrlOf(endpoint, name)) return undefined;
  if (!isContentAddress(address, name)) return { uri: clean };
  return { uri: contentUrlOf(endpoint, name, sampleQueryOf(clean)), videoId: name };
}

/** OpenRouter's addresses may be relative to its origin. */
function absolute(sample: unknown, endpoint: Endpoint): unknown {
  const isPath = typeof sample === 'string' && /^\/(?!\/)/.test(sample);
  return isPath ? originOf(endpoint) + sample : sample;
}
