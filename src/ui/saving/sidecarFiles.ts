import * as vscode from 'vscode';
import type { OperationId } from '../../operations/operation';
import type { Platform } from '../../platform/platform';
import type { VideoTarget } from '../../saving/downloads';
import { isSidecar, type Noted, readSidecar, type Sidecar } from '../../saving/sidecar';
import { saveErrorOf } from '../../saving/videoFile';
import { folderOf, holds, nameOf, openVideoFile, removeFile, stemOf, uriOf } from './files';

/** Bytes; ours have one or two thousand. */
const MOST_BYTES = 64 * 1024;

/** Beside `clip.mp4` lies `clip.json`, or, if that is a file of the person's own, `clip.mp4.json`. */
function sidecarPlaces(video: vscode.Uri): readonly [usual: vscode.Uri, other: vscode.Uri] {
  const name = nameOf(video);
  const folder = folderOf(video);
  return [vscode.Uri.joinPath(folder, `${stemOf(name)}.json`), vscode.Uri.joinPath(folder, `${name}.json`)];
}

/** Whether the note could be written, at the first place that is free or holds a note of ours. */
export async function writeSidecar(
  video: vscode.Uri,
  content: Sidecar,
  platform: Platform,
): Promise<boolean> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(content, undefined, 2)}\n`);
  for (const place of sidecarPlaces(video)) {
    if (await writeNote(place, bytes, platform)) return true;
  }
  return false;
}

/** Written as videos are: whole, never over a file that is none of ours, and never through a link. */
async function writeNote(uri: vscode.Uri, bytes: Uint8Array, platform: Platform): Promise<boolean> {
  const isOurs = isSidecar((await textOf(uri)) ?? '');
  try {
    const file = await openVideoFile(folderOf(uri), platform);
    try {
      await file.append(bytes);
      await file.keep(nameOf(uri), isOurs ? 'replace' : 'create');
    } finally {
      await file.discard();
    }
    return true;
  } catch (error) {
    // A video would stay under another name; a note of it there would help nobody.
    const { leftAt } = saveErrorOf(error);
    if (leftAt !== undefined) await removeFile(uriOf(leftAt));
    return false;
  }
}

/** Undefined when there is no such file, or one that is none of ours: a link, or one that is too large for a note. */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if (type !== vscode.FileType.File || size > MOST_BYTES) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

/** Where the video was saved, if it is still as it was then: a person may want it anew because it was damaged. */
export async function intactCopy({ operation, video }: VideoTarget): Promise<vscode.Uri | undefined> {
  if (video.file === undefined) return undefined;
  const uri = uriOf(video.file);
  const isIntact =
    (video.sha256 !== undefined && (await holds(uri, video.sha256))) ||
    (await isNotedFor(uri, (noted) => isOf(noted, operation)));
  return isIntact ? uri : undefined;
}

/** Whether the file where the video was saved is by now surely the video of another operation. */
export async function isReplaced({ operation, video }: VideoTarget): Promise<boolean> {
  if (video.file === undefined) return false;
  return isNotedFor(uriOf(video.file), (noted) => !isOf(noted, operation));
}

/** Whether a note beside a video says of just the bytes it holds that they are of the operation that is meant. */
async function isNotedFor(video: vscode.Uri, isMeant: (noted: Noted) => boolean): Promise<boolean> {
  return (await notesBeside(video)).some(isMeant);
}

/** What is noted beside a video of just the bytes that it holds: `clip.json` may be about a `clip.mov`. */
export async function notesBeside(video: vscode.Uri): Promise<Noted[]> {
  const found: Noted[] = [];
  for (const place of sidecarPlaces(video)) {
    const noted = readSidecar((await textOf(place)) ?? '');
    if (noted && (await holds(video, noted.sha256))) found.push(noted);
  }
  return found;
}

/** Whether a note is about a video of this operation. */
export function isOf(noted: Noted, { endpoint, name }: OperationId): boolean {
  return noted.operation === name && noted.endpoint === endpoint;
}
