import type { Endpoint } from '../../endpoints/endpoint';
import { VideoApiError } from '../../endpoints/videoApi';
import type { VideoPresence } from '../../endpoints/videoContents';
import { contractOf } from '../../operations/name';
import type { Answer, OperationId, ProblemKind, Video } from '../../operations/operation';

/**
 * Asks whether the content of a video is there, without reading it.
 *
 * @throws VideoApiError; the reason of `signal` when it was aborted.
 */
export type Probe = (id: OperationId, video: Video, access: ProbeAccess) => Promise<VideoPresence>;

/** Where and with which key a probe goes. */
export interface ProbeAccess {
  readonly endpoint: Endpoint;
  readonly key: string | undefined;
  readonly signal: AbortSignal;
}

/** After these the same probe may well bring an answer; after any other we believe what the API said. */
const TRANSIENT: readonly ProblemKind[] = ['unavailable', 'timeout', 'offline', 'rateLimited'];

/**
 * What an answer means once the content has been asked for: a gateway calls a job of `/v1/videos` completed also when
 * the safety filter kept its video back, or while its content is yet to come.
 *
 * @throws VideoApiError where that cannot be known yet; the reason of the signal when it was aborted.
 */
export async function confirmedAnswer(
  id: OperationId,
  answer: Answer,
  { probe, ...access }: ProbeAccess & { readonly probe: Probe },
): Promise<Answer> {
  if (answer.kind !== 'succeeded' || contractOf(id.name) !== 'videos') return answer;
  const presence = await probe(id, answer.videos[0], access).catch((error: unknown) => {
    access.signal.throwIfAborted();
    if (!(error instanceof VideoApiError) || TRANSIENT.includes(error.kind)) throw error;
    return 'present';
  });
  if (presence === 'notReady') throw new VideoApiError('unavailable', { kind: 'contentNotReady' });
  return presence === 'withheld' ? withoutVideos(answer) : answer;
}

function withoutVideos({ videos: _, ...answer }: Answer & { kind: 'succeeded' }): Answer {
  return { ...answer, kind: 'filtered' };
}
