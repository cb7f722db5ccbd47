import type { Time } from '../../src/base/time';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that goes only when it is advanced. A fake clock of the tests would take longer than what is measured. */
export class ManualClock implements Time {
  private readonly timers = new Set<Timer>();

  constructor(
    private time: number,
    readonly random: () => number = () => Math.random(),
  ) {}

  now(): number {
    return this.time;
  }

  elapsed(): number {
    return this.time;
  }

  monotonic(): number {
    return this.time;
  }

  setTimeout(callback: () => void, delay: number): unknown {
    const timer = { at: this.time + delay, callback };
    this.timers.add(timer);
    return timer;
  }

  clearTimeout(timer: unknown): void {
    this.timers.delete(timer as Timer);
  }

  /** Goes to a time and runs no timers. */
  goTo(time: number): void {
    this.time = Math.max(this.time, time);
  }

  /** Goes to the next timer and runs it. */
  next(): void {
    const [first] = [...this.timers].sort((a, b) => a.at - b.at);
    if (!first) throw new Error('There is no timer');
    this.timers.delete(first);
    this.time = Math.max(this.time, first.at);
    first.callback();
  }
}
