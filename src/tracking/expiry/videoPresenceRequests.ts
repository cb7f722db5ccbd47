import { DAY_MS, type Time } from '../../base/time';
import type { VideoContents } from '../../endpoints/videoContents';
import { sourceOf } from '../../endpoints/videoSource';
import type { OperationId } from '../../operations/operation';
import { isGoneUnconfirmed, withVideoChange } from '../../operations/video';
import type { AuxiliaryRequest, AuxiliaryRequests } from '../limits/auxiliaryRequests';
import type { OperationStore } from '../list/operationStore';

interface PresenceParts {
  readonly store: OperationStore;
  /** It must not count its requests: auxiliary requests are counted when they are sent. */
  readonly contents: Pick<VideoContents, 'probe'>;
  readonly auxiliaryRequests: AuxiliaryRequests;
  readonly time: Time;
}

/** How long after the end of its operation a video may still be there. */
const LONGEST_PRESENCE_MS = 14 * DAY_MS;

/**
 * Asks the API about each video in the list that counts as gone without proof, and records the answer: releases up to 0.3.0
 * took a refusal from anybody, such as a proxy, for that. Without a clear answer the next start asks again.
 */
export function requestPresence(parts: PresenceParts): void {
  const since = parts.time.now() - LONGEST_PRESENCE_MS;
  for (const operation of parts.store.ended) {
    if (operation.state !== 'succeeded' || Date.parse(operation.finishedAt) <= since) continue;
    for (const [index, video] of operation.videos.entries()) {
      if (isGoneUnconfirmed(video))
        parts.auxiliaryRequests.add(operation, presenceRequest(operation, index, parts));
    }
  }
}

function presenceRequest(
  id: OperationId,
  index: number,
  { store, contents, time }: PresenceParts,
): AuxiliaryRequest {
  const current = () => {
    const operation = store.get(id);
    if (operation?.state !== 'succeeded') return undefined;
    const video = operation.videos[index];
    return video && isGoneUnconfirmed(video) ? { operation, video } : undefined;
  };
  return (endpoint) => {
    const video = current()?.video;
    const source = video && sourceOf(endpoint, id.name, video);
    // The answer of another host says nothing about this endpoint.
    if (source?.kind !== 'endpoint') return undefined;
    return async (key, signal) => {
      const presence = await contents.probe(source, key, signal);
      signal.throwIfAborted();
      const operation = current()?.operation;
      if (!operation || (presence !== 'gone' && presence !== 'present')) return;
      const goneAt = presence === 'gone' ? new Date(time.now()).toISOString() : undefined;
      store.update([withVideoChange(operation, index, { goneAt })]);
    };
  };
}
