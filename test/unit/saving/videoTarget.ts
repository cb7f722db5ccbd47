import {
  newOperation,
  type OperationId,
  type SucceededOperation,
  type Video,
} from '../../../src/operations/operation';
import type { VideoTarget } from '../../../src/saving/downloads';

/** The only video of an operation that has succeeded. */
export function succeededTarget(id: OperationId, video: Video = { uri: 'x' }): VideoTarget {
  const running = newOperation(id, {}, 0);
  const finishedAt = running.trackedAt;
  const operation: SucceededOperation = { ...running, state: 'succeeded', finishedAt, videos: [video] };
  return { operation, video, index: 0 };
}
