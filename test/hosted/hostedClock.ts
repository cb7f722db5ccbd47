import { setImmediate as turn } from 'node:timers/promises';

/** Turns of the event loop without anything under way, after which nothing more comes of what was done. */
const QUIET_TURNS = 4;

interface PendingTimer {
  at: number;
  readonly interval: number | undefined;
  readonly callback: () => void;
}

/** A clock for one or more hosted windows. It stands still until it is advanced. Times are in ms since the epoch. */
export class HostedClock {
  private readonly pending = new Set<PendingTimer>();
  private readonly startedAt: number;
  private readonly isBusy: (() => boolean)[] = [];

  constructor(private time: number) {
    this.startedAt = time;
  }

  get now(): number {
    return this.time;
  }

  /** ms since the clock began, as `performance.now` gives them. */
  get monotonic(): number {
    return this.time - this.startedAt;
  }

  /**
   * The timers of one window.
   *
   * @param isBusy whether anything is under way that takes no time by this clock, such as an access to a file
   */
  timersOf(isBusy: () => boolean): HostedTimers {
    this.isBusy.push(isBusy);
    return new HostedTimers(this, this.pending);
  }

  /** Lets so many ms pass, with the timers that fire in them and all that comes of these. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await this.settled();
    for (let next = this.next(end); next; next = this.next(end)) {
      this.time = Math.max(this.time, next.at);
      this.fire(next);
      await this.settled();
    }
    this.time = end;
  }

  private async settled(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
      await turn();
      if (this.isBusy.some((isBusy) => isBusy())) quiet = -1;
    }
  }

  private next(end: number): PendingTimer | undefined {
    let first: PendingTimer | undefined;
    for (const timer of this.pending)
      if (timer.at <= end && timer.at < (first?.at ?? Infinity)) first = timer;
    return first;
  }

  private fire(timer: PendingTimer): void {
    if (timer.interval === undefined) this.pending.delete(timer);
    else timer.at += timer.interval;
    timer.callback();
  }
}

/** The timers of one window, which are counted. They replace those of Node in the code of the extension. */
export class HostedTimers {
  private readonly own = new Set<PendingTimer>();
  /** How often a timer was set, and how often one fired. */
  set = 0;
  fired = 0;

  constructor(
    private readonly clock: HostedClock,
    private readonly all: Set<PendingTimer>,
  ) {}

  /** How many will fire. */
  get pending(): number {
    return [...this.own].filter((timer) => this.all.has(timer)).length;
  }

  readonly setTimeout = (callback: () => void, delay = 0): unknown => this.add(callback, delay, undefined);

  readonly setInterval = (callback: () => void, delay = 1): unknown => this.add(callback, delay, delay);

  readonly clearTimer = (timer: unknown): void => {
    this.own.delete(timer as PendingTimer);
    this.all.delete(timer as PendingTimer);
  };

  private add(callback: () => void, delay: number, interval: number | undefined): PendingTimer {
    const timer: PendingTimer = {
      at: this.clock.now + Math.max(delay, 1),
      interval,
      callback: () => {
        this.fired++;
        if (interval === undefined) this.own.delete(timer);
        callback();
      },
    };
    this.set++;
    this.own.add(timer);
    this.all.add(timer);
    return timer;
  }
}
