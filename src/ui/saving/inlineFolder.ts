import * as vscode from 'vscode';
import { newOperation, type Operation } from '../../operations/operation';
import { copyName, endpointFolderName, formerCopyName } from '../../saving/copyName';
import type { VideoTarget } from '../../saving/downloads';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { KeepInline } from '../../tracking/polling/statusRequest';
import { entriesOf, removeFile, uriOf } from './files';
import type { VideoSaver } from './videoSaver';

const FOLDER = 'videos';
/**
 * ms; another window of this folder, be it a tab or on another computer, has a list of its own, which we do not see. What
 * it has just kept stays as long as the API itself keeps videos: two days, in which its operation can be followed here, too.
 */
const UNUSED_FOR_MS = 2 * 24 * 3_600_000;
/** Before there was any video. A browser's files have no time: VS Code counts their changes in its place. */
const FIRST_TIME = Date.UTC(2024, 0);

/**
 * Keeps videos that came inside an answer in the storage of this workspace: they exist nowhere else, so they do not go
 * with the copies that were only fetched to be played.
 */
export function inlineKeeper(storage: vscode.Uri, saver: VideoSaver): KeepInline {
  return async (id, index, video) => {
    const folder = folderFor(storage, id.endpoint);
    return saver.keepInline(folder, await copyName(id, index), video);
  };
}

/**
 * Where a video is kept that came inside an answer. Only we note that. Releases up to 0.5.0 noted it as the address of the
 * video, where a server's word stands else: it is believed only where it is the very place that they gave to this sample.
 */
export function keptPlace(
  storage: vscode.Uri,
  { operation, video, index }: VideoTarget,
): vscode.Uri | undefined {
  if (video.kept !== undefined) return uriOf(video.kept);
  const asFirstSeen = newOperation(operation, {}, Date.now());
  const former = vscode.Uri.joinPath(
    folderFor(storage, operation.endpoint),
    formerCopyName({ operation: asFirstSeen, index }),
  );
  return video.uri === former.toString() ? former : undefined;
}

function folderFor(storage: vscode.Uri, endpointId: string): vscode.Uri {
  return vscode.Uri.joinPath(storage, FOLDER, endpointFolderName(endpointId));
}

/**
 * Removes what no operation names any more, also none in the archive: its removal can then no longer be undone. What was
 * written in the last two days stays, for another window may have kept it.
 */
export async function sweepInline(storage: vscode.Uri, store: OperationStore): Promise<void> {
  const before = Date.now() - UNUSED_FOR_MS;
  const unlisted = without(await filesIn(vscode.Uri.joinPath(storage, FOLDER)), store.list());
  if (unlisted.length === 0) return;
  const older = await store.readOlder();
  // A line that we cannot read may name a video that looks unused to us.
  if (store.hasUnreadableOlder) return;
  for (const uri of without(unlisted, [...older, ...store.list()])) {
    if (await isWrittenBefore(before, uri)) await removeFile(uri);
  }
}

/** Whether a file is surely as old as that; one whose time is not told may be new. */
async function isWrittenBefore(time: number, uri: vscode.Uri): Promise<boolean> {
  try {
    const { mtime } = await vscode.workspace.fs.stat(uri);
    return mtime > FIRST_TIME && mtime < time;
  } catch {
    return false;
  }
}

async function filesIn(folder: vscode.Uri): Promise<vscode.Uri[]> {
  const endpoints = await entriesOf(folder);
  return (await Promise.all(endpoints.map(entriesOf))).flat();
}

function without(files: readonly vscode.Uri[], operations: readonly Operation[]): vscode.Uri[] {
  const kept = new Set(
    operations.flatMap(({ videos }) => videos.flatMap(({ uri, kept = uri }) => [uri, kept])),
  );
  return files.filter((uri) => !kept.has(uri.toString()));
}
