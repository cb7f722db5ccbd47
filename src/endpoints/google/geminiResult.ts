import { addressFrom } from '../../outside/address';
import { type Fields, fieldsOf, firstOf } from '../fields';
import { FILTER_FIELDS } from '../filtering';
import { LongText } from '../http/longText';

/** A video in an answer, not yet redacted: its address, or its bytes as Base64 or a `data:` address. */
export type FoundVideo = ({ readonly uri: string } | { readonly base64: string | LongText }) & {
  readonly mimeType?: string | undefined;
};

/** What was found in an operation that is done. */
interface GeminiResult {
  readonly videos: readonly FoundVideo[];
  /** Every object that was read: the safety filter may have left its reasons in any of them. */
  readonly levels: readonly Fields[];
  /**
   * What nobody documented. `none`: all was understood. `some`: there is more, but no address and no bytes in it.
   * `video`: what is there may be a video. `sample`: what stands where videos do cannot be read as one.
   */
  readonly unread: 'none' | 'some' | 'video' | 'sample';
}

/** Lists of samples: Google's, the SDKs', Vertex's, and those of gateways that follow one of them. */
const LISTS = ['generatedSamples', 'generatedVideos', 'videos', 'predictions', 'samples'];
/** Objects around the lists; `result` is the SDKs' name of `response`. */
const WRAPPERS = ['response', 'result', 'generateVideoResponse', 'data', 'output'];
/** Between an operation and its lists. */
const MAX_WRAPPERS = 3;
/** Objects around the file in a sample. */
const FILES = ['video', 'file'];
const MAX_FILE_DEPTH = 2;
/** `uri` at Google, `gcsUri` at Vertex, others at gateways. */
const ADDRESSES = ['uri', 'gcsUri', 'url', 'videoUri', 'videoUrl', 'downloadUri', 'downloadUrl'];
const BYTES = ['bytesBase64Encoded', 'encodedVideo', 'videoBytes', 'base64'];
const TYPES = ['mimeType', 'encoding', 'contentType'];
/** Fields of every operation, and what gateways put next to them. */
const PLAIN_FIELDS = [
  'name',
  'done',
  'error',
  'metadata',
  '@type',
  'id',
  'object',
  'model',
  'status',
  'created',
  'prompt',
];

const MAX_SAMPLES = 100;
/** A text that is longer than any word or reason may be bytes. */
const MAX_WORDS_CHARACTERS = 1000;
/** Levels, and values at each, in which a video is looked for among fields that nobody documented. */
const MAX_DEPTH = 6;
const MAX_VALUES = 200;

/** The fields of an object in which videos are looked for; `isDeepest`: its own wrappers are not opened. */
interface Level {
  readonly fields: Fields;
  readonly isDeepest: boolean;
}

/** Finds the videos in an operation that is done, under every name and at every level where one was seen. */
export function readResult(operation: unknown): GeminiResult {
  const levels = levelsOf(fieldsOf(operation), MAX_WRAPPERS);
  const samples = levels
    .flatMap(({ fields }) => LISTS.flatMap((name) => listIn(fields.get(name))))
    .slice(0, MAX_SAMPLES);
  const listed = samples.flatMap((sample) => videoIn(sample, MAX_FILE_DEPTH) ?? []);
  const withoutVideo = samples.filter((sample) => videoIn(sample, MAX_FILE_DEPTH) === undefined);
  const unread = [...withoutVideo, ...levels.flatMap(unreadIn)];
  const areEmpty = [...withoutVideo, ...levels.flatMap(misplacedIn)].every((value) =>
    isEmpty(value, MAX_DEPTH),
  );
  return {
    videos: listed.length > 0 ? listed : loneVideoIn(levels),
    levels: [...levels.map(({ fields }) => fields), ...samples.map(fieldsOf)],
    unread: areEmpty ? kindOf(unread) : 'sample',
  };
}

function kindOf(unread: readonly unknown[]): GeminiResult['unread'] {
  if (unread.length === 0) return 'none';
  return unread.some((value) => mayHoldVideo(value, MAX_DEPTH)) ? 'video' : 'some';
}

/** What stands at one level in the place of a list, a video or its address, but cannot be read as one. */
function misplacedIn({ fields }: Level, at: number): unknown[] {
  const lists = LISTS.map((name) => fields.get(name)).filter((value) => !Array.isArray(value));
  // The address of the operation itself may be any, such as that of its status.
  const names = at === 0 ? FILES : [...FILES, ...ADDRESSES, ...BYTES];
  return [...lists, ...names.map((name) => fields.get(name))];
}

/** Whether nothing is there but a type and the fields of the safety filter, as in place of a sample that was filtered. */
function isEmpty(value: unknown, depth: number): boolean {
  if (value === null || value === undefined || value === '' || value === false) return true;
  if (typeof value !== 'object' || value instanceof LongText || depth === 0) return false;
  if (Array.isArray(value)) return value.slice(0, MAX_VALUES).every((one) => isEmpty(one, depth - 1));
  return [...fieldsOf(value)].every(
    ([name, one]) => FILTER_FIELDS.includes(name) || TYPES.includes(name) || isEmpty(one, depth - 1),
  );
}

function levelsOf(fields: Fields, depth: number): Level[] {
  const wrapped = depth > 0 ? WRAPPERS.map((name) => fieldsOf(fields.get(name))) : [];
  const inner = wrapped.filter(({ size }) => size > 0).flatMap((one) => levelsOf(one, depth - 1));
  return [{ fields, isDeepest: depth === 0 }, ...inner];
}

/** A video without a list around it. An address of the operation itself may be any, such as that of its status. */
function loneVideoIn([operation, ...inner]: readonly Level[]): FoundVideo[] {
  const own = videoIn(operation?.fields.get('video'), MAX_FILE_DEPTH);
  const video =
    own ?? inner.map(({ fields }) => videoAmong(fields, MAX_FILE_DEPTH)).find((one) => one !== undefined);
  return video ? [video] : [];
}

function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, MAX_SAMPLES) : [];
}

/** The values at one level that were not read and may say something about videos. */
function unreadIn({ fields, isDeepest }: Level): unknown[] {
  return [...fields].flatMap(([name, value]) => (isUnread(name, value, isDeepest) ? [value] : []));
}

function isUnread(name: string, value: unknown, isDeepest: boolean): boolean {
  if (FILTER_FIELDS.includes(name)) return false;
  if (PLAIN_FIELDS.includes(name)) return mayHoldVideo(value, MAX_DEPTH);
  if (LISTS.includes(name)) return !Array.isArray(value);
  const isWrapper = WRAPPERS.includes(name);
  if (isWrapper && typeof value === 'object' && !Array.isArray(value) && !isDeepest) return false;
  if (isText(value)) return true;
  return typeof value === 'object' ? Object.keys(value ?? {}).length > 0 : isWrapper;
}

/** Whether there is an address within so many levels, or a text so long that it may be bytes. */
function mayHoldVideo(value: unknown, depth: number): boolean {
  if (value instanceof LongText) return true;
  if (typeof value === 'string')
    return value.length > MAX_WORDS_CHARACTERS || /:\/\/|^data:|^files\//i.test(value);
  if (typeof value !== 'object' || value === null) return false;
  // An object that is too deep or too large to be searched may hold a video.
  const values = Object.values(value);
  if (depth === 0 || values.length > MAX_VALUES) return values.length > 0;
  return values.some((one) => mayHoldVideo(one, depth - 1));
}

/** The video at or in a sample. @param depth levels of objects around its file */
export function videoIn(sample: unknown, depth = MAX_FILE_DEPTH): FoundVideo | undefined {
  return videoAt(sample) ?? videoAmong(fieldsOf(sample), depth);
}

function videoAmong(fields: Fields, depth: number): FoundVideo | undefined {
  const mimeType = firstOf(fields, TYPES, isString);
  const video = ADDRESSES.map((name) => videoAt(fields.get(name))).find((one) => one !== undefined);
  if (video) return { ...video, mimeType };
  const base64 = firstOf(fields, BYTES, isText);
  if (base64 !== undefined) return { base64, mimeType };
  if (depth === 0) return undefined;
  return FILES.map((name) => videoIn(fields.get(name), depth - 1)).find((one) => one !== undefined);
}

/** The video at a whole address or inside a `data:` address. A word such as "pending" is no address. */
function videoAt(address: unknown): FoundVideo | undefined {
  if (!isText(address)) return undefined;
  const start = typeof address === 'string' ? address : address.start;
  if (start.startsWith('data:')) return { base64: address };
  if (!isString(address) || /\s/.test(address) || addressFrom(address) === undefined) return undefined;
  return { uri: address };
}

function isString(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isText(value: unknown): value is string | LongText {
  return isString(value) || value instanceof LongText;
}
