import { findReferences, type Reference } from './reference';

/** A reference in what a program prints. */
export interface PrintedReference {
  readonly reference: Reference;
  /** ISO 8601 UTC: the time in the line of a log, where there is one. */
  readonly writtenAt?: string;
}

/**
 * Finds references in a text that comes in chunks, cut anywhere. It keeps nothing but the end of the text that may still go
 * on, and so needs the same memory however long the text is.
 */
export class ReferenceStream {
  private rest = '';

  /** @returns what the text names up to here that was not returned before */
  push(chunk: string): readonly PrintedReference[] {
    const text = this.rest + chunk;
    const end = text.lastIndexOf('\n') + 1;
    this.rest = text.slice(end);
    return printedIn(text.slice(0, end));
  }

  /** The text has ended, or pauses: what is left is read as it is. */
  end(): readonly PrintedReference[] {
    const { rest } = this;
    this.rest = '';
    return printedIn(rest);
  }
}

function printedIn(text: string): readonly PrintedReference[] {
  return findReferences(text).map((reference) => ({ reference }));
}
