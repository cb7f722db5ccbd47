import { defined } from '../../base/defined';
import { readModel } from '../../operations/name';
import { LABEL_LENGTH, type Operation, PROMPT_LENGTH, SOURCES, type Video } from '../../operations/operation';
import { fromRecord } from '../../operations/record';
import { RECORD_VERSION } from '../../operations/recordVersion';
import { withExpiry } from '../../operations/video';
import { holdsSecret } from '../../outside/secretShapes';
import { identifierFrom, textFrom } from '../../outside/text';
import { EXPORTED_FIELDS } from './exportedOperations';
import { addressOf, type Fields, fieldsOf, pastTimeOf, textOf, timeOf } from './importedFields';

const MAX_WORD_CHARACTERS = 100;
const MAX_MESSAGE_CHARACTERS = 1000;
const MAX_REASONS = 20;
const MAX_VIDEOS = 20;

/**
 * One operation of a file, through the same check as those that are stored; undefined where it is none.
 *
 * @param now ms since the epoch
 */
export function importedOperation(given: unknown, now: number): Operation | undefined {
  const fields = fieldsOf(given);
  // An id is sent to its endpoint: a key that stands in its place must not be.
  if (typeof fields.name === 'string' && holdsSecret(fields.name)) return undefined;
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
    code: typeof code === 'string' ? textFrom(code, MAX_WORD_CHARACTERS) : code,
    status: typeof status === 'string' ? textFrom(status, MAX_WORD_CHARACTERS) || undefined : undefined,
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
    mimeType: typeof mimeType === 'string' ? textFrom(mimeType, MAX_WORD_CHARACTERS) || undefined : undefined,
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
