/** A temporary file that grows at its end. */
export interface SpoolFile {
  /**
   * @param pieces belong to the file from now on: they may be emptied once they are written
   * @throws what the file system throws
   */
  append(pieces: readonly Uint8Array[]): Promise<void>;
  /**
   * Bytes of what was appended, at least one. They are good until the next call.
   *
   * @throws what the file system throws
   */
  read(at: number, length: number): Promise<Uint8Array>;
  /** Removes it. Never rejects. */
  discard(): Promise<void>;
}

/** The port for temporary files; undefined where a host has no disk. */
export interface Spool {
  /** @throws what the file system throws */
  open(): Promise<SpoolFile>;
  /** Removes what a killed extension host has left. Never rejects. */
  sweep(): Promise<void>;
}

/**
 * Where the videos inside an answer wait until they are kept, so that they are never in memory as a whole. One file serves
 * all of them, and is there from the first piece on until `discard`.
 */
export class AnswerSpool {
  private file: Promise<SpoolFile> | undefined;
  private size = 0;

  constructor(private readonly spool: Spool) {}

  /**
   * @param pieces as of `SpoolFile.append`
   * @returns where in the file they begin
   * @throws what the file system throws
   */
  async append(pieces: readonly Uint8Array[]): Promise<number> {
    const at = this.size;
    this.size += pieces.reduce((sum, { length }) => sum + length, 0);
    this.file ??= this.spool.open();
    await (await this.file).append(pieces);
    return at;
  }

  /** What was appended, in pieces of at most so many bytes, each good until the next. @throws what the file system throws */
  async *read(at: number, length: number, most: number): AsyncGenerator<Uint8Array> {
    const file = await this.file;
    for (let read = 0; file && read < length; ) {
      const piece = await file.read(at + read, Math.min(most, length - read));
      read += piece.length;
      yield piece;
    }
  }

  /** Removes the file, if there is one. What was read into it is gone. Never rejects. */
  async discard(): Promise<void> {
    const file = await this.file?.catch(() => undefined);
    await file?.discard();
  }
}
