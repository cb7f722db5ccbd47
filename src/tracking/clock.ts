/** The time and one-shot timers; injected, so that tests can turn the hands. */
export interface Clock {
  /** ms since the epoch */
  now(): number;
  /** @param delay in ms */
  setTimeout(callback: () => void, delay: number): unknown;
  clearTimeout(timer: unknown): void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, delay) => setTimeout(callback, delay),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
};
