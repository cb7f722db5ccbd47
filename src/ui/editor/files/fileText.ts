import * as vscode from 'vscode';
import { encodingOf } from '../../../outside/textEncoding';
import { notebookText, openNotebookText } from './notebookText';

/** VS Code hands a file over as a whole. */
const MAX_MEGABYTES = 256;
/** A notebook is also parsed as a whole. */
const MAX_NOTEBOOK_MEGABYTES = 64;
const BYTES_IN_MEGABYTE = 1024 * 1024;
/** Enough for a NUL to appear in anything but text. */
const HEAD_BYTES = 1024;
/** In bytes: between two pieces the extension host does other work, and the person can cancel. */
const PIECE_BYTES = 128 * 1024;

/**
 * What a file holds: its text, in pieces; or nothing to read, and why. `notSmall`: more than was asked for. `noFile`: a link to
 * nothing, a pipe, or a device such as `/dev/zero`.
 */
export type FileText =
  | { readonly kind: 'text'; readonly pieces: Iterable<string> }
  | { readonly kind: 'binary' }
  | { readonly kind: 'noFile' }
  | { readonly kind: 'notSmall' }
  | { readonly kind: 'tooLarge'; readonly maxMegabytes: number };

/**
 * The text of a file, as it is on the screen where it is open.
 *
 * @param maxBytes of a file that is wanted now
 * @throws what the file system throws
 */
export async function readFileText(uri: vscode.Uri, maxBytes = Number.POSITIVE_INFINITY): Promise<FileText> {
  const shown = openText(uri);
  if (shown !== undefined) return { kind: 'text', pieces: [shown] };
  const { size, type } = await vscode.workspace.fs.stat(uri);
  // What a link leads to may be one, too. It has no size, and perhaps no end.
  if ((type & vscode.FileType.File) === 0) return { kind: 'noFile' };
  const isNotebook = uri.path.endsWith('.ipynb');
  const maxMegabytes = isNotebook ? MAX_NOTEBOOK_MEGABYTES : MAX_MEGABYTES;
  if (size > maxMegabytes * BYTES_IN_MEGABYTE) return { kind: 'tooLarge', maxMegabytes };
  if (size > maxBytes) return { kind: 'notSmall' };
  const bytes = await vscode.workspace.fs.readFile(uri);
  const encoding = encodingOf(bytes);
  if (isBinary(bytes, encoding)) return { kind: 'binary' };
  const pieces = decoded(bytes, encoding);
  return { kind: 'text', pieces: isNotebook ? [notebookText([...pieces].join(''))] : pieces };
}

/** With what the person has not saved yet. */
function openText(uri: vscode.Uri): string | undefined {
  const isHere = (one: { readonly uri: vscode.Uri }) => one.uri.toString() === uri.toString();
  const notebook = vscode.workspace.notebookDocuments.find(isHere);
  return notebook ? openNotebookText(notebook) : vscode.workspace.textDocuments.find(isHere)?.getText();
}

/** In UTF-16 each second byte of a Latin text is NUL. */
function isBinary(bytes: Uint8Array, encoding: string): boolean {
  return encoding === 'utf-8' && bytes.subarray(0, HEAD_BYTES).includes(0);
}

function* decoded(bytes: Uint8Array, encoding: string): Iterable<string> {
  const decoder = new TextDecoder(encoding);
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
    yield decoder.decode(bytes.subarray(from, from + PIECE_BYTES), { stream: true });
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
