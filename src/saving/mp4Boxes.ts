/** Bytes of the length and the type that each box begins with; 8 more where the length does not fit into 4. */
const HEADER_LENGTH = 8;
const LARGE_HEADER_LENGTH = 16;
/** Instead of a length: it follows in 8 bytes. */
const LARGE = 1;
/** Instead of a length: the box goes on to the end of the file. */
const TO_THE_END = 0;

/** What stands at the outermost level; anything else is nothing that we could follow. */
const OUTER_BOXES: ReadonlySet<string> = new Set(
  'ftyp styp moov moof mdat mfra free skip wide meta uuid sidx ssix emsg prft pdin udta'.split(' '),
);

/**
 * Follows the outer boxes of an MP4 file as it comes (ISO 14496-12, 4.2), for a server that tells a wrong length, or
 * none, does not say that something is missing.
 */
export class Mp4Boxes {
  private position = 0;
  /** Where the next box begins; undefined where nobody can tell. */
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

  /** Whether the last box is longer than what came of it. One box alone is too little to tell by. */
  get isCutShort(): boolean {
    return this.boxes > 1 && this.next !== undefined && this.position < this.next;
  }

  /**
   * Whether there is what makes a film, its index and its media, and nothing that was begun is unfinished. A cut between
   * two fragments, or before what merely follows the film, shows nowhere.
   */
  get isWhole(): boolean {
    const isBetweenBoxes =
      this.next === undefined || (this.position === this.next && this.header.length === 0);
    return this.hasIndex && this.hasMedia && isBetweenBoxes;
  }

  private readHeader(start: number): void {
    if (this.header.length < HEADER_LENGTH) return;
    const type = String.fromCharCode(...this.header.slice(4, HEADER_LENGTH));
    if (!OUTER_BOXES.has(type)) {
      this.next = undefined;
      return;
    }
    const length = numberOf(this.header.slice(0, 4));
    if (length === LARGE && this.header.length < LARGE_HEADER_LENGTH) return;
    const whole = length === LARGE ? numberOf(this.header.slice(HEADER_LENGTH)) : length;
    const isLength = whole >= this.header.length;
    // Less than its own header is no length at all: what follows are no boxes.
    this.next = isLength ? start + whole : undefined;
    if (isLength || length === TO_THE_END) this.note(type);
    this.header = [];
    this.boxes++;
  }

  /** A fragment (`moof`) is nothing without the media that follow it. */
  private note(type: string): void {
    if (type === 'moov') this.hasIndex = true;
    if (type === 'moof') this.hasMedia = false;
    if (type === 'mdat') this.hasMedia = true;
  }
}

function numberOf(bytes: readonly number[]): number {
  return bytes.reduce((number, byte) => number * 256 + byte, 0);
}
