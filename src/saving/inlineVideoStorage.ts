import { DAY_MS } from '../base/time';
import { newOperation, type Operation } from '../operations/operation';
import type { OperationStore } from '../tracking/list/operationStore';
import type { KeepInline } from '../tracking/polling/statusRequest';
import { writeBase64Video } from './base64Video';
import type { VideoTarget } from './downloads';
import { commitOnce, type Files, filesInSubfolders, isOlderThan, withWriter } from './files';
import { type FileUri, inFolder } from './fileUri';
import { endpointFolderName, formerStorageFileName, storageFileName } from './storageFileName';

const FOLDER = 'videos';
/**
 * Another window with this workspace, in a browser tab or on another computer, has a list that we do not see. A file that
 * it has just stored stays for two days, as long as an API keeps a video. In that time a person can track its operation
 * here, too.
 */
const MIN_AGE_TO_SWEEP_MS = 2 * DAY_MS;

/**
 * Stores videos that came inside an answer, in the storage of the workspace. They exist nowhere else, so they are not part
 * of the playback cache, whose oldest files are removed. A person does not find them there, so they are not saved yet.
 */
export function createKeepInline(storage: FileUri, files: Files): KeepInline {
  return async (id, index, { base64, mimeType }) => {
    const folder = folderFor(storage, id.endpoint);
    const uri = inFolder(folder, await storageFileName(id, index));
    await files.makeFolder(folder);
    await withWriter(folder, files, async (writer) => {
      await writeBase64Video(base64, writer);
      await commitOnce(writer, uri, files);
    });
    const kept = uri.toString();
    return { uri: kept, ...(mimeType !== undefined && { mimeType }), kept };
  };
}

/**
 * Where a video that came inside an answer is stored. Only we write `kept`. Releases up to 0.5.0 wrote the URI of the file
 * to `uri`, where usually the server's address is. It is trusted only if it is exactly the URI that they gave to this
 * video.
 */
export function storedInlineVideo(
  storage: FileUri,
  { operation, video, index }: VideoTarget,
  files: Pick<Files, 'uriOf'>,
): FileUri | undefined {
  if (video.kept !== undefined) return files.uriOf(video.kept);
  const asFirstSeen = newOperation(operation, {}, Date.now());
  const name = formerStorageFileName({ operation: asFirstSeen, index });
  const former = inFolder(folderFor(storage, operation.endpoint), name);
  return video.uri === former.toString() ? former : undefined;
}

/**
 * Removes the files of operations that are neither in the list nor in the archive, so their removal can no longer be
 * undone. Files of the last two days stay, because another window may have stored them.
 */
export async function sweepInlineVideos(
  storage: FileUri,
  store: OperationStore,
  files: Files,
): Promise<void> {
  const before = Date.now() - MIN_AGE_TO_SWEEP_MS;
  const stored = await filesInSubfolders(inFolder(storage, FOLDER), files);
  const unlisted = withoutFilesOf(store.list(), stored);
  if (unlisted.length === 0) return;
  const older = await store.readOlder();
  // A line of the archive that we cannot read may be the operation of a file.
  if (store.hasUnreadableOlder) return;
  for (const uri of withoutFilesOf([...older, ...store.list()], unlisted)) {
    if (await isOlderThan(before, uri, files)) await files.remove(uri);
  }
}

function folderFor(storage: FileUri, endpointId: string): FileUri {
  return inFolder(storage, FOLDER, endpointFolderName(endpointId));
}

function withoutFilesOf(operations: readonly Operation[], stored: readonly FileUri[]): FileUri[] {
  const kept = new Set(
    operations.flatMap(({ videos }) => videos.flatMap(({ uri, kept = uri }) => [uri, kept])),
  );
  return stored.filter((uri) => !kept.has(uri.toString()));
}
