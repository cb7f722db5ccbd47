/** The URI of a file or a folder in any file system that VS Code reaches. A `vscode.Uri` has this shape. */
export interface FileUri {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
  /** The path as the operating system writes it. */
  readonly fsPath: string;
  with(change: { readonly path?: string }): FileUri;
  toString(skipEncoding?: boolean): string;
  toJSON(): unknown;
}

/** How the list stores where a file is: as a path on a disk, else as a URI. `Files.uriOf` reads it back. */
export function pathOrUri(uri: FileUri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString();
}

/** Whether `pathOrUri` gave a URI. Unlike the scheme of one, a Windows drive such as `C:` is not followed by `//`. */
export function isUri(stored: string): boolean {
  return /^[a-z][\w+.-]+:\/\//i.test(stored);
}

/** The URI of a name in a folder; several names lead into its subfolders. */
export function inFolder(folder: FileUri, ...names: readonly string[]): FileUri {
  return folder.with({ path: [folder.path.replace(/\/$/, ''), ...names].join('/') });
}

/** The folder that a file is in. */
export function folderOf(uri: FileUri): FileUri {
  const path = uri.path.slice(0, uri.path.lastIndexOf('/'));
  // A root, also that of a Windows drive, is a folder only with its slash.
  return uri.with({ path: /^(?:\/[A-Za-z]:)?$/.test(path) ? `${path}/` : path });
}

/** The name of a file. */
export function nameOf(uri: FileUri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** The name of a file without its extension. */
export function stemOf(name: string): string {
  return name.replace(/\.[^.]+$/, '');
}
