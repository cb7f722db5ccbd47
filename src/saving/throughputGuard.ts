import type { WallClock } from '../base/time';

/** ms over which the pace is measured. */
const SPAN_MS = 60_000;
/** Bytes in that time: 1 KiB a second, a tenth of what the slowest lines of phones bring. */
const LEAST_BYTES = 60 * 1024;

/**
 * Whether a download only drips: each piece comes before a silence would end it, but it would never end. Only what the
 * server lets us wait counts: neither the time that our own disk takes, nor that of a computer which sleeps.
 */
export class ThroughputGuard {
  private waitsSince: number;
  /** ms */
  private waited = 0;
  private bytes = 0;

  constructor(private readonly clock: WallClock) {
    this.waitsSince = clock.now();
  }

  /** A piece has come: whether too little came in the last minute. */
  dripsWith(length: number): boolean {
    const wait = this.clock.now() - this.waitsSince;
    // No silence is so long: the computer has slept, or its clock was set.
    if (wait > SPAN_MS || wait < 0) return this.restart();
    this.waited += wait;
    this.bytes += length;
    if (this.waited < SPAN_MS) return false;
    return this.bytes < LEAST_BYTES || this.restart();
  }

  /** The next piece is waited for. */
  goOn(): void {
    this.waitsSince = this.clock.now();
  }

  private restart(): false {
    this.waited = 0;
    this.bytes = 0;
    return false;
  }
}
