import { type Operation, type OperationId, operationKey, type Video } from '../operations/operation';
import type { VideoTarget } from './downloads';
import { type Files, hasDigest, sizeOf } from './files';
import { type FileUri, pathOrUri } from './fileUri';
import type { VideoIdentity } from './sidecar';
import { notesBeside } from './sidecarFiles';

/**
 * What lies where a video is to go. `itself`: this very video, as we saved it; `another`: another video that we saved,
 * and that is not to be lost to this one; `foreign`: a file that is none of ours, or has been changed since.
 */
export type ExistingFile = 'nothing' | 'itself' | 'another' | 'foreign';

/** Finds out what lies there, by the sidecar beside it or, where none was wanted, by the list. */
export async function whatIsAt(
  place: FileUri,
  target: VideoTarget,
  list: readonly Operation[],
  files: Files,
): Promise<ExistingFile> {
  if ((await sizeOf(place, files)) === undefined) return 'nothing';
  const notes = await notesBeside(place, files);
  if (notes.some((noted) => isSampleOf(noted, target))) return 'itself';
  if (notes.length > 0) return 'another';
  return whatIsListedAt(place, target, list, files);
}

async function whatIsListedAt(
  place: FileUri,
  { operation, index }: VideoTarget,
  list: readonly Operation[],
  files: Files,
): Promise<ExistingFile> {
  const file = pathOrUri(place);
  for (const one of list) {
    const at = one.videos.findIndex((video) => video.file === file);
    const { sha256 }: Partial<Video> = one.videos[at] ?? {};
    if (sha256 === undefined || !(await hasDigest(place, sha256, files))) continue;
    return operationKey(one) === operationKey(operation) && at === index ? 'itself' : 'another';
  }
  return 'foreign';
}

/** Whether a sidecar is of a video of this operation. */
export function isSidecarOf(noted: VideoIdentity, { endpoint, name }: OperationId): boolean {
  return noted.operation === name && noted.endpoint === endpoint;
}

/** A sidecar need not say of which sample it is. */
function isSampleOf(noted: VideoIdentity, { operation, index }: VideoTarget): boolean {
  return isSidecarOf(noted, operation) && (noted.sample ?? index + 1) === index + 1;
}
