import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import { Lazy } from '../../base/lazy';
import type { DeferredParts } from '../deferredParts';
import type { KeyHints } from './keyHygiene/keyHints';

/** How keys begin, and what stands before them. Most documents have none of it, and cost this search only. */
const MAY_BE_KEY =
  /AIza[\w-]{20}|\b(?:AQ\.|ya29\.|sk-|tgp_v1_|vck_)[\w.-]{16}|(?:Bearer |(?:key|token|authorization)["'`]?\]?(?: ?: ?str(?:ing)?)? {0,5}[:=,]>? {0,5}["'`]?)[\w.-]{19}/i;

/** Registers the hint at API keys in documents, and its quick fixes. */
export function registerKeyHygiene({ settings, log }: DeferredParts): vscode.Disposable {
  const store = new DisposableStore();
  const versions = new WeakMap<vscode.TextDocument, number>();
  const hints = new Lazy<KeyHints>(async () => {
    const { KeyHints } = await import('./keyHygiene/keyHints');
    return store.add(new KeyHints({ settings }));
  });
  const lookAt = (document: vscode.TextDocument, text: string) => {
    if (!settings.value.keyHints || !MAY_BE_KEY.test(text)) return;
    hints.get().then(
      (made) => made.request(document),
      (error) => log.error('API keys in documents cannot be looked for:', error),
    );
  };
  const lookAtVisible = () => {
    for (const { document } of vscode.window.visibleTextEditors) {
      if (versions.get(document) === document.version) continue;
      versions.set(document, document.version);
      lookAt(document, document.getText());
    }
  };
  store.add(vscode.window.onDidChangeVisibleTextEditors(lookAtVisible));
  store.add(
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      for (const { text, range } of contentChanges)
        lookAt(document, text.length > 20 ? text : document.lineAt(range.start.line).text);
    }),
  );
  lookAtVisible();
  return store;
}
