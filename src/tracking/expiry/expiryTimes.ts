import type { Disposable } from '../../base/event';
import type { Time } from '../../base/time';
import { unlessAborted } from '../../endpoints/abort';
import type { Endpoints } from '../../endpoints/endpoint';
import type { VideoContents } from '../../endpoints/videoContents';
import { fileInfoUrl } from '../../endpoints/videoSource';
import type { OperationId, SucceededOperation } from '../../operations/operation';
import { isUnsaved, withNews } from '../../operations/video';
import { accessTo, type Keys } from '../keys';
import type { AuxiliaryRequests } from '../limits/auxiliaryRequests';
import type { OperationChange, OperationStore } from '../list/operationStore';

export interface ExpiryParts {
  readonly store: OperationStore;
  readonly contents: VideoContents;
  readonly keys: Keys;
  readonly auxiliaryRequests: AuxiliaryRequests;
  readonly clock: Time;
  readonly endpoints: Endpoints;
}

/** A time of deletion that is farther away than this is a mistake of the server. */
const FARTHEST_EXPIRY_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Asks the API when a video will be deleted, once for each video that finishes while it is tracked: it may have finished
 * long before. Where the API does not say, our estimate stays.
 */
export class ExpiryTimes implements Disposable {
  private readonly listener: Disposable;

  constructor(private readonly parts: ExpiryParts) {
    this.listener = parts.store.onDidChange((changes) => this.storeChanged(changes));
  }

  dispose(): void {
    this.listener.dispose();
  }

  private storeChanged(changes: readonly OperationChange[]): void {
    for (const { before, after } of changes) {
      if (!before || before.state === 'succeeded' || after?.state !== 'succeeded') continue;
      for (const [index, video] of after.videos.entries()) if (isUnsaved(video)) this.enqueue(after, index);
    }
  }

  private enqueue(id: OperationId, index: number): void {
    this.parts.auxiliaryRequests.add(id, (signal, send) => this.fetchExpiry(id, index, signal, send));
  }

  private async fetchExpiry(
    id: OperationId,
    index: number,
    signal: AbortSignal,
    send: () => void,
  ): Promise<void> {
    const endpoint = this.parts.endpoints.byId(id.endpoint);
    const video = this.current(id)?.videos[index];
    const url = endpoint && video && fileInfoUrl(endpoint, id.name, video);
    if (!url) return;
    const access = await accessTo(endpoint, this.parts.keys, signal);
    if (!access) return;
    send();
    const expiresAt = await unlessAborted(this.parts.contents.expiry(url, access.key, signal), signal);
    const current = this.current(id);
    if (current && expiresAt !== undefined && isPlausible(expiresAt, this.parts.clock.now()))
      this.parts.store.update([withNews(current, index, { expiresAt })]);
  }

  private current(id: OperationId): SucceededOperation | undefined {
    const operation = this.parts.store.get(id);
    return operation?.state === 'succeeded' ? operation : undefined;
  }
}

function isPlausible(expiresAt: string, now: number): boolean {
  return Math.abs(Date.parse(expiresAt) - now) < FARTHEST_EXPIRY_MS;
}
