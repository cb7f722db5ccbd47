/** A line of a pasted text that looks meant as an operation's name, and gave none. */
export interface UnreadLine {
  /** Counts from 1. */
  readonly line: number;
  /** Cleaned, cut off where it is long, without secrets. */
  readonly text: string;
}

/** The lines of a text that were not understood although others were. */
export function unreadLines(_text: string): UnreadLine[] {
  return [];
}
