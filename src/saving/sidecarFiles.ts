import { type Files, hasDigest } from './files';
import { type FileUri, folderOf, inFolder, nameOf, stemOf } from './fileUri';
import { saveErrorOf } from './saveError';
import { isSidecar, readSidecar, type Sidecar, type VideoIdentity } from './sidecar';

/** Bytes; ours have one or two thousand. */
const MOST_SIDECAR_BYTES = 64 * 1024;

/** Beside `clip.mp4` lies `clip.json`, or, if that is a file of the person's own, `clip.mp4.json`. */
function sidecarPlaces(video: FileUri): readonly FileUri[] {
  const name = nameOf(video);
  return [`${stemOf(name)}.json`, `${name}.json`].map((one) => inFolder(folderOf(video), one));
}

/** Whether the sidecar could be written, at the first place that is free or holds a sidecar of ours. */
export async function writeSidecar(video: FileUri, content: Sidecar, files: Files): Promise<boolean> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(content, undefined, 2)}\n`);
  for (const place of sidecarPlaces(video)) {
    if (await isWritten(place, bytes, files)) return true;
  }
  return false;
}

/** Written as videos are: whole, never over a file that is none of ours, and never through a link. */
async function isWritten(place: FileUri, bytes: Uint8Array, files: Files): Promise<boolean> {
  const isOurs = isSidecar(await textOf(place, files));
  try {
    const file = await files.create(folderOf(place));
    try {
      await file.append(bytes);
      await file.keep(nameOf(place), isOurs ? 'replace' : 'create');
    } finally {
      await file.discard();
    }
    return true;
  } catch (error) {
    // A video would stay under another name; a sidecar of that name would help nobody.
    const { leftAt } = saveErrorOf(error);
    if (leftAt !== undefined) await files.remove(files.at(leftAt));
    return false;
  }
}

/** Empty when there is no such file, or one that is none of ours: a link, or one that is too large for a sidecar. */
async function textOf(place: FileUri, files: Files): Promise<string> {
  const found = await files.stat(place);
  if (found.kind !== 'file' || found.isLink || found.size > MOST_SIDECAR_BYTES) return '';
  return files.read(place).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => '',
  );
}

/** What sidecars of a video say of just the bytes that it holds: `clip.json` may be about a `clip.mov`. */
export async function notesBeside(video: FileUri, files: Files): Promise<VideoIdentity[]> {
  const found: VideoIdentity[] = [];
  for (const place of sidecarPlaces(video)) {
    const noted = readSidecar(await textOf(place, files));
    if (noted && (await hasDigest(video, noted.sha256, files))) found.push(noted);
  }
  return found;
}
