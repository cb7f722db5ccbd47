import { newOperation, type Operation } from '../operations/operation';
import type { OperationStore } from '../tracking/list/operationStore';
import type { KeepInline } from '../tracking/polling/statusRequest';
import { writeBase64Video } from './base64Video';
import type { VideoTarget } from './downloads';
import type { Files } from './files';
import { type FileUri, inFolder, pathOrUri } from './fileUri';
import { nameOnce } from './giveName';
import { endpointFolderName, formerStorageFileName, storageFileName } from './storageFileName';

const FOLDER = 'videos';
/**
 * Another window of this folder, be it a tab or on another computer, has a list of its own, which we do not see. What it
 * has just kept stays as long as the API itself keeps videos: two days, in which its operation can be followed here, too.
 */
const UNUSED_FOR_MS = 2 * 24 * 3_600_000;
/** Before there was any video. A browser's files have no time: VS Code counts their changes in its place. */
const FIRST_TIME = Date.UTC(2024, 0);

/**
 * Keeps videos that came inside an answer in the storage of this workspace: they exist nowhere else, so they do not go
 * with the copies that were only fetched to be played.
 */
export function inlineVideoStorage(storage: FileUri, files: Files): KeepInline {
  return async (id, index, { base64, mimeType }) => {
    const folder = folderFor(storage, id.endpoint);
    const place = inFolder(folder, await storageFileName(id, index));
    await files.makeFolder(folder);
    const file = await files.create(folder);
    try {
      await writeBase64Video(base64, file);
      await nameOnce(file, place, files);
    } finally {
      await file.discard();
    }
    const kept = place.toString();
    return { uri: kept, ...(mimeType !== undefined && { mimeType }), kept, file: pathOrUri(place) };
  };
}

/**
 * Where a video is kept that came inside an answer. Only we note that. Releases up to 0.5.0 noted it as the address of the
 * video, where a server's word stands else: it is believed only where it is the very place that they gave to this sample.
 */
export function storedInlineVideo(
  storage: FileUri,
  { operation, video, index }: VideoTarget,
  files: Pick<Files, 'at'>,
): FileUri | undefined {
  if (video.kept !== undefined) return files.at(video.kept);
  const asFirstSeen = newOperation(operation, {}, Date.now());
  const former = inFolder(
    folderFor(storage, operation.endpoint),
    formerStorageFileName({ operation: asFirstSeen, index }),
  );
  return video.uri === former.toString() ? former : undefined;
}

function folderFor(storage: FileUri, endpointId: string): FileUri {
  return inFolder(storage, FOLDER, endpointFolderName(endpointId));
}

/**
 * Removes what no operation names any more, also none in the archive: its removal can then no longer be undone. What was
 * written in the last two days stays, for another window may have kept it.
 */
export async function sweepInlineVideos(
  storage: FileUri,
  store: OperationStore,
  files: Files,
): Promise<void> {
  const before = Date.now() - UNUSED_FOR_MS;
  const unlisted = without(await filesIn(inFolder(storage, FOLDER), files), store.list());
  if (unlisted.length === 0) return;
  const older = await store.readOlder();
  // A line that we cannot read may name a video that looks unused to us.
  if (store.hasUnreadableOlder) return;
  for (const place of without(unlisted, [...older, ...store.list()])) {
    if (await isWrittenBefore(before, place, files)) await files.remove(place);
  }
}

/** Whether a file is surely as old as that; one whose time is not told may be new. */
async function isWrittenBefore(time: number, place: FileUri, files: Files): Promise<boolean> {
  const found = await files.stat(place);
  return found.kind === 'file' && found.modifiedAt > FIRST_TIME && found.modifiedAt < time;
}

async function filesIn(folder: FileUri, files: Files): Promise<FileUri[]> {
  const endpoints = await files.list(folder);
  return (await Promise.all(endpoints.map((one) => files.list(one)))).flat();
}

function without(places: readonly FileUri[], operations: readonly Operation[]): FileUri[] {
  const kept = new Set(
    operations.flatMap(({ videos }) => videos.flatMap(({ uri, kept = uri }) => [uri, kept])),
  );
  return places.filter((place) => !kept.has(place.toString()));
}
