import type * as vscode from 'vscode';

/** In UTF-16 units. A larger document is a log or data that nobody reads as a whole. */
const MAX_CHARACTERS = 5_000_000;
/** Our own documents show what we know already; nobody wrote what is in a log of VS Code or in an input box of it. */
const SKIPPED = ['output', 'debug', 'comment', 'vscode', 'veo-reason', 'veo-answer'];
/**
 * A word of each form in which a text can name an operation: part of a name or an address, or a field of an answer. Far more
 * texts have one than name an operation, but most have none, and for them nothing else is loaded.
 */
const WORD =
  /operations|video|veo|sora|kling|interaction|task_?id|generation_?id|polling_?url|status\\*["'=]|[?&]id=|\/generations?\//i;

interface Tested {
  readonly version: number;
  readonly holdsWord: boolean;
}

const tested = new WeakMap<vscode.TextDocument, Tested>();

/** Whether a text has a word of those without which it names no operation. */
export function holdsWord(text: string): boolean {
  return WORD.test(text);
}

/** Whether a document is worth searching. It costs less than a millisecond, so each document can be tried at each change. */
export function mayNameOperations(document: vscode.TextDocument): boolean {
  const { version } = document;
  const before = tested.get(document);
  if (before?.version === version) return before.holdsWord;
  const now = { version, holdsWord: isRead(document) && holdsWord(document.getText()) };
  tested.set(document, now);
  return now.holdsWord;
}

function isRead(document: vscode.TextDocument): boolean {
  if (SKIPPED.includes(document.uri.scheme) || document.lineCount === 0) return false;
  const { end } = document.lineAt(document.lineCount - 1).range;
  return document.offsetAt(end) <= MAX_CHARACTERS;
}
