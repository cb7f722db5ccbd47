import { defined } from '../../base/defined';
import type { Endpoint } from '../../endpoints/endpoint';
import type { Operation, OperationError, SucceededOperation, Video } from '../../operations/operation';
import { addressFrom } from '../../outside/address';
import { redact } from '../../outside/redaction';
import { withoutSignatures } from '../../outside/signedAddress';

/** The version of an exported list. A list of a later one is not read. */
export const EXPORT_VERSION = 1;

/** What a file of exported operations holds. */
export interface ExportedList {
  readonly version: typeof EXPORT_VERSION;
  /** ISO 8601 UTC */
  readonly exportedAt: string;
  readonly operations: readonly ExportedOperation[];
  /** Those of the operations, as far as they are set up here: without keys and settings. */
  readonly endpoints: readonly ExportedEndpoint[];
}

export type ExportedEndpoint = Pick<Endpoint, 'id' | 'label' | 'kind' | 'url'>;

/** Fields that are true of an operation wherever it is listed. Those about this window and this computer stay here. */
export const EXPORTED_FIELDS = [
  ...(['endpoint', 'name', 'model', 'label', 'labelOrigin', 'prompt', 'source', 'state'] as const),
  ...([
    'trackedAt',
    'startedAt',
    'startedWithin',
    'startTold',
    'checkedAt',
    'finishedAt',
    'endedWithin',
  ] as const),
  ...(['seconds', 'size', 'cost', 'filterReasons', 'filteredCount'] as const),
] as const;

/** Of a video: not where it is saved, since a path names its person. `uri`: absent where the video came inside an answer. */
export type ExportedVideo = Pick<Video, 'videoId' | 'mimeType' | 'expiresAt' | 'gone' | 'goneAt'> & {
  readonly uri?: string;
};

/** An operation in an exported list, with the fields of the exported API. */
export type ExportedOperation = Readonly<Partial<Record<(typeof EXPORTED_FIELDS)[number], unknown>>> & {
  readonly error?: OperationError;
  readonly videos: readonly ExportedVideo[];
};

/** @param now ms since the epoch */
export function exportedList(
  operations: readonly Operation[],
  endpoints: readonly Endpoint[],
  now: number,
): ExportedList {
  const used = new Set(operations.map(({ endpoint }) => endpoint));
  return {
    version: EXPORT_VERSION,
    exportedAt: new Date(now).toISOString(),
    operations: operations.map(exportedOperation),
    endpoints: endpoints
      .filter(({ id }) => used.has(id))
      .map(({ id, label, kind, url }) => ({ id, label, kind, url })),
  };
}

/** An operation as others may have it: without what looks like a key in a text, and without the signatures of addresses. */
export function exportedOperation(operation: Operation): ExportedOperation {
  const fields: Readonly<Record<string, unknown>> = { ...operation };
  const { label, prompt, filterReasons } = operation as Partial<SucceededOperation>;
  const { error } = operation.state === 'failed' ? operation : {};
  return {
    ...defined(Object.fromEntries(EXPORTED_FIELDS.map((field) => [field, fields[field]]))),
    ...defined({
      label: label === undefined ? undefined : redact(label),
      prompt: prompt === undefined ? undefined : redact(prompt),
      filterReasons: filterReasons?.map((reason) => redact(reason)),
      error: error && { ...error, message: redact(error.message) },
    }),
    videos: operation.videos.map(exportedVideo),
  };
}

function exportedVideo({ uri, videoId, mimeType, expiresAt, gone, goneAt, kept }: Video): ExportedVideo {
  const address = kept === undefined ? addressFrom(uri) : undefined;
  return defined({
    uri: address === undefined ? undefined : withoutSignatures(address),
    ...{ videoId, mimeType, expiresAt, gone, goneAt },
  });
}
