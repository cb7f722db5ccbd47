/** A text file that only grows, or is emptied as a whole. Other windows add to it, too. */
export interface ArchiveFile {
  /** Whether there is anything in it; false also when it does not exist. */
  hasContent(): Promise<boolean>;
  /**
   * Its text in pieces, with a return to the event loop between two of them; none when it does not exist.
   *
   * @throws what the file system throws
   */
  read(): AsyncIterable<string>;
  /**
   * Adds a text at the end, and makes the file where there is none. Resolves when the text is on the disk for good; a
   * death in the midst may leave a part of it.
   *
   * @throws what the file system throws; a part may be written then, too.
   */
  append(text: string): Promise<void>;
  /**
   * Empties it, unless it has grown meanwhile; a crash in the midst leaves it as it was.
   *
   * @param size bytes of what was read of it
   * @returns whether it is empty now
   * @throws what the file system throws
   */
  clear(size: number): Promise<boolean>;
}
