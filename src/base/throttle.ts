import { type Disposable, Emitter } from './event';
import type { Time } from './time';
import { Timer } from './timer';

/** Does some work at its first request, and then at most once an interval and once at a time, however often it is requested. */
export class Throttle implements Disposable {
  private readonly failures = new Emitter<unknown>();
  private phase: 'idle' | 'working' | 'resting' = 'idle';
  /** A request that is not done yet, or work that failed and is done again at the next request or `flush`. */
  private pending: 'requested' | 'failed' | undefined;
  private isDisposed = false;
  private readonly timer: Timer;
  private current: Promise<void> = Promise.resolve();

  /** Fires with the reason when the work is rejected. */
  readonly onDidFail = this.failures.event;

  /**
   * @param work does everything that was requested before it is called
   * @param interval ms of rest after the work
   */
  constructor(
    private readonly work: () => Promise<void> | void,
    private readonly interval: number,
    time: Time,
  ) {
    this.timer = new Timer(time, () => this.restIsOver());
  }

  request(): void {
    this.pending = 'requested';
    if (this.phase === 'idle' && !this.isDisposed) this.run();
  }

  /**
   * Resolves when all that was requested so far is done, without waiting for the end of a rest. It works after `dispose`,
   * too: VS Code disposes of everything at the moment in which it asks for the last write.
   */
  async flush(): Promise<void> {
    while (this.phase === 'working') await this.current;
    if (!this.pending) return;
    this.run();
    await this.current;
  }

  /** From now on only `flush` does any work. */
  dispose(): void {
    this.isDisposed = true;
    this.timer.dispose();
    this.failures.dispose();
  }

  /** Work without a promise is done when it returns, so the rest begins before the next request. */
  private run(): void {
    this.timer.clear();
    this.phase = 'working';
    this.pending = undefined;
    let working: Promise<void> | undefined;
    try {
      working = this.work() ?? undefined;
    } finally {
      if (working) this.current = working.catch((reason) => this.failed(reason)).then(() => this.rest());
      else this.rest();
    }
  }

  private failed(reason: unknown): void {
    this.pending ??= 'failed';
    this.failures.fire(reason);
  }

  private rest(): void {
    this.phase = 'resting';
    if (!this.isDisposed) this.timer.setIn(this.interval);
  }

  private restIsOver(): void {
    this.phase = 'idle';
    if (this.pending === 'requested') this.run();
  }
}
