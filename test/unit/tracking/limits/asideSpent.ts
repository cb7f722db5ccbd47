import type { Lane } from '../../../../src/tracking/limits/lane';

/** A request beside those for the status has come and gone. */
export function spendAside(lane: Lane | undefined, now: number): void {
  lane?.beginAside(now);
  lane?.end(now);
}
