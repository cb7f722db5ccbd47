import * as vscode from 'vscode';
import type { Operation } from '../../operations/operation';
import { copyName, endpointFolderName } from '../../saving/copyName';
import type { VideoTarget } from '../../saving/downloads';
import { entriesOf, removeFile, sizeOf } from './files';

/** Bytes; when videos that were played take more, the oldest go. */
const MOST_BYTES = 1024 * 1024 * 1024;

interface CachedFile {
  readonly uri: vscode.Uri;
  readonly size: number;
  /** ms since the epoch */
  readonly savedAt: number;
}

/** Videos that were fetched to be played: copies in the extension's storage, which go with their operations. */
export class PlayCache {
  private readonly folder: vscode.Uri;

  constructor(storage: vscode.Uri) {
    this.folder = vscode.Uri.joinPath(storage, 'played');
  }

  /** Where the copy of a video is or would be. */
  uriOf({ operation, index }: { operation: Operation; index: number }): Promise<vscode.Uri> {
    return this.uriAt(operation, index);
  }

  /** The copy of a video, if there is one. */
  async find(target: VideoTarget): Promise<vscode.Uri | undefined> {
    const uri = await this.uriOf(target);
    // An empty file was only to reserve the name.
    return (await sizeOf(uri)) ? uri : undefined;
  }

  /** An operation has gone, and its copies with it. */
  async forget(operation: Operation): Promise<void> {
    await Promise.all(
      operation.videos.map(async (_, index) => removeFile(await this.uriAt(operation, index))),
    );
  }

  /** Makes room for a copy that has just come. */
  async trim(newest: vscode.Uri): Promise<void> {
    const files = (await this.files()).filter(({ uri }) => uri.toString() !== newest.toString());
    let room = MOST_BYTES - ((await sizeOf(newest)) ?? 0);
    for (const { uri, size } of files.toSorted((a, b) => b.savedAt - a.savedAt)) {
      room -= size;
      if (room < 0) await removeFile(uri);
    }
  }

  /** A name of its own for each endpoint, since two gateways may number alike. */
  private async uriAt(operation: Operation, index: number): Promise<vscode.Uri> {
    const endpoint = endpointFolderName(operation.endpoint);
    return vscode.Uri.joinPath(this.folder, endpoint, await copyName(operation, index));
  }

  private async files(): Promise<CachedFile[]> {
    const folders = await entriesOf(this.folder);
    return (await Promise.all(folders.map(async (folder) => filesIn(folder)))).flat();
  }
}

async function filesIn(folder: vscode.Uri): Promise<CachedFile[]> {
  const files = (await entriesOf(folder)).map(async (uri) => {
    try {
      const { size, mtime } = await vscode.workspace.fs.stat(uri);
      return [{ uri, size, savedAt: mtime }];
    } catch {
      // Another window has removed it meanwhile.
      return [];
    }
  });
  return (await Promise.all(files)).flat();
}
