import { type Files, type FileWriter, withWriter } from './files';
import type { FileUri } from './fileUri';

/** Writes and commits one file. */
type Work<T> = (writer: FileWriter, signal: AbortSignal) => Promise<T>;

/** The files that are being written now, so that they can be aborted when VS Code closes. */
export class PendingWrites {
  private readonly pending = new Set<Promise<unknown>>();
  private readonly stopping = new AbortController();

  constructor(private readonly files: Files) {}

  /**
   * Writes a file as `withWriter` does. The work gets a signal that `signal` or `stop` aborts.
   *
   * @throws as `withWriter`
   */
  run<T>(folder: FileUri, signal: AbortSignal, work: Work<T>): Promise<T> {
    const eitherSignal = AbortSignal.any([signal, this.stopping.signal]);
    const write = withWriter(folder, this.files, (writer) => work(writer, eitherSignal));
    this.pending.add(write);
    return write.finally(() => this.pending.delete(write));
  }

  /** Aborts all writes with this reason and waits until their files are discarded. */
  async stop(reason: Error): Promise<void> {
    this.stopping.abort(reason);
    await Promise.allSettled(this.pending);
  }
}
