import type { Files } from './files';
import type { FileUri } from './fileUri';
import type { FileWriter } from './saveError';

/** Writes a file and gives it its name. */
type Work<T> = (file: FileWriter, signal: AbortSignal) => Promise<T>;

/** Files that are being written, which the end of VS Code gives up. */
export class PendingWrites {
  private readonly writing = new Set<Promise<unknown>>();
  private readonly stopping = new AbortController();

  constructor(private readonly files: Files) {}

  /**
   * Opens a file in a folder for a work; when that ends without a name for the file, nothing is left of it.
   *
   * @throws SaveError, and what the work throws
   */
  write<T>(folder: FileUri, signal: AbortSignal, work: Work<T>): Promise<T> {
    const writing = this.writeOne(folder, AbortSignal.any([signal, this.stopping.signal]), work);
    this.writing.add(writing);
    return writing.finally(() => this.writing.delete(writing));
  }

  /** Gives up what is under way, with this reason, and waits until nothing of it is left behind. */
  async stop(reason: Error): Promise<void> {
    this.stopping.abort(reason);
    await Promise.allSettled(this.writing);
  }

  private async writeOne<T>(folder: FileUri, signal: AbortSignal, work: Work<T>): Promise<T> {
    const file = await this.files.create(folder);
    try {
      return await work(file, signal);
    } finally {
      await file.discard();
    }
  }
}
