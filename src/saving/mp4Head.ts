import { NoVideoError } from '../endpoints/videoContents';

/** An MP4 file begins with the length of its first box, in 4 bytes, and its type: `ftyp` (ISO 14496-12, 4.3). */
export const HEAD_LENGTH = 8;

/** Looks at the first bytes of what should be a video, in whatever pieces they come. */
export class Mp4Head {
  private head = '';
  private isJudged = false;

  /** @param start bytes that came before, and were looked at then */
  constructor(private readonly start = 0) {}

  /** @throws NoVideoError `notAVideo`, or `withheld` where a page of words tells that. */
  check(piece: Uint8Array): void {
    if (this.start >= HEAD_LENGTH || this.isJudged) return;
    this.head += String.fromCharCode(...piece.subarray(0, TELLING_LENGTH));
    // Words are heard out before they are judged.
    if (this.head.length >= (/^\s*[{[<]/.test(this.head) ? TELLING_LENGTH : HEAD_LENGTH)) this.judge();
  }

  /** There are no more bytes. */
  end(): void {
    if (this.start < HEAD_LENGTH && !this.isJudged) this.judge();
  }

  private judge(): void {
    this.isJudged = true;
    if (this.head.slice(4, HEAD_LENGTH) === 'ftyp') return;
    if (/no video data found/i.test(this.head)) throw new NoVideoError('withheld', 'No video data found');
    throw new NoVideoError('notAVideo', whatItIs(this.head));
  }
}

/** Bytes in which a server says what it has to say instead. */
const TELLING_LENGTH = 1000;

function whatItIs(head: string): string {
  if (head === '') return 'Nothing came';
  if (/^\s*[{[]/.test(head)) return 'JSON came';
  return /^\s*</.test(head) ? 'A web page came' : 'Something that is no MP4 file came';
}
