import { type Files, withWriter } from '../../saving/files';
import { type FileUri, folderOf, nameOf } from '../../saving/fileUri';

/** The first line of each list: only a file that begins with it is replaced. ffmpeg takes it for a comment. */
const MARK = '# Written by a task of Veo Operations, for ffmpeg -f concat -safe 0';

/** A list of ten thousand paths is smaller. What is larger, such as a video, is not read to find out. */
const MAX_LIST_BYTES = 10 * 1024 * 1024;

/** The paths of saved videos as ffmpeg's concat demuxer reads them (ffmpeg.org/ffmpeg-formats.html#concat-1). */
export function savedList(paths: readonly string[]): string {
  const lines = paths.map((path) => `file '${path.replaceAll("'", "'\\''")}'`);
  return `${[MARK, ...lines].join('\n')}\n`;
}

/** Whether a list may be written: there is no file, or one that a task has written. */
export async function mayReplace(uri: FileUri, files: Files): Promise<boolean> {
  const stat = await files.stat(uri);
  if (stat.kind !== 'file') return stat.kind === 'missing';
  if (stat.size > MAX_LIST_BYTES) return false;
  const content = await files.read(uri).catch(() => undefined);
  return content !== undefined && new TextDecoder().decode(content.slice(0, MARK.length)) === MARK;
}

/** Writes the list of the saved videos, whole or not at all. @throws SaveError */
export async function writeSavedList(uri: FileUri, paths: readonly string[], files: Files): Promise<void> {
  await withWriter(folderOf(uri), files, async (writer) => {
    await writer.append(new TextEncoder().encode(savedList(paths)));
    await writer.commit(nameOf(uri), 'replace');
  });
}
