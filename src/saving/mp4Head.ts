import { NoVideoError } from '../endpoints/videoContents';

/** An MP4 file starts with the length of its first box, in 4 bytes, and the type `ftyp` (ISO 14496-12, 4.3). */
export const MP4_HEAD_BYTES = 8;

/** The kind of error for bytes that are no video. */
export type HeadFault = 'notAVideo' | 'incomplete';

/** Checks that the first bytes of a download are those of an MP4 file, in whatever pieces they arrive. */
export class Mp4Head {
  private head = '';
  private isChecked = false;

  constructor(private readonly fault: HeadFault = 'notAVideo') {}

  /** @throws NoVideoError */
  check(piece: Uint8Array): void {
    if (this.isChecked) return;
    this.head += String.fromCharCode(...piece.subarray(0, MP4_HEAD_BYTES));
    if (this.head.length >= MP4_HEAD_BYTES) this.checkEnd();
  }

  /** Checks a file that has ended, which may be shorter than a head. @throws NoVideoError */
  checkEnd(): void {
    if (this.isChecked) return;
    this.isChecked = true;
    if (this.head.slice(4, MP4_HEAD_BYTES) === 'ftyp') return;
    throw new NoVideoError(this.fault, { kind: this.head === '' ? 'nothingCame' : 'notMp4' });
  }
}
