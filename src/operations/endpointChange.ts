import type { Operation, RunningOperation } from './operation';
import { givenOf, withGiven } from './trackingDetails';
import { identityOf } from './transition';

/** Those that a person may want to look for elsewhere: one that has its videos is where it belongs. */
export type MovableOperation = Exclude<Operation, { state: 'succeeded' }>;

/** Whether an operation can be asked about at another endpoint. */
export function isMovable(operation: Operation): operation is MovableOperation {
  return operation.state !== 'succeeded';
}

/** The endpoint that an operation moves to, and whether that again is only assumed. */
export type Destination = Pick<Operation, 'endpoint' | 'endpointAssumed'>;

/**
 * An operation as it is when another endpoint is asked about it: it keeps what people know it by, and runs until that
 * endpoint says otherwise.
 */
export function movedTo(destination: Destination, operation: MovableOperation): RunningOperation {
  const { endpointAssumed: _, ...identity } = identityOf(operation);
  return { ...identity, ...destination, state: 'running', videos: [] };
}

/** An operation that was at an endpoint already, and one that moves there: what the first is called counts. */
export function joined<O extends Operation>(there: O, moving: Operation): O {
  const trackedAt = there.trackedAt < moving.trackedAt ? there.trackedAt : moving.trackedAt;
  return withGiven(withGiven({ ...there, trackedAt }, givenOf(moving)), givenOf(there));
}
