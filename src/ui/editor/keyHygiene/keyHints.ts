import * as vscode from 'vscode';
import { DisposableStore } from '../../../base/disposableStore';
import { systemTime } from '../../../base/time';
import { Timer } from '../../../base/timer';
import type { DeferredParts } from '../../deferredParts';
import { t } from '../../language/t';
import { HINT_CODE, HINT_SOURCE, KeyFixes } from './keyFixes';
import type { KeyLiteral } from './keyLiterals';
import { endpointsOf, keysInDocument, notebookOf } from './scannedDocuments';

const DEBOUNCE_MS = 500;

/** Underlines API keys in open documents. Nothing of a document is kept or sent anywhere. */
export class KeyHints extends DisposableStore {
  private readonly diagnostics = this.add(vscode.languages.createDiagnosticCollection('veo.apiKeys'));
  /** Documents that may hold a key: an address may come beside it. */
  private readonly watched = new WeakSet<vscode.TextDocument>();
  private readonly pending = new Set<vscode.TextDocument>();
  private readonly timer = this.add(new Timer(systemTime, () => this.scanPending()));

  constructor(private readonly parts: Pick<DeferredParts, 'settings'>) {
    super();
    const providedCodeActionKinds = [vscode.CodeActionKind.QuickFix];
    this.add(vscode.languages.registerCodeActionsProvider('*', new KeyFixes(), { providedCodeActionKinds }));
    this.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (this.watched.has(document)) this.request(document);
      }),
    );
    this.add(vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)));
    this.add(vscode.workspace.onDidChangeConfiguration((event) => this.configurationChanged(event)));
  }

  /** Looks for keys in a document soon, and in the other cells of its notebook. */
  request(document: vscode.TextDocument): void {
    const cells = notebookOf(document)?.getCells() ?? [];
    for (const one of [document, ...cells.map((cell) => cell.document)]) {
      this.watched.add(one);
      this.pending.add(one);
    }
    this.timer.setIn(DEBOUNCE_MS);
  }

  private forget(document: vscode.TextDocument): void {
    this.pending.delete(document);
    this.diagnostics.delete(document.uri);
  }

  private configurationChanged(event: vscode.ConfigurationChangeEvent): void {
    const isAffected = ['veo.editor', 'veo.endpoints', 'files.exclude', 'search.exclude'].some((setting) =>
      event.affectsConfiguration(setting),
    );
    if (!isAffected) return;
    const hasHints = vscode.workspace.textDocuments.filter(({ uri }) => this.diagnostics.has(uri));
    const visible = vscode.window.visibleTextEditors.map(({ document }) => document);
    for (const document of [...hasHints, ...visible]) this.request(document);
  }

  private scanPending(): void {
    const documents = [...this.pending].filter(({ isClosed }) => !isClosed);
    this.pending.clear();
    const { settings } = this.parts;
    const endpoints = endpointsOf(settings);
    for (const document of documents) {
      const keys = settings.value.keyHints ? keysInDocument(document, endpoints) : [];
      if (keys.length === 0) this.diagnostics.delete(document.uri);
      else
        this.diagnostics.set(
          document.uri,
          keys.map((key) => hintAt(document, key)),
        );
    }
  }
}

function hintAt(document: vscode.TextDocument, { start, end }: KeyLiteral): vscode.Diagnostic {
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  const text = t('An API key stands here. Whoever gets this file can use it.');
  const hint = new vscode.Diagnostic(range, text, vscode.DiagnosticSeverity.Information);
  return Object.assign(hint, { source: HINT_SOURCE, code: HINT_CODE });
}
