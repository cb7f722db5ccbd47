import type { Time } from '../../base/time';
import type { Endpoint } from '../../endpoints/endpoint';
import type { VideoContents } from '../../endpoints/videoContents';
import { sourceOf } from '../../endpoints/videoSource';
import type { OperationId, SucceededOperation, Video } from '../../operations/operation';
import { isGoneUnproved, withNews } from '../../operations/video';
import { accessTo, type Keys } from '../keys';
import type { AuxiliaryRequests } from '../limits/auxiliaryRequests';
import type { OperationStore } from '../list/operationStore';

export interface GoneCheckParts {
  readonly store: OperationStore;
  /** Its requests are not counted elsewhere: each is an aside. */
  readonly contents: Pick<VideoContents, 'probe'>;
  readonly keys: Keys;
  readonly auxiliaryRequests: AuxiliaryRequests;
  readonly clock: Time;
  readonly endpoint: (id: string) => Endpoint | undefined;
}

/** ms after the end of an operation; older videos are certainly deleted. */
const STILL_THERE_MS = 14 * 24 * 60 * 60 * 1000;

/**
 * Releases up to 0.3.0 took anybody's refusal for the word that a video is gone. Each such video in the list is asked for
 * once after the start, and counts as gone or not as the API says; where that cannot be told, the next start tries again.
 */
export class GoneCheck {
  constructor(private readonly parts: GoneCheckParts) {}

  /** Asks for them, one after the other, as the limits allow. */
  start(): void {
    const since = this.parts.clock.now() - STILL_THERE_MS;
    for (const operation of this.parts.store.ended) {
      if (operation.state === 'succeeded' && Date.parse(operation.finishedAt) > since)
        this.askLater(operation);
    }
  }

  private askLater(operation: SucceededOperation): void {
    for (const [index, video] of operation.videos.entries()) {
      if (!isGoneUnproved(video)) continue;
      this.parts.auxiliaryRequests.add(operation, (signal, send) => this.ask(operation, index, signal, send));
    }
  }

  private async ask(id: OperationId, index: number, signal: AbortSignal, send: () => void): Promise<void> {
    const { contents, keys, clock } = this.parts;
    const endpoint = this.parts.endpoint(id.endpoint);
    const video = this.unproved(id, index);
    const source = endpoint && video && sourceOf(endpoint, id.name, video);
    // Another host's word proves nothing.
    if (!endpoint || source?.kind !== 'endpoint') return;
    const access = await accessTo(endpoint, keys, signal);
    if (!access) return;
    send();
    const presence = await contents.probe(source, access.key, signal);
    signal.throwIfAborted();
    if (presence === 'gone') this.learn(id, index, new Date(clock.now()).toISOString());
    if (presence === 'present') this.learn(id, index, undefined);
  }

  private learn(id: OperationId, index: number, goneAt: string | undefined): void {
    const operation = this.parts.store.get(id);
    if (operation?.state !== 'succeeded' || !this.unproved(id, index)) return;
    this.parts.store.update([withNews(operation, index, { goneAt })]);
  }

  private unproved(id: OperationId, index: number): Video | undefined {
    const video = this.parts.store.get(id)?.videos[index];
    return video && isGoneUnproved(video) ? video : undefined;
  }
}
