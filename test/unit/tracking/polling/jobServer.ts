import { Forecasts } from '../../../../src/tracking/schedule/forecasts';
import { idOf } from '../../operations/arbitraries';
import { MemoryStorage } from '../list/memoryStorage';
import { type Asked, type Behaviour, PollingHarness, running, succeeded } from '../pollingHarness';
import { FAST, sample, seeded } from '../schedule/logNormals';

const MINUTE_MS = 60_000;

/** A server with jobs that end in their time, and an extension that really learns how long they take. */
export class JobServer {
  readonly harness = new PollingHarness();
  readonly observations = new MemoryStorage();
  readonly forecasts = new Forecasts(this.observations, this.harness.clock);
  /** What the server does instead of an answer, when it does. */
  fault: (asked: Asked) => Behaviour | undefined = () => undefined;
  /** When each job ends, by its operation's name, in ms since the harness began. */
  private readonly ends = new Map<string, number>();
  /** Requests in ms since the harness began, whatever the computer's clock was set to. */
  readonly asked: { readonly name: string; readonly at: number }[] = [];
  /** When each job was seen ended, by its operation's name. */
  private readonly seenAt = new Map<string, number>();
  private readonly random = seeded(1);
  private count = 0;

  constructor(requestsPerMinute = 100_000) {
    this.harness.requestsPerMinute = requestsPerMinute;
    this.harness.behaviour = (asked) => {
      this.asked.push({ name: asked.name, at: this.time });
      return (this.fault(asked) ?? this.answer(asked.name))(asked);
    };
    this.harness.forecasts = this.forecasts;
    this.harness.restart();
    this.harness.store.onDidChange((changes) => {
      for (const { after } of changes) {
        if (after && after.state !== 'running') this.seenAt.set(after.name, this.time);
      }
    });
  }

  /** ms since the harness began, by a clock that nobody sets. */
  get time(): number {
    return this.harness.clock.monotonic();
  }

  /** Starts a job; it takes as long as jobs of the fast model do, unless told otherwise, in seconds. */
  start(seconds = sample(FAST, this.random), hasTold = true): string {
    const id = idOf(`job${this.count++}`);
    const { clock, store } = this.harness;
    this.ends.set(id.name, this.time + 1000 * seconds);
    store.track(id, hasTold ? { startedAt: new Date(clock.now()).toISOString() } : {});
    return id.name;
  }

  /** No job counts as overdue, so that what is measured is the limit alone. */
  withoutOverdue(): this {
    this.forecasts.overdueAfter = () => Number.POSITIVE_INFINITY;
    return this;
  }

  startMany(count: number, seconds?: number): string[] {
    return Array.from({ length: count }, () => this.start(seconds));
  }

  /** So many jobs run at all times, each followed by another, for so many seconds. */
  async keepRunning(count: number, seconds: number): Promise<void> {
    const until = this.time + 1000 * seconds;
    while (this.time < until) {
      const missing = count - this.running.length;
      if (missing > 0) this.startMany(missing);
      await this.harness.advance(1);
    }
  }

  /** The names of those that run as far as the extension knows. */
  get running(): string[] {
    return this.harness.store.running.map(({ name }) => name);
  }

  /** Seconds from the end of each job that was seen ended to when it was seen. */
  get lateness(): number[] {
    return [...this.seenAt].map(([name, at]) => (at - (this.ends.get(name) ?? Number.NaN)) / 1000);
  }

  /** When the server was asked about one job, or all, in seconds since the harness began. */
  secondsAsked(name?: string): number[] {
    return this.asked.filter((asked) => !name || asked.name === name).map(({ at }) => at / 1000);
  }

  /** The most requests in any minute of this time, in seconds since the harness began. */
  mostInAMinute(from = 0, to = Number.POSITIVE_INFINITY): number {
    const times = this.asked.map(({ at }) => at).filter((at) => at >= 1000 * from && at < 1000 * to);
    let [first, most] = [0, 0];
    for (const [last, at] of times.entries()) {
      while ((times[first] ?? at) <= at - MINUTE_MS) first++;
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  private answer(name: string): Behaviour {
    return this.time >= (this.ends.get(name) ?? Number.POSITIVE_INFINITY) ? succeeded : running;
  }
}
