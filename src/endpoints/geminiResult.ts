import { addressFrom } from '../outside/address';
import { type Fields, fieldsOf, firstOf } from './fields';
import { FILTER_FIELDS } from './filtering';
import { LongText } from './longText';

/** A video as an answer tells it, yet to be redacted: where it is, or its bytes as Base64 or a `data:` address. */
export type VideoFile = ({ readonly uri: string } | { readonly base64: string | LongText }) & {
  readonly mimeType?: string | undefined;
};

/** What was found in an operation that is done. */
export interface GeminiResult {
  readonly files: readonly VideoFile[];
  /** Every object that was read, in which the safety filter may have left its words. */
  readonly levels: readonly Fields[];
  /**
   * What nobody documented. `none`: all was understood. `some`: there is more, but no address and no bytes in it.
   * `video`: what is there may be a video. `sample`: what stands where videos do cannot be read as one.
   */
  readonly unread: 'none' | 'some' | 'video' | 'sample';
}

/** Lists of samples: Google's, the SDKs', Vertex's, and those of gateways that follow one of them. */
const LISTS = ['generatedSamples', 'generatedVideos', 'videos', 'predictions', 'samples'];
/** Objects around them; `result` is the SDKs' name of `response`. */
const WRAPPERS = ['response', 'result', 'generateVideoResponse', 'data', 'output'];
/** Between an operation and its lists. */
const MOST_WRAPPERS = 3;
/** Objects around the file in a sample. */
const FILES = ['video', 'file'];
const MOST_FILES = 2;
/** `uri` at Google, `gcsUri` at Vertex, others at gateways. */
const ADDRESSES = ['uri', 'gcsUri', 'url', 'videoUri', 'videoUrl', 'downloadUri', 'downloadUrl'];
const BYTES = ['bytesBase64Encoded', 'encodedVideo', 'videoBytes', 'base64'];
const TYPES = ['mimeType', 'encoding', 'contentType'];
/** Fields of every operation, and what gateways put beside them. */
const PLAIN = [
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

const MOST_SAMPLES = 100;
/** Characters; a text that is longer than any word or reason may be bytes. */
const BYTES_LENGTH = 1000;
/** Levels, and values at each, of what is not read in which a video is looked for. */
const MOST_DEPTH = 6;
const MOST_VALUES = 200;

/** The fields of an object in which videos are looked for; `isDeepest`: its own wrappers are not looked into. */
interface Level {
  readonly fields: Fields;
  readonly isDeepest: boolean;
}

/** Looks for the videos in an operation that is done, under every name and at every level where one was seen. */
export function readResult(operation: unknown): GeminiResult {
  const levels = levelsOf(fieldsOf(operation), MOST_WRAPPERS);
  const samples = levels
    .flatMap(({ fields }) => LISTS.flatMap((name) => listIn(fields.get(name))))
    .slice(0, MOST_SAMPLES);
  const listed = samples.flatMap((sample) => fileIn(sample, MOST_FILES) ?? []);
  const files = listed.length > 0 ? listed : loneFileIn(levels);
  const silent = samples.filter((sample) => fileIn(sample, MOST_FILES) === undefined);
  const unread = [...silent, ...levels.flatMap(unreadIn)];
  return {
    files,
    levels: [...levels.map(({ fields }) => fields), ...samples.map(fieldsOf)],
    unread: [...silent, ...levels.flatMap(misplacedIn)].every(isHollow) ? kindOf(unread) : 'sample',
  };
}

function kindOf(unread: readonly unknown[]): GeminiResult['unread'] {
  if (unread.length === 0) return 'none';
  return unread.some((value) => mayHoldVideo(value, MOST_DEPTH)) ? 'video' : 'some';
}

/** What stands at one level where a list, a video or its address would, but can be read as none. */
function misplacedIn({ fields }: Level, at: number): unknown[] {
  const lists = LISTS.map((name) => fields.get(name)).filter((value) => !Array.isArray(value));
  // The address of the operation itself may be any, such as that of its status.
  const names = at === 0 ? FILES : [...FILES, ...ADDRESSES, ...BYTES];
  return [...lists, ...names.map((name) => fields.get(name))];
}

/** Whether nothing is there but the filter's words and a type, as in place of a sample that was filtered. */
function isHollow(value: unknown): boolean {
  return isEmpty(value, MOST_DEPTH);
}

function isEmpty(value: unknown, depth: number): boolean {
  if (value === null || value === undefined || value === '' || value === false) return true;
  if (typeof value !== 'object' || value instanceof LongText || depth === 0) return false;
  if (Array.isArray(value)) return value.slice(0, MOST_VALUES).every((one) => isEmpty(one, depth - 1));
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
function loneFileIn([operation, ...inner]: readonly Level[]): VideoFile[] {
  const own = fileIn(operation?.fields.get('video'), MOST_FILES);
  const file =
    own ?? inner.map(({ fields }) => fileAmong(fields, MOST_FILES)).find((one) => one !== undefined);
  return file ? [file] : [];
}

function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, MOST_SAMPLES) : [];
}

/** The values at one level that are neither read nor known to tell nothing of videos. */
function unreadIn({ fields, isDeepest }: Level): unknown[] {
  return [...fields].flatMap(([name, value]) => (isUnread(name, value, isDeepest) ? [value] : []));
}

function isUnread(name: string, value: unknown, isDeepest: boolean): boolean {
  if (FILTER_FIELDS.includes(name)) return false;
  if (PLAIN.includes(name)) return mayHoldVideo(value, MOST_DEPTH);
  if (LISTS.includes(name)) return !Array.isArray(value);
  if (WRAPPERS.includes(name) && isObject(value) && !isDeepest) return false;
  if (isText(value)) return true;
  return typeof value === 'object' ? Object.keys(value ?? {}).length > 0 : WRAPPERS.includes(name);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && !Array.isArray(value);
}

/** Whether there is an address, or so long a text that it may be bytes, within so many levels. */
function mayHoldVideo(value: unknown, depth: number): boolean {
  if (value instanceof LongText) return true;
  if (typeof value === 'string') return value.length > BYTES_LENGTH || /:\/\/|^data:|^files\//i.test(value);
  if (typeof value !== 'object' || value === null) return false;
  // What is too deep or too much to look at may hold anything.
  const values = Object.values(value);
  if (depth === 0 || values.length > MOST_VALUES) return values.length > 0;
  return values.some((one) => mayHoldVideo(one, depth - 1));
}

function fileIn(sample: unknown, depth: number): VideoFile | undefined {
  return fileAt(sample) ?? fileAmong(fieldsOf(sample), depth);
}

function fileAmong(fields: Fields, depth: number): VideoFile | undefined {
  const mimeType = firstOf(fields, TYPES, isString);
  const file = ADDRESSES.map((name) => fileAt(fields.get(name))).find((one) => one !== undefined);
  if (file) return { ...file, mimeType };
  const base64 = firstOf(fields, BYTES, isText);
  if (base64 !== undefined) return { base64, mimeType };
  if (depth === 0) return undefined;
  return FILES.map((name) => fileIn(fields.get(name), depth - 1)).find((file) => file !== undefined);
}

/** A video at a whole address that passes the gate, for a word such as "pending" is none, or inside a `data:` address. */
function fileAt(address: unknown): VideoFile | undefined {
  if (isText(address) && startOf(address).startsWith('data:')) return { base64: address };
  if (!isString(address) || /\s/.test(address) || addressFrom(address) === undefined) return undefined;
  return { uri: address };
}

function startOf(text: string | LongText): string {
  return typeof text === 'string' ? text : text.start;
}

function isString(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isText(value: unknown): value is string | LongText {
  return isString(value) || value instanceof LongText;
}
