import type { Time } from '../../base/time';
import type { Endpoint } from '../../endpoints/endpoint';
import { problemWith } from '../../operations/faultText';
import type { OperationId } from '../../operations/operation';
import type { EndpointProblem } from '../limits/endpointHealth';
import type { OriginLimiter } from '../limits/originLimiter';
import { inquire, type Means, type Outcome } from './statusRequest';

/** Over what is asked; either is undefined where there is no such endpoint. */
export interface Way {
  readonly endpoint: Endpoint | undefined;
  readonly limiter: OriginLimiter | undefined;
  readonly time: Time;
}

/**
 * Asks about one operation, unless there is no way or the server has told us to wait. Never rejects.
 *
 * @param onFault called with an error that nobody foresaw
 */
export async function request(
  id: OperationId,
  { endpoint, limiter, time }: Way,
  means: Means,
  signal: AbortSignal,
  onFault: (error: unknown) => void,
): Promise<Outcome> {
  if (!endpoint || !limiter) return notAsked(problemWith('offline', { kind: 'noEndpoint', id: id.endpoint }));
  const held = limiter.health.heldBack(time.steady());
  if (held) return notAsked(held);
  limiter.begin(time.steady());
  try {
    return await inquire(id, endpoint, means, signal);
  } catch (error) {
    if (!signal.aborted) onFault(error);
    const problem = problemWith('malformed', { kind: 'unforeseen' });
    return { kind: 'failed', report: { kind: 'problem', problem } };
  } finally {
    limiter.end(time.steady());
  }
}

function notAsked(problem: EndpointProblem): Outcome {
  return { kind: 'notAsked', report: { kind: 'problem', problem } };
}
