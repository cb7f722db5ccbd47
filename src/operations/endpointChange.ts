import type { Operation, RunningOperation } from './operation';
import { trackedSince } from './start';
import { trackingDetailsOf, withTrackingDetails } from './trackingDetails';
import { withoutState } from './transition';

/** An operation that a person may move to another endpoint. One that has its videos is at the right endpoint. */
export type MovableOperation = Exclude<Operation, { state: 'succeeded' }>;

/** Whether an operation can be moved to another endpoint. */
export function isMovable(operation: Operation): operation is MovableOperation {
  return operation.state !== 'succeeded';
}

/** The endpoint that an operation moves to, and whether that is only assumed. */
export type NewEndpoint = Pick<Operation, 'endpoint' | 'endpointAssumed'>;

/** An operation after its move: it keeps all but its state, and runs until the new endpoint says otherwise. */
export function movedToEndpoint(target: NewEndpoint, operation: MovableOperation): RunningOperation {
  const { endpointAssumed: _, ...kept } = withoutState(operation);
  return { ...kept, ...target, state: 'running', videos: [] };
}

/** Merges an operation that moves into the one that the endpoint has already: the details of the latter win. */
export function mergedDuplicate<O extends Operation>(present: O, moving: Operation): O {
  const trackedAt = present.trackedAt < moving.trackedAt ? present.trackedAt : moving.trackedAt;
  const merged = withTrackingDetails(trackedSince(present, trackedAt), trackingDetailsOf(moving));
  return withTrackingDetails(merged, trackingDetailsOf(present));
}
