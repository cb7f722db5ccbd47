import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import { holdsTrigger } from '../../references/triggers';
import { editedTexts } from './editedTexts';

/** In UTF-16 units. A larger document is a log or data that nobody reads as a whole. */
const MAX_CHARACTERS = 5_000_000;
/** Our own documents show what we know already; nobody wrote what is in a log of VS Code or in an input box of it. */
const SKIPPED = ['output', 'debug', 'comment', 'vscode', 'veo-reason', 'veo-answer'];

/**
 * The documents that are worth reading: they have a word without which no text names an operation. Most have none, and for
 * them nothing else is loaded.
 */
export class CandidateDocuments extends DisposableStore {
  /** Of documents that were asked about. A word that is gone still counts: at worst a document is read in vain. */
  private readonly holdsWord = new WeakMap<vscode.TextDocument, boolean>();

  constructor() {
    super();
    this.add(vscode.workspace.onDidChangeTextDocument((change) => this.edited(change)));
  }

  has(document: vscode.TextDocument): boolean {
    if (!isRead(document)) return false;
    const known = this.holdsWord.get(document) ?? holdsTrigger(document.getText());
    this.holdsWord.set(document, known);
    return known;
  }

  private edited(change: vscode.TextDocumentChangeEvent): void {
    const { document } = change;
    if (this.holdsWord.get(document) !== false) return;
    if (editedTexts(change).some(holdsTrigger)) this.holdsWord.set(document, true);
  }
}

function isRead(document: vscode.TextDocument): boolean {
  if (SKIPPED.includes(document.uri.scheme) || document.lineCount === 0) return false;
  const { end } = document.lineAt(document.lineCount - 1).range;
  return document.offsetAt(end) <= MAX_CHARACTERS;
}
