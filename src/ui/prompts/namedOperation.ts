import type { Endpoint } from '../../endpoints/endpoint';
import type { OperationId, Source, TrackingDetails } from '../../operations/operation';
import { readGivenStart } from '../../operations/start';
import type { Reference } from '../../references/reference';

/** An operation that a text names, what the text says about it, and whether its endpoint is only assumed. */
export interface NamedOperation
  extends OperationId,
    Omit<Reference, 'name' | 'root' | 'shape'>,
    Pick<TrackingDetails, 'endpointAssumed'> {}

/** An operation that a reference names, at this endpoint. */
export function operationAt({ id }: Pick<Endpoint, 'id'>, reference: Reference): NamedOperation {
  const { root: _, shape: __, ...named } = reference;
  return { endpoint: id, ...named };
}

/** What to store about an operation that a text named. @param now ms since the epoch */
export function givenBy(named: NamedOperation, source: Source, now = Date.now()): TrackingDetails {
  const { endpoint: _, name: __, label, startedAt, endpointAssumed: ___, ...told } = named;
  const start = startedAt === undefined ? undefined : possibleStart(startedAt, now);
  return {
    ...told,
    ...(label !== undefined && { label, labelOrigin: 'text' }),
    ...(start !== undefined && { startedAt: start }),
    ...assumptionOf(named),
    source,
  };
}

/** A start that an answer told, unless it lies in the future or long ago. */
function possibleStart(told: string, now: number): string | undefined {
  try {
    return readGivenStart(told, now);
  } catch {
    return undefined;
  }
}

/** That the endpoint of an operation is only assumed, where it is. */
export function assumptionOf({
  endpointAssumed,
}: Pick<TrackingDetails, 'endpointAssumed'>): Pick<TrackingDetails, 'endpointAssumed'> {
  return endpointAssumed ? { endpointAssumed } : {};
}
