import type { Disposable } from '../base/event';
import type { Clock } from '../base/time';

/** ms */
const INTERVAL = 500;

/** Does something at once, and then, however often it is asked for, at most twice a second: what is drawn is seen. */
export class Paced implements Disposable {
  private phase: 'idle' | 'resting' | 'disposed' = 'idle';
  private isWanted = false;
  private timer: unknown;

  constructor(
    private readonly work: () => void,
    private readonly clock: Clock,
  ) {}

  request(): void {
    this.isWanted = true;
    if (this.phase === 'idle') this.run();
  }

  /** Does now what has been asked for and waits. */
  flush(): void {
    if (this.isWanted && this.phase !== 'disposed') this.run();
  }

  dispose(): void {
    this.phase = 'disposed';
    this.clock.clearTimeout(this.timer);
  }

  private run(): void {
    this.isWanted = false;
    this.phase = 'resting';
    this.clock.clearTimeout(this.timer);
    this.timer = this.clock.setTimeout(() => this.restIsOver(), INTERVAL);
    this.work();
  }

  private restIsOver(): void {
    this.phase = 'idle';
    if (this.isWanted) this.run();
  }
}
