import * as vscode from 'vscode';
import { Lazy } from '../../base/lazy';
import type { DeferredParts } from '../deferredParts';
import { ROWS_MIME } from './rowsMime';

/** Registers what follows links to operations, and what writes rows into the editor that are dropped there. */
export function registerExchange(parts: DeferredParts): vscode.Disposable {
  const links = new Lazy(async () => new (await import('./linkHandler')).LinkHandler(parts));
  const drops: vscode.DocumentDropEditProvider = {
    provideDocumentDropEdits: async (document, _, dataTransfer) =>
      (await import('./dropIntoEditor')).editsOf(document, dataTransfer),
  };
  return vscode.Disposable.from(
    vscode.window.registerUriHandler({ handleUri: async (uri) => (await links.get()).open(uri) }),
    vscode.languages.registerDocumentDropEditProvider([{ language: 'markdown' }, { pattern: '**' }], drops, {
      dropMimeTypes: [ROWS_MIME],
    }),
  );
}
