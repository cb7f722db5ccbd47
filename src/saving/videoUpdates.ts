import type { NoVideoError } from '../endpoints/videoContents';
import type { Operation, SucceededOperation } from '../operations/operation';
import { asFiltered, type VideoChange, withVideoChange } from '../operations/video';
import type { OperationStore } from '../tracking/list/operationStore';
import type { VideoRef } from './fileName';

/**
 * Notes in the list what becomes known of videos. An operation may have left the list for the archive meanwhile: it is
 * brought back. One that cannot be read there, or that the person has removed, stays without the note.
 */
export class VideoUpdates {
  /** @param now ms since the epoch */
  constructor(
    private readonly store: OperationStore,
    private readonly now: () => number,
  ) {}

  /**
   * Where a video was saved; undefined when it is not there any more. What lay there before is gone.
   *
   * @param sha256 hexadecimal: of the file, where no sidecar says it
   */
  async savedAt(sample: VideoRef, file: string | undefined, sha256?: string): Promise<void> {
    await this.bringBack(sample);
    if (file !== undefined) this.store.update(this.store.list().flatMap((one) => without(one, file)));
    this.note(sample, { file, sha256 });
  }

  /** That the server has a video, whatever it said before. */
  async there(sample: VideoRef): Promise<void> {
    await this.bringBack(sample);
    if (this.current(sample)?.videos[sample.index]?.gone) this.note(sample, { goneAt: undefined });
  }

  /** What the API said of a video that it did not give. */
  async absent(sample: VideoRef, { kind }: NoVideoError): Promise<void> {
    await this.bringBack(sample);
    if (kind === 'gone') this.note(sample, { goneAt: new Date(this.now()).toISOString() });
    const operation = this.current(sample);
    if (kind === 'withheld' && operation) this.store.update([asFiltered(operation)]);
  }

  private async bringBack({ operation }: VideoRef): Promise<void> {
    await this.store.fetch(operation).catch(() => undefined);
  }

  private note(sample: VideoRef, change: VideoChange): void {
    const operation = this.current(sample);
    if (operation) this.store.update([withVideoChange(operation, sample.index, change)]);
  }

  /** As it is by now: the person may have renamed or removed it. */
  private current({ operation }: VideoRef): SucceededOperation | undefined {
    const current = this.store.get(operation);
    return current?.state === 'succeeded' ? current : undefined;
  }
}

/** The operation without the notes that a video of it lies at `file`; nothing when there is no such note. */
function without(operation: Operation, file: string): SucceededOperation[] {
  if (operation.state !== 'succeeded') return [];
  const at = operation.videos.findIndex((video) => video.file === file);
  return at < 0 ? [] : [withVideoChange(operation, at, { file: undefined })];
}
