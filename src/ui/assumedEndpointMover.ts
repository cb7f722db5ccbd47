import { DisposableStore } from '../base/disposableStore';
import type { Endpoint } from '../endpoints/endpoint';
import type { Operation } from '../operations/operation';
import { pollingModeOf } from '../operations/pollingMode';
import type { Move, OperationStore } from '../tracking/list/operationStore';
import type { EndpointList } from './endpointList';
import { canCheck } from './prompts/textInterpreter';

/**
 * Moves operations to another endpoint when that becomes the default one: those whose endpoint was only assumed, and that
 * have had no answer there. They were checked at the former default endpoint for lack of a better guess.
 */
export class AssumedEndpointMover extends DisposableStore {
  private defaultId: string | undefined;

  /** @param onDidMove gets the moves, and the endpoint to which they lead */
  constructor(
    private readonly store: OperationStore,
    private readonly endpoints: EndpointList,
    private readonly onDidMove: (moves: readonly Move[], endpoint: Endpoint) => void,
  ) {
    super();
    this.defaultId = endpoints.default?.id;
    this.add(endpoints.onDidChange(() => this.moveToDefault()));
  }

  private moveToDefault(): void {
    const { default: endpoint } = this.endpoints;
    if (!endpoint || endpoint.id === this.defaultId) return;
    this.defaultId = endpoint.id;
    const moves = this.store.move(
      this.store.list().filter((operation) => isAssumed(operation) && canCheck(endpoint, operation.name)),
      { endpoint: endpoint.id, endpointAssumed: true },
    );
    if (moves.length > 0) this.onDidMove(moves, endpoint);
  }
}

/** A missing operation counts too, as long as it is polled: the endpoint that knows it may not have been requested. */
function isAssumed(operation: Operation): boolean {
  return operation.endpointAssumed === true && pollingModeOf(operation).kind !== 'never';
}
