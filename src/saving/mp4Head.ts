import { NoVideoError } from '../endpoints/videoContents';

/** An MP4 file begins with the length of its first box, in 4 bytes, and its type: `ftyp` (ISO 14496-12, 4.3). */
export const HEAD_LENGTH = 8;

/** Looks at the first bytes of what should be a video, in whatever pieces they come. */
export class Mp4Head {
  private head = '';
  private isJudged = false;

  /**
   * @param start bytes that came before, and were looked at then
   * @param otherwise what is wrong with bytes that are no MP4 file
   */
  constructor(
    private readonly start = 0,
    private readonly otherwise: 'notAVideo' | 'incomplete' = 'notAVideo',
  ) {}

  /** @throws NoVideoError */
  check(piece: Uint8Array): void {
    if (this.start >= HEAD_LENGTH || this.isJudged) return;
    this.head += String.fromCharCode(...piece.subarray(0, HEAD_LENGTH));
    if (this.head.length >= HEAD_LENGTH) this.judge();
  }

  /** There are no more bytes. */
  end(): void {
    if (this.start < HEAD_LENGTH && !this.isJudged) this.judge();
  }

  private judge(): void {
    this.isJudged = true;
    if (this.head.slice(4, HEAD_LENGTH) === 'ftyp') return;
    throw new NoVideoError(this.otherwise, { kind: this.head === '' ? 'nothingCame' : 'notMp4' });
  }
}
