import filenamify from 'filenamify/browser';
import { contractOf, shortId } from '../operations/name';
import type { Operation, OperationId } from '../operations/operation';
import { sha256Of } from './digest';

/** Characters; with a folder, a suffix and a number it stays below what file systems allow. */
const LONGEST_MODEL = 60;
const LONGEST_ID = 80;
/** Characters at the end of an encoded id that tell it from others. */
const TELLING_END = 12;
/** Hexadecimal digits, 128 bits: no server makes up two operations that share them. */
const DIGEST_LENGTH = 32;

/**
 * The name of a copy in the extension's own storage, of this sample alone. The id in it is for people; what tells it from
 * all others, also where a file system knows no capitals, is a digest. Safe in every file system, whatever a server
 * calls its operations. `index` counts from 0.
 */
export async function storageFileName({ endpoint, name }: OperationId, index: number): Promise<string> {
  const identity = new TextEncoder().encode(JSON.stringify([endpoint, name, index]));
  const digest = await sha256Of(identity);
  return `${idOf({ name })}-${index + 1}-${digest.slice(0, DIGEST_LENGTH)}.mp4`;
}

/** The name that releases up to 0.5.0 gave to a copy, and that two operations of a hostile server could share. */
export function formerStorageFileName({ operation, index }: { operation: Operation; index: number }): string {
  const model = safe(operation.model ?? 'veo', LONGEST_MODEL);
  return `${model}-${idOf(operation)}-${index + 1}.mp4`;
}

/** The name of a folder for the videos of one endpoint. */
export function endpointFolderName(endpointId: string): string {
  return safe(endpointId, LONGEST_ID);
}

/** Of the id of a `video_…` operation, which is long and begins alike for all, only the end. */
function idOf({ name }: Pick<OperationId, 'name'>): string {
  if (contractOf(name) !== 'videos') return safe(shortId(name), LONGEST_ID);
  const id = name.slice('video_'.length).replace(/[^A-Za-z0-9]/g, '');
  return `video-${safe(id.slice(-TELLING_END), TELLING_END)}`;
}

function safe(text: string, maxLength: number): string {
  const plain = shortened(text.replace(/[^\w.-]+/g, '-'), maxLength);
  return filenamify(plain, { replacement: '-', maxLength }) || 'veo';
}

/** Both ends of it; filenamify would keep whatever follows a dot, however long. */
function shortened(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength - TELLING_END - 1)}-${text.slice(-TELLING_END)}`;
}
