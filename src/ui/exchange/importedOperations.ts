import * as v from 'valibot';
import { defined } from '../../base/defined';
import { ENDPOINT_KINDS } from '../../endpoints/endpoint';
import { readModel } from '../../operations/name';
import {
  LABEL_LENGTH,
  type Operation,
  operationKey,
  PROMPT_LENGTH,
  SOURCES,
  type Video,
} from '../../operations/operation';
import { fromRecord } from '../../operations/record';
import { RECORD_VERSION } from '../../operations/recordVersion';
import { withExpiry } from '../../operations/video';
import { addressFrom } from '../../outside/address';
import { isoTime } from '../../outside/isoTime';
import { parseJson } from '../../outside/json';
import { identifierFrom, textFrom } from '../../outside/text';
import { EXPORT_VERSION, EXPORTED_FIELDS } from './exportedOperations';
import { rowsOfCsv } from './importCsv';

/** Larger files are not read. The operations of years have some megabytes. */
export const MOST_IMPORTED_BYTES = 10 * 1024 * 1024;
const MOST_IMPORTED_OPERATIONS = 10_000;
const MOST_ENDPOINTS = 1000;
const MAX_ID_CHARACTERS = 100;
const MAX_MESSAGE_CHARACTERS = 1000;
const MAX_REASONS = 20;
const MAX_VIDEOS = 20;

/** What a file says of an endpoint. Nothing of it is set up here by itself. */
export interface ImportedEndpoint {
  readonly id: string;
  readonly label: string;
  readonly kind?: (typeof ENDPOINT_KINDS)[number];
  readonly url?: string;
}

/** What a file of exported operations holds. */
export interface ImportedList {
  readonly kind: 'list';
  /** Each once. */
  readonly operations: readonly Operation[];
  readonly endpoints: readonly ImportedEndpoint[];
  /** How many operations could not be read. */
  readonly unreadable: number;
}

/** `newer`: of a later release. `other`: no list of ours. */
export type ReadImport = ImportedList | { readonly kind: 'newer' | 'tooMany' | 'other' };

const list = v.object({
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  operations: v.array(v.unknown()),
  endpoints: v.optional(v.array(v.unknown()), []),
});

/**
 * Reads exported operations, as JSON or as a table, which anybody may have written: what they say of themselves is kept, but no file of the other
 * computer, and nothing that only the newer release knows. Videos without an address that is good for us are asked for again.
 *
 * @param now ms since the epoch
 * @throws the reason of `signal` when it was aborted
 */
export async function readImport(text: string, now: number, signal?: AbortSignal): Promise<ReadImport> {
  const parsed = parsedList(text.replace(/^\ufeff/, ''));
  if (isNewer(parsed)) return { kind: 'newer' };
  const read = v.safeParse(list, parsed);
  if (!read.success) return { kind: 'other' };
  const { operations: given, endpoints } = read.output;
  if (given.length > MOST_IMPORTED_OPERATIONS) return { kind: 'tooMany' };
  const operations = await eachWithPauses(given, (one) => importedOperation(one, now), signal);
  const readable = operations.filter((one) => one !== undefined);
  return {
    kind: 'list',
    operations: [...new Map(readable.map((one) => [operationKey(one), one])).values()],
    endpoints: endpoints.slice(0, MOST_ENDPOINTS).flatMap(importedEndpoint),
    unreadable: operations.length - readable.length,
  };
}

/** JSON as it is; a table as a list of its rows. */
function parsedList(text: string): unknown {
  const operations = rowsOfCsv(text, MOST_IMPORTED_OPERATIONS + 1);
  return operations ? { version: EXPORT_VERSION, operations } : parseJson(text);
}

/** A quarter of a millisecond each: other work runs in between. */
const READ_AT_ONCE = 100;

async function eachWithPauses<T, R>(
  items: readonly T[],
  read: (item: T) => R,
  signal?: AbortSignal,
): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += READ_AT_ONCE) {
    results.push(...items.slice(at, at + READ_AT_ONCE).map(read));
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
  }
  return results;
}

function isNewer(parsed: unknown): boolean {
  const { version, operations } = fieldsOf(parsed);
  return typeof version === 'number' && version > EXPORT_VERSION && Array.isArray(operations);
}

const endpointFields = v.object({
  id: v.pipe(v.string(), v.maxLength(MAX_ID_CHARACTERS)),
  label: v.optional(v.string(), ''),
  kind: v.fallback(v.optional(v.picklist(ENDPOINT_KINDS)), undefined),
  url: v.fallback(v.optional(v.string()), undefined),
});

function importedEndpoint(given: unknown): ImportedEndpoint[] {
  const read = v.safeParse(endpointFields, given);
  if (!read.success) return [];
  const { id, label, kind, url } = read.output;
  return [{ id, label: textFrom(label, MAX_ID_CHARACTERS) || id, ...defined({ kind, url: addressOf(url) }) }];
}

/** One operation, through the same check as those that are stored; undefined where it is none. */
function importedOperation(given: unknown, now: number): Operation | undefined {
  const fields = fieldsOf(given);
  const isHeld = (field: string) => fields[field] !== undefined;
  const known = EXPORTED_FIELDS.filter(isHeld).map((field) => [field, cleaned(field, fields[field], now)]);
  const operation = defined({ ...Object.fromEntries(known), ...outcomeOf(fields, now) });
  const read = fromRecord({ version: RECORD_VERSION, operation });
  if (read?.state !== 'succeeded') return read;
  return { ...read, videos: withExpiry(read.videos, { at: read.finishedAt, isReported: false }) };
}

/** The fields of the end, or of an operation that is asked about again. */
function outcomeOf(fields: Fields, now: number): object {
  const { state, videos: given } = fields;
  if (state === 'running') return RUNNING;
  const seenAt = new Date(now).toISOString();
  if (state !== 'succeeded')
    return { videos: [], seenAt, ...(state === 'failed' && { error: errorOf(fields) }) };
  const videos = Array.isArray(given)
    ? given.slice(0, MAX_VIDEOS).map((video) => importedVideo(video, now))
    : [];
  const isWhole = videos.length > 0 && videos.every((video) => video !== undefined);
  return isWhole ? { videos, seenAt } : RUNNING;
}

/** As if the API had not said yet that it ended: the next answer has its videos, where they are still there. */
const RUNNING = {
  state: 'running',
  videos: [],
  finishedAt: undefined,
  endedWithin: undefined,
  filterReasons: undefined,
  filteredCount: undefined,
} as const;

function errorOf({ error }: Fields): object {
  const { code, status, message } = fieldsOf(error);
  return defined({
    code: typeof code === 'string' ? textFrom(code, MAX_ID_CHARACTERS) : code,
    status: typeof status === 'string' ? textFrom(status, MAX_ID_CHARACTERS) || undefined : undefined,
    message: textFrom(typeof message === 'string' ? message : '', MAX_MESSAGE_CHARACTERS),
  });
}

/** Undefined for one without an address, or whose signature was left out when it was exported. */
function importedVideo(given: unknown, now: number): Video | undefined {
  const { uri, videoId, mimeType, expiresAt, gone, goneAt } = fieldsOf(given);
  const address = addressOf(uri);
  if (address === undefined) return undefined;
  return defined({
    uri: address,
    videoId: typeof videoId === 'string' ? identifierFrom(videoId) : undefined,
    mimeType: typeof mimeType === 'string' ? textFrom(mimeType, MAX_ID_CHARACTERS) || undefined : undefined,
    expiresAt: timeOf(expiresAt),
    gone: gone === true ? (true as const) : undefined,
    goneAt: pastTimeOf(goneAt, now),
  });
}

/** A field as it may be stored; undefined where an operation can be without it. */
function cleaned(field: (typeof EXPORTED_FIELDS)[number], value: unknown, now: number): unknown {
  switch (field) {
    case 'label':
      return textOf(value, LABEL_LENGTH);
    case 'prompt':
      return textOf(value, PROMPT_LENGTH);
    case 'model':
      return typeof value === 'string' ? readModel(value) : undefined;
    case 'source':
      return SOURCES.find((source) => source === value);
    case 'trackedAt':
    case 'finishedAt':
      return timeOf(value) === undefined ? value : (pastTimeOf(value, now) ?? new Date(now).toISOString());
    case 'startedAt':
    case 'checkedAt':
      return pastTimeOf(value, now);
    case 'filterReasons':
      return Array.isArray(value) ? reasonsOf(value) : undefined;
    default:
      return value;
  }
}

function reasonsOf(values: readonly unknown[]): string[] {
  return values.slice(0, MAX_REASONS).flatMap((one) => textOf(one, MAX_MESSAGE_CHARACTERS) ?? []);
}

function textOf(value: unknown, length: number): string | undefined {
  return typeof value === 'string' ? textFrom(value, length) || undefined : undefined;
}

/** In UTC, since the list compares times as texts. */
function timeOf(value: unknown): string | undefined {
  return v.is(isoTime, value) ? new Date(value).toISOString() : undefined;
}

function pastTimeOf(value: unknown, now: number): string | undefined {
  const time = timeOf(value);
  return time !== undefined && Date.parse(time) <= now ? time : undefined;
}

function addressOf(value: unknown): string | undefined {
  return typeof value === 'string' && !value.includes('…') ? addressFrom(value) : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** Its own fields: a key `__proto__` of a file is one like any other. */
function fieldsOf(value: unknown): Fields {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? Object.assign(Object.create(null), value) : Object.create(null);
}
