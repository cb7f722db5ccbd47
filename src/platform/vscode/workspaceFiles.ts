import * as vscode from 'vscode';
import type { Files, Found } from '../../saving/files';
import type { Place } from '../../saving/fileUri';
import { saveErrorOf, type VideoFile } from '../../saving/saveError';
import type { Platform } from '../platform';
import { removeFile } from './replaceFile';
import { WorkspaceVideoFile } from './workspaceFileWriter';

/** The scheme of a URI; a drive of Windows, such as `C:`, is none. */
const URI = /^[a-z][\w+.-]+:\/\//i;

/** Files in all file systems that VS Code reaches. On a disk of this host a video is written piece by piece by Node. */
export class WorkspaceFiles implements Files {
  constructor(private readonly platform: Pick<Platform, 'createVideoFile'>) {}

  at(file: string): vscode.Uri {
    return URI.test(file) ? vscode.Uri.parse(file) : vscode.Uri.file(file);
  }

  async stat(place: Place): Promise<Found> {
    try {
      return foundOf(await vscode.workspace.fs.stat(place));
    } catch (error) {
      return { kind: (error as { code?: unknown }).code === 'FileNotFound' ? 'missing' : 'unknown' };
    }
  }

  async read(file: Place): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await vscode.workspace.fs.readFile(file));
  }

  async list(folder: Place): Promise<readonly vscode.Uri[]> {
    const found = await vscode.workspace.fs.readDirectory(folder).then(undefined, () => []);
    return found.map(([name]) => vscode.Uri.joinPath(folder, name));
  }

  remove(file: Place): Promise<void> {
    return removeFile(file);
  }

  async makeFolder(folder: Place): Promise<void> {
    try {
      await vscode.workspace.fs.createDirectory(folder);
    } catch (error) {
      throw saveErrorOf(error);
    }
  }

  async create(folder: Place): Promise<VideoFile> {
    const { createVideoFile } = this.platform;
    if (folder.scheme === 'file' && createVideoFile) return createVideoFile(folder.fsPath);
    return new WorkspaceVideoFile(folder);
  }
}

/** A link has the type of what it leads to, and says that it is one. */
function foundOf({ type, size, mtime }: vscode.FileStat): Found {
  const isLink = (type & vscode.FileType.SymbolicLink) !== 0;
  if (type & vscode.FileType.File) return { kind: 'file', isLink, size, modifiedAt: mtime };
  return { kind: type & vscode.FileType.Directory ? 'folder' : 'unknown' };
}
