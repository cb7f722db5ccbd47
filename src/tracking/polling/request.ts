import type { Time } from '../../base/time';
import type { Endpoint } from '../../endpoints/endpoint';
import { problemWith } from '../../operations/faultText';
import type { OperationId } from '../../operations/operation';
import type { Lane } from '../limits/lane';
import type { LaneProblem } from '../limits/standing';
import { inquire, type Means, type Outcome } from './inquiry';

/** Over what is asked; either is undefined where there is no such endpoint. */
export interface Way {
  readonly endpoint: Endpoint | undefined;
  readonly lane: Lane | undefined;
  readonly time: Time;
}

/**
 * Asks about one operation, unless there is no way or the server has told us to wait. Never rejects.
 *
 * @param onFault called with an error that nobody foresaw
 */
export async function request(
  id: OperationId,
  { endpoint, lane, time }: Way,
  means: Means,
  signal: AbortSignal,
  onFault: (error: unknown) => void,
): Promise<Outcome> {
  if (!endpoint || !lane) return notAsked(problemWith('offline', { kind: 'noEndpoint', id: id.endpoint }));
  const held = lane.standing.heldBack(time.steady());
  if (held) return notAsked(held);
  lane.begin(time.steady());
  try {
    return await inquire(id, endpoint, means, signal);
  } catch (error) {
    if (!signal.aborted) onFault(error);
    const problem = problemWith('malformed', { kind: 'unforeseen' });
    return { kind: 'failed', report: { kind: 'problem', problem } };
  } finally {
    lane.end(time.steady());
  }
}

function notAsked(problem: LaneProblem): Outcome {
  return { kind: 'notAsked', report: { kind: 'problem', problem } };
}
