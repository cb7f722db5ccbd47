import { type Clock, NEVER } from './time';

/** ms; what a timer of Node can wait for, before it fires at once instead. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** One timer, for the next thing that is due. Times in ms of the steady clock. */
export class Alarm {
  private timer: unknown;

  /** @param ring is told how late it is, in ms: much, when the computer slept */
  constructor(
    private readonly clock: Clock,
    private readonly ring: (lateness: number) => void,
  ) {}

  /** In place of what was set before. @param at may be NEVER */
  set(at: number): void {
    this.clear();
    if (at === NEVER) return;
    const now = this.clock.now();
    const delay = Math.min(Math.max(at - now, 0), LONGEST_TIMER);
    this.timer = this.clock.setTimeout(() => this.ring(this.clock.now() - now - delay), delay);
  }

  clear(): void {
    this.clock.clearTimeout(this.timer);
  }
}
