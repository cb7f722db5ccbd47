import type { Time } from '../../base/time';
import type { Endpoints } from '../../endpoints/endpoint';
import type { VideoContents } from '../../endpoints/videoContents';
import { sourceOf } from '../../endpoints/videoSource';
import type { OperationId, SucceededOperation, Video } from '../../operations/operation';
import { isGoneUnproved, withNews } from '../../operations/video';
import { accessTo, type Keys } from '../keys';
import type { AuxiliaryRequests } from '../limits/auxiliaryRequests';
import type { OperationStore } from '../list/operationStore';

export interface GoneCheckParts {
  readonly store: OperationStore;
  /** It must not count its requests: auxiliary requests are counted when they are sent. */
  readonly contents: Pick<VideoContents, 'probe'>;
  readonly keys: Keys;
  readonly auxiliaryRequests: AuxiliaryRequests;
  readonly clock: Time;
  readonly endpoints: Endpoints;
}

/** How long after the end of its operation a video may still be there. */
const STILL_THERE_MS = 14 * 24 * 60 * 60 * 1000;

/**
 * Releases up to 0.3.0 noted a video as gone after a refusal from anybody, such as a proxy. This asks the API about each such
 * video in the list, once after a start, and notes what it says. Without a clear answer the next start asks again.
 */
export class GoneCheck {
  constructor(private readonly parts: GoneCheckParts) {}

  /** Starts to ask, one video after the other, as the limits allow. */
  start(): void {
    const since = this.parts.clock.now() - STILL_THERE_MS;
    for (const operation of this.parts.store.ended) {
      if (operation.state === 'succeeded' && Date.parse(operation.finishedAt) > since)
        this.enqueue(operation);
    }
  }

  private enqueue(operation: SucceededOperation): void {
    for (const [index, video] of operation.videos.entries()) {
      if (!isGoneUnproved(video)) continue;
      this.parts.auxiliaryRequests.add(operation, (signal, send) =>
        this.probe(operation, index, signal, send),
      );
    }
  }

  private async probe(id: OperationId, index: number, signal: AbortSignal, send: () => void): Promise<void> {
    const { contents, keys, clock } = this.parts;
    const endpoint = this.parts.endpoints.byId(id.endpoint);
    const video = this.unproved(id, index);
    const source = endpoint && video && sourceOf(endpoint, id.name, video);
    // The answer of another host says nothing about this endpoint.
    if (!endpoint || source?.kind !== 'endpoint') return;
    const access = await accessTo(endpoint, keys, signal);
    if (!access) return;
    send();
    const presence = await contents.probe(source, access.key, signal);
    signal.throwIfAborted();
    if (presence === 'gone') this.note(id, index, new Date(clock.now()).toISOString());
    if (presence === 'present') this.note(id, index, undefined);
  }

  private note(id: OperationId, index: number, goneAt: string | undefined): void {
    const operation = this.parts.store.get(id);
    if (operation?.state !== 'succeeded' || !this.unproved(id, index)) return;
    this.parts.store.update([withNews(operation, index, { goneAt })]);
  }

  private unproved(id: OperationId, index: number): Video | undefined {
    const video = this.parts.store.get(id)?.videos[index];
    return video && isGoneUnproved(video) ? video : undefined;
  }
}
