import type { Disposable } from '../../base/event';
import { DAY_MS, type Time } from '../../base/time';
import { unlessAborted } from '../../endpoints/http/abort';
import type { VideoContents } from '../../endpoints/videoContents';
import { fileInfoUrl } from '../../endpoints/videoSource';
import type { OperationId, SucceededOperation } from '../../operations/operation';
import { isUnsaved, withVideoChange } from '../../operations/video';
import type { AuxiliaryRequest, AuxiliaryRequests } from '../limits/auxiliaryRequests';
import type { OperationStore } from '../list/operationStore';

interface ExpiryParts {
  readonly store: OperationStore;
  readonly contents: Pick<VideoContents, 'expiry'>;
  readonly auxiliaryRequests: AuxiliaryRequests;
  readonly time: Time;
}

/** A time of deletion that is farther away than this is a mistake of the server. */
const FARTHEST_EXPIRY_MS = 30 * DAY_MS;

/**
 * Asks the API when a video will be deleted, once for each video that finishes while it is tracked (it may have finished
 * long before), until disposed of. Where the API does not say, our estimate stays.
 */
export function requestExpiryTimes(parts: ExpiryParts): Disposable {
  return parts.store.onDidChange((changes) => {
    for (const { before, after } of changes) {
      if (!before || before.state === 'succeeded' || after?.state !== 'succeeded') continue;
      for (const [index, video] of after.videos.entries()) {
        if (isUnsaved(video)) parts.auxiliaryRequests.add(after, expiryRequest(after, index, parts));
      }
    }
  });
}

function expiryRequest(
  id: OperationId,
  index: number,
  { store, contents, time }: ExpiryParts,
): AuxiliaryRequest {
  return (endpoint) => {
    const video = succeeded(store, id)?.videos[index];
    const url = video && fileInfoUrl(endpoint, id.name, video);
    if (!url) return undefined;
    return async (key, signal) => {
      const expiresAt = await unlessAborted(contents.expiry(url, key, signal), signal);
      const current = succeeded(store, id);
      if (!current || expiresAt === undefined || !isPlausible(expiresAt, time.now())) return;
      store.update([withVideoChange(current, index, { expiresAt })]);
    };
  };
}

function succeeded(store: OperationStore, id: OperationId): SucceededOperation | undefined {
  const operation = store.get(id);
  return operation?.state === 'succeeded' ? operation : undefined;
}

function isPlausible(expiresAt: string, now: number): boolean {
  return Math.abs(Date.parse(expiresAt) - now) < FARTHEST_EXPIRY_MS;
}
