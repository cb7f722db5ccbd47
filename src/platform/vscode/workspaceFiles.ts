import * as vscode from 'vscode';
import type { FileStat, Files } from '../../saving/files';
import type { FileUri } from '../../saving/fileUri';
import { type FileWriter, saveErrorOf } from '../../saving/saveError';
import type { Platform } from '../platform';
import { removeFile } from './replaceFile';
import { WorkspaceFileWriter } from './workspaceFileWriter';

/** The scheme of a URI; a drive of Windows, such as `C:`, is none. */
const URI = /^[a-z][\w+.-]+:\/\//i;

/** Files in all file systems that VS Code reaches. On a disk of this host a video is written piece by piece by Node. */
export class WorkspaceFiles implements Files {
  constructor(private readonly platform: Pick<Platform, 'createFileWriter'>) {}

  at(file: string): vscode.Uri {
    return URI.test(file) ? vscode.Uri.parse(file) : vscode.Uri.file(file);
  }

  async stat(place: FileUri): Promise<FileStat> {
    try {
      return foundOf(await vscode.workspace.fs.stat(place));
    } catch (error) {
      return { kind: (error as { code?: unknown }).code === 'FileNotFound' ? 'missing' : 'unknown' };
    }
  }

  async read(file: FileUri): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await vscode.workspace.fs.readFile(file));
  }

  async list(folder: FileUri): Promise<readonly vscode.Uri[]> {
    const found = await vscode.workspace.fs.readDirectory(folder).then(undefined, () => []);
    return found.map(([name]) => vscode.Uri.joinPath(folder, name));
  }

  remove(file: FileUri): Promise<void> {
    return removeFile(file);
  }

  async makeFolder(folder: FileUri): Promise<void> {
    try {
      await vscode.workspace.fs.createDirectory(folder);
    } catch (error) {
      throw saveErrorOf(error);
    }
  }

  async create(folder: FileUri): Promise<FileWriter> {
    const { createFileWriter } = this.platform;
    if (folder.scheme === 'file' && createFileWriter) return createFileWriter(folder.fsPath);
    return new WorkspaceFileWriter(folder);
  }
}

/** A link has the type of what it leads to, and says that it is one. */
function foundOf({ type, size, mtime }: vscode.FileStat): FileStat {
  const isLink = (type & vscode.FileType.SymbolicLink) !== 0;
  if (type & vscode.FileType.File) return { kind: 'file', isLink, size, modifiedAt: mtime };
  return { kind: type & vscode.FileType.Directory ? 'folder' : 'unknown' };
}
