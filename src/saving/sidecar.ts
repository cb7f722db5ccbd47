import * as v from 'valibot';
import type { Cost, OperationId } from '../operations/operation';
import { parseJson } from '../outside/json';
import type { VideoTarget } from './downloads';
import { type Files, hasDigest, withWriter } from './files';
import { type FileUri, folderOf, inFolder, nameOf, stemOf } from './fileUri';
import { saveErrorOf } from './saveError';

/** The JSON file next to a saved video. It says where the video came from. */
export interface Sidecar {
  /** The operation's name. */
  readonly operation: string;
  /** The endpoint's id. */
  readonly endpoint: string;
  readonly model?: string;
  readonly label?: string;
  readonly prompt?: string;
  /** Counts from 1. */
  readonly sample: number;
  readonly videoId?: string;
  readonly trackedAt: string;
  readonly finishedAt: string;
  /** What the whole operation cost, as the API told. */
  readonly cost?: Cost;
  readonly savedAt: string;
  /** Hexadecimal. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
}

/** The fields of a sidecar that identify its video. */
export type VideoIdentity = Pick<Sidecar, 'operation' | 'endpoint' | 'sha256'> & { readonly sample?: number };

const videoIdentity = v.looseObject({
  operation: v.string(),
  endpoint: v.string(),
  sha256: v.string(),
  sample: v.exactOptional(v.number()),
});

/** Our own have one or two thousand bytes; a larger file is not read. */
const MAX_SIDECAR_BYTES = 64 * 1024;

/** The content of a sidecar. `now` is in ms since the epoch. */
export function sidecarOf(
  { operation, video, index }: VideoTarget,
  { sha256, size }: Pick<Sidecar, 'sha256' | 'size'>,
  now: number,
): Sidecar {
  const { name, endpoint, model, label, prompt, trackedAt, finishedAt, cost } = operation;
  const { videoId } = video;
  return {
    operation: name,
    endpoint,
    ...(model !== undefined && { model }),
    ...(label !== undefined && { label }),
    ...(prompt !== undefined && { prompt }),
    sample: index + 1,
    ...(videoId !== undefined && { videoId }),
    trackedAt,
    finishedAt,
    ...(cost !== undefined && { cost }),
    savedAt: new Date(now).toISOString(),
    sha256,
    size,
  };
}

/** Parses the text of a sidecar; undefined when it is none of ours. */
export function parseSidecar(text: string): VideoIdentity | undefined {
  const parsed = v.safeParse(videoIdentity, parseJson(text));
  return parsed.success ? parsed.output : undefined;
}

/** Whether a sidecar belongs to a video of this operation. */
export function isSidecarOf(sidecar: VideoIdentity, { endpoint, name }: OperationId): boolean {
  return sidecar.operation === name && sidecar.endpoint === endpoint;
}

/** The sidecars that describe the current bytes of a video: next to a `clip.mov`, `clip.json` may belong to that file. */
export async function readSidecars(video: FileUri, files: Files): Promise<VideoIdentity[]> {
  const found: VideoIdentity[] = [];
  for (const uri of sidecarUris(video)) {
    const sidecar = parseSidecar(await readText(uri, files));
    if (sidecar && (await hasDigest(video, sidecar.sha256, files))) found.push(sidecar);
  }
  return found;
}

/** Writes a sidecar under the first name that is free or has a sidecar of ours. Returns whether it could. */
export async function writeSidecar(video: FileUri, content: Sidecar, files: Files): Promise<boolean> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(content, undefined, 2)}\n`);
  for (const uri of sidecarUris(video)) {
    if (await tryWrite(uri, bytes, files)) return true;
  }
  return false;
}

/** `clip.json` for `clip.mp4` or, when that is somebody else's file, `clip.mp4.json`. */
function sidecarUris(video: FileUri): readonly FileUri[] {
  const name = nameOf(video);
  return [`${stemOf(name)}.json`, `${name}.json`].map((one) => inFolder(folderOf(video), one));
}

async function tryWrite(uri: FileUri, bytes: Uint8Array, files: Files): Promise<boolean> {
  const isOurs = parseSidecar(await readText(uri, files)) !== undefined;
  try {
    await withWriter(folderOf(uri), files, async (writer) => {
      await writer.append(bytes);
      await writer.commit(nameOf(uri), isOurs ? 'replace' : 'create');
    });
    return true;
  } catch (error) {
    // A complete video stays under another name; a sidecar under another name is useless.
    const { leftAt } = saveErrorOf(error);
    if (leftAt !== undefined) await files.remove(files.uriOf(leftAt));
    return false;
  }
}

/** Empty when there is no file, or one that we do not read: a link, or one that is too large for a sidecar. */
async function readText(uri: FileUri, files: Files): Promise<string> {
  const stat = await files.stat(uri);
  if (stat.kind !== 'file' || stat.isLink || stat.size > MAX_SIDECAR_BYTES) return '';
  return files.read(uri).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => '',
  );
}
