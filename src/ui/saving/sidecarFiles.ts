import * as vscode from 'vscode';
import type { VideoTarget } from '../../saving/downloads';
import { isSidecar, readSidecar, type Sidecar } from '../../saving/sidecar';
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
  for (const place of sidecarPlaces(uri)) {
    const noted = readSidecar((await textOf(place)) ?? '');
    if (noted?.operation === operation.name && (await holds(uri, noted.sha256))) return uri;
  }
  return undefined;
}
