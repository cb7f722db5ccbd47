import * as vscode from 'vscode';
import type { Operation, OperationId } from '../../operations/operation';
import { oneLine } from '../../outside/oneLine';
import type { OperationStore } from '../../tracking/list/operationStore';
import { t } from '../language/t';
import { notListedWords } from '../messages/stateWords';
import { titleOf } from '../messages/titles';

const SCHEME = 'veo-reason';
/** Characters of a title that a tab has room for. */
const TITLE_LENGTH = 40;

/**
 * Why operations ended without a video, each as a read-only document: whole, to be selected and copied, and where the
 * videos of others play. A message would cut it off, and each click would put another one on the screen.
 */
export class ReasonDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  private readonly disposable: vscode.Disposable;

  readonly onDidChange = this.changes.event;

  constructor(
    private readonly store: OperationStore,
    private readonly reasonOf: (operation: Operation) => string,
  ) {
    this.disposable = vscode.Disposable.from(
      this.changes,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      store.onDidChange((changes) => {
        for (const { after } of changes) if (after) this.changes.fire(reasonUri(after));
      }),
    );
  }

  provideTextDocumentContent({ query }: vscode.Uri): string {
    const operation = this.store.get(idIn(query));
    return operation ? this.reasonOf(operation) : notListedWords();
  }

  dispose(): void {
    this.disposable.dispose();
  }
}

/** The document with the reason of an operation. The title of its tab is the last part, so nothing in it may look like a folder. */
export function reasonUri(operation: Operation): vscode.Uri {
  const title = oneLine(titleOf(operation).replace(/[/\\]/g, ' '), TITLE_LENGTH);
  const path = `/${t('Reason: {0}', title)}`;
  return vscode.Uri.from({ scheme: SCHEME, path, query: `${operation.endpoint} ${operation.name}` });
}

/** An endpoint's id has no space in it. */
function idIn(query: string): OperationId {
  const end = query.indexOf(' ');
  return { endpoint: query.slice(0, end), name: query.slice(end + 1) };
}
