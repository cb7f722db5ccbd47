import * as vscode from 'vscode';
import { SaveError, type VideoFile } from '../../saving/videoFile';
import { fileOf, folderOf, nameOf, sizeOf, stemOf } from './files';

/** What decides whether a video may have a name. */
export interface Naming {
  /** Whether nobody else is about to have this name. */
  readonly isFree: (uri: vscode.Uri) => boolean;
  /** Whether the file there will do instead, which holds just the same bytes. */
  readonly willDo: (uri: vscode.Uri) => Promise<boolean>;
}

/** Gives the file its name in place of another file: the person wants that. Returns the name. */
export async function replaceNamed(file: VideoFile, wanted: vscode.Uri): Promise<string> {
  const name = nameOf(wanted);
  await file.keep(name, 'replace');
  return name;
}

/**
 * Gives the file a name that only this video can have: where a file has it, another window was faster, and that will do;
 * an empty one was left by a crash. Returns the name.
 */
export async function nameOnce(file: VideoFile, wanted: vscode.Uri): Promise<string> {
  const name = nameOf(wanted);
  const isKept = await file.keep(name, 'create').then(() => true, unlessTaken);
  if (!isKept && (await sizeOf(wanted)) === 0) await file.keep(name, 'replace');
  return name;
}

/** Gives the file the wanted name, or that name with a number; never that of another file. Returns the name. */
export async function nameAnew(file: VideoFile, wanted: vscode.Uri, naming: Naming): Promise<string> {
  for (const candidate of numbered(nameOf(wanted))) {
    const uri = vscode.Uri.joinPath(folderOf(wanted), candidate);
    if (!naming.isFree(uri)) continue;
    const isKept = await file.keep(candidate, 'create').then(() => true, unlessTaken);
    if (isKept || (await naming.willDo(uri))) return candidate;
  }
  throw new SaveError('exists', `${fileOf(wanted)} exists`);
}

function unlessTaken(error: unknown): false {
  if (error instanceof SaveError && error.kind === 'exists') return false;
  throw error;
}

/** `clip.mp4`, `clip (2).mp4`, … */
function numbered(name: string): string[] {
  const stem = stemOf(name);
  const others = Array.from({ length: 98 }, (_, index) => `${stem} (${index + 2})${name.slice(stem.length)}`);
  return [name, ...others];
}
