import * as vscode from 'vscode';
import { oneLine } from '../../operations/oneLine';
import { type Operation, type OperationId, operationKey } from '../../operations/operation';
import { t } from '../language/t';
import { titleOf } from '../telling/names';

const SCHEME = 'veo-reason';
/** Characters of a title that a tab has room for. */
const TITLE_LENGTH = 40;
/** Reasons of at most some kilobytes each; of more operations than that only the last shown are kept. */
const MOST_KEPT = 50;

/**
 * Why operations ended without a video, each as a read-only document: whole, to be selected and copied, and where the
 * videos of others play. A message would cut it off, and each click would put another one on the screen.
 */
export class ReasonDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly reasons = new Map<string, string>();
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  readonly onDidChange = this.changes.event;

  constructor(private readonly reasonOf: (operation: Operation) => string) {}

  /** Opens the reason of an operation as it is now. */
  async show(operation: Operation): Promise<void> {
    const uri = uriOf(operation);
    this.keep(operation, this.reasonOf(operation));
    this.changes.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true });
  }

  provideTextDocumentContent({ query }: vscode.Uri): string {
    return this.reasons.get(query) ?? '';
  }

  dispose(): void {
    this.registration.dispose();
    this.changes.dispose();
  }

  private keep(id: OperationId, reason: string): void {
    const key = operationKey(id);
    this.reasons.delete(key);
    this.reasons.set(key, reason);
    const [oldest] = this.reasons.keys();
    if (this.reasons.size > MOST_KEPT && oldest !== undefined) this.reasons.delete(oldest);
  }
}

/** The title of the tab is the last part of the path, so nothing in it may look like a folder. */
function uriOf(operation: Operation): vscode.Uri {
  const title = oneLine(titleOf(operation).replace(/[/\\]/g, ' '), TITLE_LENGTH);
  const path = `/${t('Reason: {0}', title)}.txt`;
  return vscode.Uri.from({ scheme: SCHEME, path, query: operationKey(operation) });
}
