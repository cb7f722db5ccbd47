/** A box starts with its length in 4 bytes and its type in 4 bytes. */
const HEADER_BYTES = 8;
/** The header of a box whose length needs 8 bytes, which follow the type. */
const LARGE_HEADER_BYTES = 16;
/** This length means that the real one follows the type. */
const LARGE = 1;
/** This length means that the box extends to the end of the file. */
const TO_THE_END = 0;

/** Types of top-level boxes. Anything else means that we have lost track. */
const TOP_LEVEL_BOXES: ReadonlySet<string> = new Set(
  'ftyp styp moov moof mdat mfra free skip wide meta uuid sidx ssix emsg prft pdin udta'.split(' '),
);

/**
 * Follows the top-level boxes of an MP4 file as it arrives (ISO 14496-12, 4.2). They show whether a file is complete when
 * the server announces no length, or a wrong one.
 */
export class Mp4Boxes {
  private position = 0;
  /** Where the next box starts; undefined when we cannot tell. */
  private next: number | undefined = 0;
  private header: number[] = [];
  private boxes = 0;
  private hasIndex = false;
  private hasMedia = false;

  add(piece: Uint8Array): void {
    const start = this.position;
    this.position += piece.length;
    while (this.next !== undefined && this.next + this.header.length < this.position) {
      this.header.push(piece[this.next + this.header.length - start] ?? 0);
      this.readHeader(this.next);
    }
  }

  /** Whether the last box is incomplete. A single box is too little evidence. */
  get isCutShort(): boolean {
    return this.boxes > 1 && this.next !== undefined && this.position < this.next;
  }

  /**
   * Whether the index and the media have arrived and no box is incomplete. A cut between two fragments, or before boxes
   * that follow the media, cannot be detected.
   */
  get isWhole(): boolean {
    const isBetweenBoxes =
      this.next === undefined || (this.position === this.next && this.header.length === 0);
    return this.hasIndex && this.hasMedia && isBetweenBoxes;
  }

  private readHeader(start: number): void {
    if (this.header.length < HEADER_BYTES) return;
    const type = String.fromCharCode(...this.header.slice(4, HEADER_BYTES));
    if (!TOP_LEVEL_BOXES.has(type)) {
      this.next = undefined;
      return;
    }
    const length = numberOf(this.header.slice(0, 4));
    if (length === LARGE && this.header.length < LARGE_HEADER_BYTES) return;
    const whole = length === LARGE ? numberOf(this.header.slice(HEADER_BYTES)) : length;
    const isLength = whole >= this.header.length;
    // A box cannot be shorter than its header, so we have lost track.
    this.next = isLength ? start + whole : undefined;
    if (isLength || length === TO_THE_END) this.recordBox(type);
    this.header = [];
    this.boxes++;
  }

  /** A fragment (`moof`) is incomplete without the media that follow it. */
  private recordBox(type: string): void {
    if (type === 'moov') this.hasIndex = true;
    if (type === 'moof') this.hasMedia = false;
    if (type === 'mdat') this.hasMedia = true;
  }
}

function numberOf(bytes: readonly number[]): number {
  return bytes.reduce((number, byte) => number * 256 + byte, 0);
}
