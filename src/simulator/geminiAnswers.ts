import { checkedModel, endOf, fileIds, type SimulatedOperation } from './simulatedOperation';

/** A video that exists now. Times in ms since the epoch. */
export interface LiveFile {
  readonly kind: 'live';
  readonly id: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

const RESPONSE_TYPE = 'type.googleapis.com/google.ai.generativelanguage.v1beta.PredictLongRunningResponse';

/** The name of an operation. @throws RangeError if the model cannot stand in a path. */
export function operationName(model: string, id: string): string {
  return `models/${checkedModel(model)}/operations/${id}`;
}

/**
 * The answer to a status request once the operation has ended. Before that, it is only `{"name"}`
 * (docs.thucchien.ai, video status; google.rpc.Status).
 */
export function operationAnswer(name: string, operation: SimulatedOperation, url: string): object {
  const { outcome } = operation;
  if (endOf(operation) === 'failed') return { name, done: true, error: operationError(operation) };
  if (outcome.kind === 'filtered') return done(name, outcome.reasons === 'given' ? filterReasons() : {});
  return done(name, {
    generatedSamples: fileIds(operation).map((id) => ({ video: { uri: downloadUri(id, url) } })),
  });
}

/** The metadata of a file (ai.google.dev/api/files). 64-bit numbers are strings in JSON. */
export function fileAnswer(file: LiveFile, sizeBytes: number, url: string): object {
  return {
    name: `files/${file.id}`,
    mimeType: 'video/mp4',
    sizeBytes: String(sizeBytes),
    createTime: new Date(file.createdAt).toISOString(),
    updateTime: new Date(file.createdAt).toISOString(),
    expirationTime: new Date(file.expiresAt).toISOString(),
    uri: `${url}/v1beta/files/${file.id}`,
    downloadUri: downloadUri(file.id, url),
    state: 'ACTIVE',
    source: 'GENERATED',
  };
}

/** The address of a download; `url` is the root of the host, without a slash at its end. */
export function downloadUri(fileId: string, url: string): string {
  return `${url}/v1beta/files/${fileId}:download?alt=media`;
}

function done(name: string, generateVideoResponse: object): object {
  return { name, done: true, response: { '@type': RESPONSE_TYPE, generateVideoResponse } };
}

/** The error of an operation that fails, as a google.rpc.Status. */
export function operationError({ outcome }: SimulatedOperation): object {
  if (outcome.kind === 'cancelled') return { code: 1, message: 'The operation was cancelled.', details: [] };
  if (outcome.kind === 'expired') return { code: 4, message: 'The operation has expired.', details: [] };
  return internalError();
}

function internalError(): object {
  const message = 'Video generation failed due to an internal server issue. Please try again later.';
  return { code: 13, message, details: [] };
}

interface FilterReasons {
  readonly raiMediaFilteredCount: number;
  readonly raiMediaFilteredReasons: readonly [string];
}

/** Why Google kept a video back. */
export function filterReasons(): FilterReasons {
  const reason =
    'The video could not be created because it may go against the usage guidelines. Support codes: 42237218';
  return { raiMediaFilteredCount: 1, raiMediaFilteredReasons: [reason] };
}
