import type { NoVideoError } from '../endpoints/videoContents';
import type { Operation, SucceededOperation, Video } from '../operations/operation';
import { asFiltered, type VideoChange, withVideoChange } from '../operations/video';
import type { OperationStore } from '../tracking/list/operationStore';
import type { VideoRef } from './fileName';

/**
 * Records in the list what saving learns about videos. An operation that has moved to the archive meanwhile is brought
 * back. One that a person has removed, or that cannot be read from the archive, is left alone.
 */
export class VideoUpdates {
  constructor(private readonly store: OperationStore) {}

  /**
   * Records where a video was saved, or with undefined that the file is gone. The video that was at this path before has
   * lost its file.
   *
   * @param sha256 hexadecimal, for a file without a sidecar
   */
  async recordFile(video: VideoRef, file: string | undefined, sha256?: string): Promise<void> {
    await this.fetch(video);
    if (file !== undefined) this.store.update(this.store.list().flatMap((one) => withoutFile(one, file)));
    this.update(video, { file, sha256 });
  }

  /** Records the address that the API now gives for a video, and how long it is good where that is told. */
  async recordAddress(video: VideoRef, { uri, expiresAt }: Pick<Video, 'uri' | 'expiresAt'>): Promise<void> {
    await this.fetch(video);
    this.update(video, { uri, ...(expiresAt !== undefined && { expiresAt }) });
  }

  /** Records that the server has a video. It may have called it gone before. */
  async recordAvailable(video: VideoRef): Promise<void> {
    await this.fetch(video);
    if (this.current(video)?.videos[video.index]?.gone) this.update(video, { goneAt: undefined });
  }

  /** Records that our only copy of a video is lost: it came inside an answer, and somebody removed the file. */
  async recordLost(video: VideoRef): Promise<void> {
    await this.fetch(video);
    this.update(video, { goneAt: new Date().toISOString() });
  }

  /** Records what the API said about a video that it did not send. */
  async recordUnavailable(video: VideoRef, { kind }: NoVideoError): Promise<void> {
    await this.fetch(video);
    if (kind === 'gone') this.update(video, { goneAt: new Date().toISOString() });
    const operation = this.current(video);
    if (kind === 'withheld' && operation) this.store.update([asFiltered(operation)]);
  }

  private async fetch({ operation }: VideoRef): Promise<void> {
    await this.store.fetch(operation).catch(() => undefined);
  }

  private update(video: VideoRef, change: VideoChange): void {
    const operation = this.current(video);
    if (operation) this.store.update([withVideoChange(operation, video.index, change)]);
  }

  /** The operation as it is now: a person may have renamed or removed it. */
  private current({ operation }: VideoRef): SucceededOperation | undefined {
    const current = this.store.get(operation);
    return current?.state === 'succeeded' ? current : undefined;
  }
}

/** The operation without this file; empty when none of its videos has it. */
function withoutFile(operation: Operation, file: string): SucceededOperation[] {
  if (operation.state !== 'succeeded') return [];
  const index = operation.videos.findIndex((video) => video.file === file);
  return index < 0 ? [] : [withVideoChange(operation, index, { file: undefined })];
}
