import { type Disposable, Emitter } from './event';
import type { Clock } from './time';

/** ms of rest after a write: VS Code writes the whole state each time. */
const WRITE_INTERVAL = 1000;

/** Writes what has changed: at once after a rest, else with all that comes meanwhile, and never twice at a time. */
export class PacedWrites implements Disposable {
  private readonly failures = new Emitter<unknown>();
  private phase: 'idle' | 'writing' | 'resting' = 'idle';
  /** What is to be written: news, or what could not be written and waits for the next change, or for `flush`. */
  private unwritten: 'news' | 'failed' | undefined;
  private isDisposed = false;
  private timer: unknown;
  private current: Promise<void> = Promise.resolve();

  /** Fires with the reason when something could not be written; it is tried again with the next change or `flush`. */
  readonly onDidFail = this.failures.event;

  /** @param write hands over all there is to be written, as it is when it is called */
  constructor(
    private readonly write: () => Promise<void>,
    private readonly clock: Clock,
  ) {}

  /** There is something to be written. */
  request(): void {
    this.unwritten = 'news';
    if (this.phase === 'idle' && !this.isDisposed) this.begin();
  }

  /**
   * Resolves when all that was asked for so far is written, without waiting for the end of a rest; also once disposed,
   * for VS Code disposes of everything in the moment in which it asks for the last write.
   */
  async flush(): Promise<void> {
    while (this.phase === 'writing') await this.current;
    if (this.unwritten) await this.begin();
  }

  /** Nothing is written any more but by `flush`. */
  dispose(): void {
    this.isDisposed = true;
    this.clock.clearTimeout(this.timer);
    this.failures.dispose();
  }

  private begin(): Promise<void> {
    this.clock.clearTimeout(this.timer);
    this.phase = 'writing';
    this.unwritten = undefined;
    this.current = this.write()
      .catch((reason) => {
        this.unwritten ??= 'failed';
        this.failures.fire(reason);
      })
      .then(() => this.rest());
    return this.current;
  }

  private rest(): void {
    this.phase = 'resting';
    if (this.isDisposed) return;
    this.timer = this.clock.setTimeout(() => this.restIsOver(), WRITE_INTERVAL);
  }

  private restIsOver(): void {
    this.phase = 'idle';
    if (this.unwritten === 'news') void this.begin();
  }
}
