import type { OriginLimiter } from '../../../../src/tracking/limits/originLimiter';

/** A request beside those for the status has come and gone. */
export function spendAuxiliary(limiter: OriginLimiter | undefined, now: number): void {
  limiter?.beginAuxiliary(now);
  limiter?.end(now);
}
