/** Where a file or a folder is, in any file system that VS Code reaches. A `vscode.Uri` is one, so both go for each other. */
export interface FileUri {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
  /** The path as the system of this computer writes it. */
  readonly fsPath: string;
  with(change: { readonly path?: string }): FileUri;
  toString(skipEncoding?: boolean): string;
  toJSON(): unknown;
}

/** How the list keeps the place of a file: as a path, or as the URI of a file system that has no paths. */
export function pathOrUri(place: FileUri): string {
  return place.scheme === 'file' ? place.fsPath : place.toString();
}

/** What has this name in a folder; several names lead into the folders of that folder. */
export function inFolder(folder: FileUri, ...names: readonly string[]): FileUri {
  return folder.with({ path: [folder.path.replace(/\/$/, ''), ...names].join('/') });
}

/** The folder that a file lies in. */
export function folderOf(place: FileUri): FileUri {
  const path = place.path.slice(0, place.path.lastIndexOf('/'));
  // The root, also that of a drive of Windows, is a folder only with its slash.
  return place.with({ path: /^(?:\/[A-Za-z]:)?$/.test(path) ? `${path}/` : path });
}

/** The name of a file. */
export function nameOf(place: FileUri): string {
  return place.path.slice(place.path.lastIndexOf('/') + 1);
}

/** The name of a file without its ending. */
export function stemOf(name: string): string {
  return name.replace(/\.[^.]+$/, '');
}
