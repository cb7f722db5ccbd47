import type * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';
import type { OperationStore } from '../tracking/list/operationStore';
import type { Poller } from '../tracking/polling/poller';
import type { EndpointList } from '../ui/endpointList';
import { reasonInFull } from '../ui/messages/reasonWords';
import { AnswerDocuments } from '../ui/view/answerDocuments';
import { REASON_SCHEME } from '../ui/view/documentSchemes';
import { ReasonDocuments } from '../ui/view/reasonDocuments';

interface DocumentsParts {
  readonly store: OperationStore;
  readonly endpoints: EndpointList;
  readonly poller: Poller;
}

/** Wires our read-only documents: why an operation has no video, and what was answered that could not be understood. */
export class Documents extends DisposableStore {
  readonly answers = this.add(new AnswerDocuments());
  private readonly reasons: ReasonDocuments;

  constructor({ store, endpoints, poller }: DocumentsParts) {
    super();
    this.reasons = this.add(new ReasonDocuments(store, (operation) => reasonInFull(operation, endpoints)));
    this.add(poller.onDidGetUnreadable(({ id, answer }) => this.answers.keep(id, answer)));
  }

  textOf(uri: vscode.Uri): string {
    const documents = uri.scheme === REASON_SCHEME ? this.reasons : this.answers;
    return documents.provideTextDocumentContent(uri);
  }
}
