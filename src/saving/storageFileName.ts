import filenamify from 'filenamify/browser';
import { nameFormOf, shortId } from '../operations/name';
import type { OperationId } from '../operations/operation';
import type { VideoRef } from './fileName';
import { sha256Of } from './files';

/** With the number and the digest, a name stays below the 255 bytes that file systems allow. */
const MAX_MODEL_CHARACTERS = 60;
const MAX_ID_CHARACTERS = 80;
/** Encoded ids begin alike; their last characters differ. */
const ID_END_CHARACTERS = 12;
/** 128 bits in hexadecimal, so that not even a hostile server finds two operations with the same digest. */
const DIGEST_CHARACTERS = 32;

/**
 * The name of a video's file in the extension's storage, valid in every file system. The id in it helps people; the digest
 * makes it unique, also where a file system ignores case. `index` counts from 0.
 */
export async function storageFileName(id: OperationId, index: number): Promise<string> {
  return `${idOf(id)}-${index + 1}-${await storageFolderName(id, index)}.mp4`;
}

/** The name of a folder in the extension's storage that is for one video alone: a digest. `index` counts from 0. */
export async function storageFolderName({ endpoint, name }: OperationId, index: number): Promise<string> {
  const identity = new TextEncoder().encode(JSON.stringify([endpoint, name, index]));
  return (await sha256Of(identity)).slice(0, DIGEST_CHARACTERS);
}

/** The name that releases up to 0.5.0 used. A hostile server could give two operations the same one. */
export function formerStorageFileName({ operation, index }: VideoRef): string {
  const model = safe(operation.model ?? 'veo', MAX_MODEL_CHARACTERS);
  return `${model}-${idOf(operation)}-${index + 1}.mp4`;
}

/** The name of the folder for the videos of one endpoint. */
export function endpointFolderName(endpointId: string): string {
  return safe(endpointId, MAX_ID_CHARACTERS);
}

/** The id; of a `video_…` operation, whose id is long, only the end. */
function idOf({ name }: Pick<OperationId, 'name'>): string {
  if (nameFormOf(name) !== 'videos') return safe(shortId(name), MAX_ID_CHARACTERS);
  const id = name.slice('video_'.length).replace(/[^A-Za-z0-9]/g, '');
  return `video-${safe(id.slice(-ID_END_CHARACTERS), ID_END_CHARACTERS)}`;
}

function safe(text: string, maxLength: number): string {
  const short = shortened(text.replace(/[^\w.-]+/g, '-'), maxLength);
  return filenamify(short, { replacement: '-', maxLength }) || 'veo';
}

/** Keeps both ends. filenamify would keep all that follows a dot, however long. */
function shortened(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength - ID_END_CHARACTERS - 1)}-${text.slice(-ID_END_CHARACTERS)}`;
}
