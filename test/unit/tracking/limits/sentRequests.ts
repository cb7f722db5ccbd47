import type { OriginLimiter, Permit } from '../../../../src/tracking/limits/originLimiter';
import type { Quota } from '../../../../src/tracking/limits/quota';
import type { RequestWindow } from '../../../../src/tracking/limits/requestWindow';

/** A status request is sent and answered at once. */
export function sendStatus(limiter: OriginLimiter | undefined, now: number): void {
  limiter?.acquire('status', now).release(now);
}

/** An auxiliary request is sent and answered at once. */
export function sendAuxiliary(limiter: OriginLimiter | undefined, now: number): void {
  limiter?.acquire('auxiliary', now).release(now);
}

/** As many status requests are sent as `mayGo` lets; they are in flight from then on. */
export function acquireWhile(limiter: OriginLimiter, mayGo: (count: number) => number | undefined): Permit[] {
  const permits: Permit[] = [];
  for (let now = mayGo(0); now !== undefined; now = mayGo(permits.length)) {
    permits.push(limiter.acquire('status', now));
  }
  return permits;
}

/** A request that takes a token is sent. */
export function acquire(requestWindow: RequestWindow, quota: Quota, now: number): void {
  requestWindow.spendToken(now, quota);
  requestWindow.acquire();
}
