import * as vscode from 'vscode';
import { type OperationId, operationKey } from '../../operations/operation';
import { t } from '../language/t';

const SCHEME = 'veo-answer';
/** Answers of at most 64 KiB each; of more operations than that only the newest are kept. */
const MOST_KEPT = 50;

/**
 * The last answer of each operation that could not be understood, as a read-only document. They are kept as long as the
 * window lives, and come redacted.
 */
export class AnswerDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly answers = new Map<string, string>();
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  readonly onDidChange = this.changes.event;

  /** Keeps an answer in place of the one before. */
  keep(id: OperationId, answer: string): void {
    const key = operationKey(id);
    this.answers.delete(key);
    this.answers.set(key, answer);
    const [oldest] = this.answers.keys();
    if (this.answers.size > MOST_KEPT && oldest !== undefined) this.answers.delete(oldest);
    this.changes.fire(uriOf(id, answer));
  }

  /** Opens the answer of an operation. @returns whether there is one */
  async show(id: OperationId): Promise<boolean> {
    const answer = this.answers.get(operationKey(id));
    if (answer === undefined) return false;
    const document = await vscode.workspace.openTextDocument(uriOf(id, answer));
    await vscode.window.showTextDocument(document, { preview: true });
    return true;
  }

  provideTextDocumentContent({ query }: vscode.Uri): string {
    return this.answers.get(query) ?? '';
  }

  dispose(): void {
    this.registration.dispose();
    this.changes.dispose();
  }
}

/** The title of the tab is the last part of the path; its ending chooses the colours. */
function uriOf(id: OperationId, answer: string): vscode.Uri {
  const ending = /^\s*[[{]/.test(answer) ? 'json' : 'txt';
  const title = t('Answer of {0}', id.endpoint);
  return vscode.Uri.from({ scheme: SCHEME, path: `/${title}.${ending}`, query: operationKey(id) });
}
