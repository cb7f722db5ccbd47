import type { Time } from '../base/time';

/** The time over which throughput is measured. */
const WINDOW_MS = 60_000;
/** 1 KiB/s, a tenth of the slowest mobile connections. */
const MIN_BYTES_PER_WINDOW = 60 * 1024;

/**
 * Detects a download that is so slow that it would never end, although no single silence is long enough for a timeout.
 * Only the time in which we wait for the server counts, not the time that our disk takes or the computer sleeps.
 */
export class ThroughputGuard {
  private waitingSince: number;
  private waitedMs = 0;
  private bytes = 0;

  constructor(private readonly time: Pick<Time, 'now'>) {
    this.waitingSince = time.now();
  }

  /** Counts a piece that has arrived. Returns whether too few bytes came in the last minute. */
  isTooSlow(bytes: number): boolean {
    const wait = this.time.now() - this.waitingSince;
    // The HTTP timeout is shorter than this, so the computer has slept or its clock was set.
    if (wait > WINDOW_MS || wait < 0) return this.restart();
    this.waitedMs += wait;
    this.bytes += bytes;
    if (this.waitedMs < WINDOW_MS) return false;
    return this.bytes < MIN_BYTES_PER_WINDOW || this.restart();
  }

  /** The wait for the next piece starts now. */
  startWaiting(): void {
    this.waitingSince = this.time.now();
  }

  private restart(): false {
    this.waitedMs = 0;
    this.bytes = 0;
    return false;
  }
}
