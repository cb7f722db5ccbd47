import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import { type OperationId, operationKey } from '../../operations/operation';
import { t } from '../language/t';
import { ANSWER_SCHEME } from './documentSchemes';

/** Operations whose answers are kept, the newest ones; an answer has at most 64 KiB. */
const MAX_ANSWERS = 50;

/**
 * The last answer of each operation that could not be understood, as a read-only document. Answers are redacted before
 * they come here, and kept until the window closes.
 */
export class AnswerDocuments extends DisposableStore implements vscode.TextDocumentContentProvider {
  private readonly answers = new Map<string, string>();
  private readonly changes = this.add(new vscode.EventEmitter<vscode.Uri>());

  readonly onDidChange = this.changes.event;

  constructor() {
    super();
    this.add(vscode.workspace.registerTextDocumentContentProvider(ANSWER_SCHEME, this));
  }

  /** Keeps an answer in place of the operation's last one. */
  keep(id: OperationId, answer: string): void {
    const key = operationKey(id);
    this.answers.delete(key);
    this.answers.set(key, answer);
    const [oldest] = this.answers.keys();
    if (this.answers.size > MAX_ANSWERS && oldest !== undefined) this.answers.delete(oldest);
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
}

/** The tab shows the last part of the path; the file extension chooses the language of the editor. */
function uriOf(id: OperationId, answer: string): vscode.Uri {
  const extension = /^\s*[[{]/.test(answer) ? 'json' : 'txt';
  const title = t('Answer of {0}', id.endpoint);
  return vscode.Uri.from({ scheme: ANSWER_SCHEME, path: `/${title}.${extension}`, query: operationKey(id) });
}
