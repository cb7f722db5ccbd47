import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import { Lazy } from '../../base/lazy';
import type { DeferredParts } from '../deferredParts';
import { editedTexts } from './editedTexts';
import type { KeyHints } from './keyHygiene/keyHints';
import { MAY_BE_KEY } from './keyHygiene/mayBeKey';

/** A longer document was not written by hand. */
const MAX_LINES = 100_000;

/** Registers the hint at API keys in documents, and its quick fixes. */
export function registerKeyHygiene(parts: DeferredParts): vscode.Disposable {
  return new KeySearch(parts);
}

/** Searches documents that come into view and lines that are edited, and loads the rest where one may hold a key. */
class KeySearch extends DisposableStore {
  private readonly searched = new WeakMap<vscode.TextDocument, number>();
  private readonly hints = new Lazy<KeyHints>(async () => {
    const { KeyHints } = await import('./keyHygiene/keyHints');
    return this.add(new KeyHints(this.parts));
  });

  constructor(private readonly parts: DeferredParts) {
    super();
    this.add(vscode.window.onDidChangeVisibleTextEditors(() => this.searchVisible()));
    this.add(vscode.workspace.onDidChangeTextDocument((change) => this.searchChange(change)));
    this.add(parts.settings.onDidChange(() => this.searchVisible()));
    this.searchVisible();
  }

  private searchVisible(): void {
    if (!this.parts.settings.value.keyHints) return;
    for (const { document } of vscode.window.visibleTextEditors) {
      const { version, lineCount } = document;
      if (lineCount > MAX_LINES || this.searched.get(document) === version) continue;
      this.searched.set(document, version);
      this.search(document, document.getText());
    }
  }

  private searchChange(change: vscode.TextDocumentChangeEvent): void {
    for (const text of editedTexts(change)) this.search(change.document, text);
  }

  private search(document: vscode.TextDocument, text: string): void {
    if (!this.parts.settings.value.keyHints || !MAY_BE_KEY.test(text)) return;
    this.hints.get().then(
      (hints) => hints.request(document),
      (error) => this.parts.log.error('API keys in documents cannot be searched for:', error),
    );
  }
}
