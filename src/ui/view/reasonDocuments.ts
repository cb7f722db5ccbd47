import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import type { Operation, OperationId } from '../../operations/operation';
import { oneLine } from '../../outside/oneLine';
import type { OperationStore } from '../../tracking/list/operationStore';
import { t } from '../language/t';
import { notListedWords } from '../messages/stateWords';
import { titleOf } from '../messages/titles';
import { REASON_SCHEME } from './documentSchemes';

const MAX_TITLE_CHARACTERS = 40;

/**
 * The reason why an operation ended without a video, as a read-only document: whole, and with text that can be selected.
 * A message would cut it off, and each click would show another message.
 */
export class ReasonDocuments extends DisposableStore implements vscode.TextDocumentContentProvider {
  private readonly changes = this.add(new vscode.EventEmitter<vscode.Uri>());

  readonly onDidChange = this.changes.event;

  constructor(
    private readonly store: OperationStore,
    private readonly reasonOf: (operation: Operation) => string,
  ) {
    super();
    this.add(vscode.workspace.registerTextDocumentContentProvider(REASON_SCHEME, this));
    this.add(
      store.onDidChange((changes) => {
        for (const { after } of changes) if (after) this.changes.fire(reasonUri(after));
      }),
    );
  }

  provideTextDocumentContent({ query }: vscode.Uri): string {
    const operation = this.store.get(idIn(query));
    return operation ? this.reasonOf(operation) : notListedWords();
  }
}

/** The document with the reason of an operation. Its tab shows the last part of the path, so the title has no slashes. */
export function reasonUri(operation: Operation): vscode.Uri {
  const title = oneLine(titleOf(operation).replace(/[/\\]/g, ' '), MAX_TITLE_CHARACTERS);
  const path = `/${t('Reason: {0}', title)}`;
  return vscode.Uri.from({ scheme: REASON_SCHEME, path, query: `${operation.endpoint} ${operation.name}` });
}

/** The id of an endpoint has no spaces. */
function idIn(query: string): OperationId {
  const end = query.indexOf(' ');
  return { endpoint: query.slice(0, end), name: query.slice(end + 1) };
}
