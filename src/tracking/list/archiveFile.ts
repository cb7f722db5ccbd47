/** Port: the text file of an archive, which grows by appends or is emptied as a whole. Other windows append to it, too. */
export interface ArchiveFile {
  /** Whether it exists and is not empty. */
  hasContent(): Promise<boolean>;
  /**
   * Yields its text in pieces, and lets the event loop go on between two of them; yields none if the file does not exist.
   *
   * @throws what the file system throws
   */
  read(): AsyncIterable<string>;
  /**
   * Appends a text, and creates the file if it is missing. Resolves when the text is flushed to the disk; a crash before
   * that may leave a part of it.
   *
   * @throws what the file system throws; a part may have been written then
   */
  append(text: string): Promise<void>;
  /**
   * Empties the file unless it has grown meanwhile; a crash leaves it as it was.
   *
   * @param size bytes that were read
   * @returns whether it is empty now
   * @throws what the file system throws
   */
  clear(size: number): Promise<boolean>;
}
