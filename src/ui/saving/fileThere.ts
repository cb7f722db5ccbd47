import type * as vscode from 'vscode';
import { type Operation, operationKey, type Video } from '../../operations/operation';
import type { VideoTarget } from '../../saving/downloads';
import { fileOf, holds, sizeOf } from './files';
import { isOf, notesBeside } from './sidecarFiles';

/**
 * What lies where a video is to go. `itself`: this very video, as we saved it; `another`: another video that we saved,
 * and that is not to be lost to this one; `foreign`: a file that is none of ours, or has been changed since.
 */
export type There = 'nothing' | 'itself' | 'another' | 'foreign';

/** Finds out what lies there, by the note beside it or, where none was wanted, by the list. */
export async function whatIsAt(
  uri: vscode.Uri,
  target: VideoTarget,
  list: readonly Operation[],
): Promise<There> {
  if ((await sizeOf(uri)) === undefined) return 'nothing';
  const notes = await notesBeside(uri);
  const { operation, index } = target;
  if (notes.some((noted) => isOf(noted, operation) && (noted.sample ?? index + 1) === index + 1)) {
    return 'itself';
  }
  if (notes.length > 0) return 'another';
  return listedAt(uri, target, list);
}

async function listedAt(
  uri: vscode.Uri,
  { operation, index }: VideoTarget,
  list: readonly Operation[],
): Promise<There> {
  const file = fileOf(uri);
  for (const one of list) {
    const at = one.videos.findIndex((video) => video.file === file);
    const { sha256 }: Partial<Video> = one.videos[at] ?? {};
    if (sha256 === undefined || !(await holds(uri, sha256))) continue;
    return operationKey(one) === operationKey(operation) && at === index ? 'itself' : 'another';
  }
  return 'foreign';
}
