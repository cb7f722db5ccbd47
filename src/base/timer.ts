import type { Disposable } from './event';
import { LONGEST_TIMER_MS, NEVER, type Time } from './time';

/** A timer that can be set again: only the last setting counts. */
export class Timer implements Disposable {
  private handle: unknown;
  /** In ms of `Time.elapsed`. */
  private dueAt: number | undefined;

  /** @param callback gets its lateness in ms, which is large after the computer slept */
  constructor(
    private readonly time: Pick<Time, 'elapsed' | 'setTimeout' | 'clearTimeout'>,
    private readonly callback: (lateness: number) => void,
  ) {}

  get isSet(): boolean {
    return this.dueAt !== undefined;
  }

  /** Fires at a time of `Time.elapsed`, or at once if that has passed; not at all at NEVER. */
  setAt(time: number): void {
    this.setIn(time - this.time.elapsed());
  }

  /** Fires after so many ms; not at all after NEVER. */
  setIn(delay: number): void {
    this.clear();
    if (delay === NEVER) return;
    // Rounded up, since a timer drops fractions: it must not fire before its time.
    const wait = Math.max(Math.ceil(delay), 0);
    this.dueAt = this.time.elapsed() + wait;
    this.waitFor(wait);
  }

  clear(): void {
    this.time.clearTimeout(this.handle);
    this.dueAt = undefined;
  }

  dispose(): void {
    this.clear();
  }

  private waitFor(rest: number): void {
    const step = Math.min(rest, LONGEST_TIMER_MS);
    this.handle = this.time.setTimeout(() => (rest > step ? this.waitFor(rest - step) : this.fire()), step);
  }

  private fire(): void {
    const lateness = this.time.elapsed() - (this.dueAt ?? NEVER);
    this.dueAt = undefined;
    this.callback(lateness);
  }
}
