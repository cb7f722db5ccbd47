import * as vscode from 'vscode';
import { newOperation, type Operation } from '../../operations/operation';
import { endpointFolderName, videoFileName } from '../../saving/fileName';
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
    const name = videoFileName({ operation: newOperation(id, undefined, Date.now()), index });
    return saver.keepInline(folder, name, video);
  };
}

/** Removes what no operation of the list names any more: its removal can then no longer be undone. */
export async function sweepInline(storage: vscode.Uri, operations: readonly Operation[]): Promise<void> {
  const kept = new Set(operations.flatMap(({ videos }) => videos.map(({ uri }) => uri)));
  const folder = vscode.Uri.joinPath(storage, FOLDER);
  for (const endpoint of await entriesOf(folder)) {
    for (const uri of await entriesOf(endpoint)) {
      if (!kept.has(uri.toString())) await removeFile(uri);
    }
  }
}
