import { type Endpoint, originOf } from '../../endpoints/endpoint';
import type { VideoContents } from '../../endpoints/videoContents';
import { fileInfoUrl } from '../../endpoints/videoSource';
import type { OperationId, SucceededOperation } from '../../operations/operation';
import { isUnsaved, withNews } from '../../operations/video';
import { unlessAborted } from '../abort';
import type { Clock } from '../clock';
import type { Disposable } from '../event';
import type { Lanes } from '../limits/lanes';
import type { OperationChange, OperationStore } from '../list/operationStore';
import type { Keys } from '../polling/inquiry';

export interface ExpiryParts {
  readonly store: OperationStore;
  readonly contents: VideoContents;
  readonly keys: Keys;
  readonly lanes: Lanes;
  readonly clock: Clock;
  readonly endpoint: (id: string) => Endpoint | undefined;
  readonly requestsPerMinute: () => number;
}

/** ms */
const LONGEST_PAUSE = 60_000;
/** ms; a time farther off than this is a mistake of the server's. */
const FARTHEST = 30 * 24 * 60 * 60 * 1000;

interface Question {
  readonly id: OperationId;
  readonly index: number;
}

/**
 * Asks the API, once for each video that is seen finished, when it will be deleted: an operation may have ended long
 * before it was tracked. Where the API does not tell, the estimate stands. One request at a time, and only while the
 * endpoint's limit has room.
 */
export class ExpiryTimes implements Disposable {
  private readonly waiting: Question[] = [];
  private readonly listener: Disposable;
  private readonly stopping = new AbortController();
  private timer: unknown;
  private isAsking = false;

  constructor(private readonly parts: ExpiryParts) {
    this.listener = parts.store.onDidChange((changes) => this.storeChanged(changes));
  }

  dispose(): void {
    this.listener.dispose();
    this.stopping.abort();
    this.parts.clock.clearTimeout(this.timer);
  }

  private storeChanged(changes: readonly OperationChange[]): void {
    for (const { before, after } of changes) {
      if (!before || before.state === 'succeeded' || after?.state !== 'succeeded') continue;
      this.waiting.push(
        ...after.videos.flatMap((video, index) => (isUnsaved(video) ? [{ id: after, index }] : [])),
      );
    }
    void this.askNext();
  }

  private async askNext(): Promise<void> {
    const [next] = this.waiting;
    if (!next || this.isAsking || this.stopping.signal.aborted) return;
    const pause = this.pauseBefore(next);
    if (pause > 0) return this.waitFor(pause);
    this.waiting.shift();
    this.isAsking = true;
    try {
      await this.ask(next);
    } catch {
      // Whatever stood in the way, the estimate stands; the next status request will tell of it.
    } finally {
      this.isAsking = false;
    }
    return this.askNext();
  }

  private waitFor(pause: number): void {
    const { clock } = this.parts;
    clock.clearTimeout(this.timer);
    this.timer = clock.setTimeout(() => void this.askNext(), pause);
  }

  /** ms until the endpoint may be asked; while it is busy, or blocked by something of which we hear nothing, a while. */
  private pauseBefore({ id }: Question): number {
    const { lanes, clock, requestsPerMinute } = this.parts;
    const at = lanes.of(id)?.nextAt(clock.now(), requestsPerMinute(), false) ?? clock.now();
    return Math.min(at - clock.now(), LONGEST_PAUSE);
  }

  private async ask({ id, index }: Question): Promise<void> {
    const operation = this.current(id);
    const endpoint = this.parts.endpoint(id.endpoint);
    const video = operation?.videos[index];
    const url = endpoint && video && fileInfoUrl(endpoint, id.name, video);
    if (!url) return;
    const { signal } = this.stopping;
    const needsKey = endpoint.auth.kind === 'key';
    const key = needsKey ? await unlessAborted(this.parts.keys.get(originOf(endpoint)), signal) : undefined;
    if (needsKey && key === undefined) return;
    this.parts.lanes.of(id)?.spend(this.parts.clock.now());
    const expiresAt = await unlessAborted(this.parts.contents.expiry(url, key, signal), signal);
    const current = this.current(id);
    if (current && expiresAt !== undefined && isSensible(expiresAt, this.parts.clock.now()))
      this.parts.store.update([withNews(current, index, { expiresAt })]);
  }

  private current(id: OperationId): SucceededOperation | undefined {
    const operation = this.parts.store.get(id);
    return operation?.state === 'succeeded' ? operation : undefined;
  }
}

function isSensible(expiresAt: string, now: number): boolean {
  return Math.abs(Date.parse(expiresAt) - now) < FARTHEST;
}
