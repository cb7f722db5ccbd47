import type { Files, FileWriter } from './files';
import type { FileUri } from './fileUri';

/** Writes and commits one file. */
type Work<T> = (writer: FileWriter, signal: AbortSignal) => Promise<T>;

/** The files that are being written now, so that they can be aborted when VS Code closes. */
export class PendingWrites {
  private readonly pending = new Set<Promise<unknown>>();
  private readonly stopping = new AbortController();

  constructor(private readonly files: Files) {}

  /**
   * Opens a writer in a folder for some work, and discards the file unless the work has committed it.
   *
   * @throws SaveError, and what the work throws
   */
  run<T>(folder: FileUri, signal: AbortSignal, work: Work<T>): Promise<T> {
    const write = this.write(folder, AbortSignal.any([signal, this.stopping.signal]), work);
    this.pending.add(write);
    return write.finally(() => this.pending.delete(write));
  }

  /** Aborts all writes with this reason and waits until their files are discarded. */
  async stop(reason: Error): Promise<void> {
    this.stopping.abort(reason);
    await Promise.allSettled(this.pending);
  }

  private async write<T>(folder: FileUri, signal: AbortSignal, work: Work<T>): Promise<T> {
    const writer = await this.files.create(folder);
    try {
      return await work(writer, signal);
    } finally {
      await writer.discard();
    }
  }
}
