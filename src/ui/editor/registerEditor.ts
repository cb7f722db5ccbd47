import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import { Lazy } from '../../base/lazy';
import type { DeferredParts } from '../deferredParts';
import { CandidateDocuments } from './candidateDocuments';
import type { WrittenOperations } from './writtenOperations';

const ALL_DOCUMENTS = '*';

/**
 * Registers what documents and notebooks show of the operations that are written in them. While no document has a word of
 * an operation, nothing more is loaded.
 */
export function registerEditor(parts: DeferredParts): vscode.Disposable {
  const store = new DisposableStore();
  const candidates = store.add(new CandidateDocuments());
  const changes = store.add(new vscode.EventEmitter<void>());
  const loaded = new Lazy(async () => {
    const { WrittenOperations } = await import('./writtenOperations');
    return store.add(new WrittenOperations(parts, () => changes.fire()));
  });
  const shown = <T>(document: vscode.TextDocument, show: (written: WrittenOperations) => T | Promise<T>) =>
    candidates.has(document) ? loaded.get().then(show) : undefined;
  store.add(
    vscode.languages.registerDocumentLinkProvider(ALL_DOCUMENTS, {
      provideDocumentLinks: (document, token) => shown(document, (written) => written.links(document, token)),
    }),
  );
  store.add(
    vscode.languages.registerHoverProvider(ALL_DOCUMENTS, {
      provideHover: (document, position) => shown(document, (written) => written.hover(document, position)),
    }),
  );
  store.add(
    vscode.languages.registerInlayHintsProvider(ALL_DOCUMENTS, {
      onDidChangeInlayHints: changes.event,
      provideInlayHints: (document, range, token) =>
        shown(document, (written) => written.hints(document, range, token)),
    }),
  );
  store.add(
    vscode.languages.registerCodeLensProvider(ALL_DOCUMENTS, {
      onDidChangeCodeLenses: changes.event,
      provideCodeLenses: (document, token) => shown(document, (written) => written.lenses(document, token)),
    }),
  );
  return store;
}
