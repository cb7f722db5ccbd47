import * as vscode from 'vscode';
import type { FileStat, Files, FileWriter } from '../../saving/files';
import { type FileUri, isUri } from '../../saving/fileUri';
import { saveErrorOf } from '../../saving/saveError';
import type { Platform } from '../platform';
import { removeFile } from './replaceFile';
import { WorkspaceFileWriter } from './workspaceFileWriter';

/** Accesses files through VS Code, in all of its file systems. Only videos on a local disk are written by Node. */
export class WorkspaceFiles implements Files {
  constructor(private readonly platform: Pick<Platform, 'createFileWriter'>) {}

  uriOf(file: string): vscode.Uri {
    return isUri(file) ? vscode.Uri.parse(file) : vscode.Uri.file(file);
  }

  async stat(uri: FileUri): Promise<FileStat> {
    try {
      return fileStatOf(await vscode.workspace.fs.stat(uri));
    } catch (error) {
      return { kind: (error as { code?: unknown }).code === 'FileNotFound' ? 'missing' : 'unknown' };
    }
  }

  async read(file: FileUri): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await vscode.workspace.fs.readFile(file));
  }

  async list(folder: FileUri): Promise<readonly vscode.Uri[]> {
    const entries = await vscode.workspace.fs.readDirectory(folder).then(undefined, () => []);
    return entries.map(([name]) => vscode.Uri.joinPath(folder, name));
  }

  readonly remove = removeFile;

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

/** The type of a link is that of its target, with `SymbolicLink` added. */
function fileStatOf({ type, size, mtime }: vscode.FileStat): FileStat {
  const isLink = (type & vscode.FileType.SymbolicLink) !== 0;
  if (type & vscode.FileType.File) return { kind: 'file', isLink, size, modifiedAt: mtime };
  return { kind: type & vscode.FileType.Directory ? 'folder' : 'unknown' };
}
