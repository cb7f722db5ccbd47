import type * as vscode from 'vscode';
import { type Endpoint, offers } from '../endpoints/endpoint';
import { contractOf } from '../operations/name';
import type { Operation } from '../operations/operation';
import { pollingModeOf } from '../operations/pollingMode';
import type { Move, OperationStore } from '../tracking/list/operationStore';
import type { EndpointList } from './endpointList';

/**
 * When another endpoint becomes the default one, operations whose endpoint nobody told, and that none has answered for,
 * go with it: they were asked about at the former default only because there was no better guess.
 */
export class AssumedEndpointMover implements vscode.Disposable {
  private readonly listener: vscode.Disposable;
  private usual: string | undefined;

  /** @param onDidMove is told what has gone to which endpoint */
  constructor(
    private readonly store: OperationStore,
    private readonly endpoints: EndpointList,
    private readonly onDidMove: (moves: readonly Move[], endpoint: Endpoint) => void,
  ) {
    this.usual = endpoints.default?.id;
    this.listener = endpoints.onDidChange(() => this.refresh());
  }

  dispose(): void {
    this.listener.dispose();
  }

  private refresh(): void {
    const { default: usual } = this.endpoints;
    if (!usual || usual.id === this.usual) return;
    this.usual = usual.id;
    const moves = this.store.move(
      this.store.list().filter((operation) => isGuessed(operation) && canAsk(usual, operation)),
      { endpoint: usual.id, endpointAssumed: true },
    );
    if (moves.length > 0) this.onDidMove(moves, usual);
  }
}

/** One that is missing is still looked for, as long as it is polled at all: the endpoint that knows it was not asked. */
function isGuessed(operation: Operation): boolean {
  return operation.endpointAssumed === true && pollingModeOf(operation).kind !== 'never';
}

function canAsk(endpoint: Endpoint, { name }: Operation): boolean {
  return offers(endpoint, contractOf(name) ?? 'gemini');
}
