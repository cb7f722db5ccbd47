import * as vscode from 'vscode';
import { newOperation, type Operation } from '../../operations/operation';
import { copyName, endpointFolderName } from '../../saving/copyName';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { KeepInline } from '../../tracking/polling/inquiry';
import { entriesOf, removeFile } from './files';
import type { VideoSaver } from './videoSaver';

const FOLDER = 'videos';

/**
 * Keeps videos that came inside an answer in the storage of this workspace: they exist nowhere else, so they do not go
 * with the copies that were only fetched to be played.
 */
export function inlineKeeper(storage: vscode.Uri, saver: VideoSaver): KeepInline {
  return async (id, index, video) => {
    const folder = vscode.Uri.joinPath(storage, FOLDER, endpointFolderName(id.endpoint));
    const name = copyName({ operation: newOperation(id, {}, Date.now()), index });
    return saver.keepInline(folder, name, video);
  };
}

/** Removes what no operation names any more, also none in the archive: its removal can then no longer be undone. */
export async function sweepInline(storage: vscode.Uri, store: OperationStore): Promise<void> {
  const unlisted = without(await filesIn(vscode.Uri.joinPath(storage, FOLDER)), store.list());
  if (unlisted.length === 0) return;
  const older = await store.older.all();
  // A line that we cannot read may name a video that looks unused to us.
  if (store.older.hasUnreadable) return;
  for (const uri of without(unlisted, [...older, ...store.list()])) await removeFile(uri);
}

async function filesIn(folder: vscode.Uri): Promise<vscode.Uri[]> {
  const endpoints = await entriesOf(folder);
  return (await Promise.all(endpoints.map(entriesOf))).flat();
}

function without(files: readonly vscode.Uri[], operations: readonly Operation[]): vscode.Uri[] {
  const kept = new Set(operations.flatMap(({ videos }) => videos.map(({ uri }) => uri)));
  return files.filter((uri) => !kept.has(uri.toString()));
}
