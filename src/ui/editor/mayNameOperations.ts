import type * as vscode from 'vscode';
import { holdsTrigger } from '../../references/triggers';

/** In UTF-16 units. A larger document is a log or data that nobody reads as a whole. */
const MAX_CHARACTERS = 5_000_000;
/** Our own documents show what we know already; nobody wrote what is in a log of VS Code or in an input box of it. */
const SKIPPED = ['output', 'debug', 'comment', 'vscode', 'veo-reason', 'veo-answer'];

/** What was found in the latest version of a document that was tested. */
interface Tested {
  readonly version: number;
  readonly holdsWord: boolean;
}

const tested = new WeakMap<vscode.TextDocument, Tested>();

/**
 * Whether a document is worth reading: it has a word without which no text names an operation. Most have none, and for them
 * nothing else is loaded.
 */
export function mayNameOperations(document: vscode.TextDocument): boolean {
  if (!isRead(document)) return false;
  const { version } = document;
  const before = tested.get(document);
  // A word that was there is still there, or the document is read in vain.
  if (before?.holdsWord || before?.version === version) return before.holdsWord;
  const now = { version, holdsWord: holdsTrigger(document.getText()) };
  tested.set(document, now);
  return now.holdsWord;
}

function isRead(document: vscode.TextDocument): boolean {
  if (SKIPPED.includes(document.uri.scheme) || document.lineCount === 0) return false;
  const { end } = document.lineAt(document.lineCount - 1).range;
  return document.offsetAt(end) <= MAX_CHARACTERS;
}
