import * as vscode from 'vscode';
import type { OperationId } from '../../operations/operation';
import type { VideoTarget } from '../../saving/downloads';
import { isSidecar, type Noted, readSidecar, type Sidecar } from '../../saving/sidecar';
import { folderOf, holds, nameOf, stemOf, uriOf } from './files';

/** Beside `clip.mp4` lies `clip.json`, or, if that is a file of the person's own, `clip.mp4.json`. */
function sidecarPlaces(video: vscode.Uri): readonly [usual: vscode.Uri, other: vscode.Uri] {
  const name = nameOf(video);
  const folder = folderOf(video);
  return [vscode.Uri.joinPath(folder, `${stemOf(name)}.json`), vscode.Uri.joinPath(folder, `${name}.json`)];
}

/** Whether the note could be written. */
export async function writeSidecar(video: vscode.Uri, content: Sidecar): Promise<boolean> {
  const [usual, other] = sidecarPlaces(video);
  const there = await textOf(usual);
  const uri = there === undefined || isSidecar(there) ? usual : other;
  const bytes = new TextEncoder().encode(`${JSON.stringify(content, undefined, 2)}\n`);
  return vscode.workspace.fs.writeFile(uri, bytes).then(
    () => true,
    () => false,
  );
}

/** Undefined when there is no such file. */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
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
