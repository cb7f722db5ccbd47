import type { Disposable } from '../../base/event';
import type { WallClock } from '../../base/time';

/** ms without anything further after which what came before is told, in one message. */
const QUIET_MS = 2000;
/** ms that something waits for others at most. */
const LONGEST_WAIT_MS = 15_000;
/**
 * ms that a message which nobody answers stands alone. VS Code hides it after 10 to 15 s (`PURGE_TIMEOUT` of its
 * notification toasts) without telling us, and keeps it under the bell until it is closed.
 */
const FIRST_PATIENCE_MS = 60_000;
/** ms: people read a message and let it fade, so the next one must not wait for their answer forever. */
const LONGEST_PATIENCE_MS = 5 * 60_000;

/** How things of one kind are shown in a message. */
export interface MessageOf<T> {
  /** Shows one message for all of these; resolves when it is answered or closed. */
  show(items: readonly T[]): PromiseLike<unknown>;
  /** Of what was held back, as it is by now, what the person has neither looked at nor removed meanwhile. */
  stillNews(items: readonly T[]): readonly T[];
}

/**
 * Keeps messages of one kind from stacking. What comes within seconds of each other is told in one message. While one is
 * open, what comes is held back, and the next message tells all of it, together with what the open one told and nobody
 * has looked at. It comes when the open one is answered or closed, or after a minute at the latest; each further one that
 * is not answered doubles that time, up to five minutes.
 *
 * No extension can withdraw or change a message that is shown (microsoft/vscode#46551, #163298): one of the same text
 * and buttons replaces the former, but the text is what changes here; `notifications.clearAll` would close the messages
 * of everybody. The status bar and the view's badge tell meanwhile, so that nothing is known only from a message.
 */
export class CoalescedMessages<T> implements Disposable {
  private gathered: T[] = [];
  private quiet: unknown;
  private deadline: unknown;
  private open: readonly T[] | undefined;
  private held: T[] = [];
  private patience = FIRST_PATIENCE_MS;
  private impatience: unknown;

  constructor(
    private readonly message: MessageOf<T>,
    private readonly clock: WallClock,
  ) {}

  /** Tells these, together with others. */
  notify(items: readonly T[]): void {
    if (items.length === 0) return;
    this.gathered.push(...items);
    this.clock.clearTimeout(this.quiet);
    this.quiet = this.clock.setTimeout(() => this.notifyGathered(), QUIET_MS);
    this.deadline ??= this.clock.setTimeout(() => this.notifyGathered(), LONGEST_WAIT_MS);
  }

  dispose(): void {
    this.stopGathering();
    this.clock.clearTimeout(this.impatience);
    this.held = [];
  }

  private notifyGathered(): void {
    const items = this.stopGathering();
    if (this.open) this.held.push(...items);
    else this.show(items);
  }

  private stopGathering(): readonly T[] {
    const { gathered } = this;
    this.gathered = [];
    this.clock.clearTimeout(this.quiet);
    this.clock.clearTimeout(this.deadline);
    this.deadline = undefined;
    return gathered;
  }

  private show(items: readonly T[]): void {
    this.open = items;
    this.impatience = this.clock.setTimeout(() => this.patienceIsOver(items), this.patience);
    void Promise.resolve(this.message.show(items)).finally(() => this.answered(items));
  }

  /** Whoever answers is there, be it to a former message; but only an answer to the newest lets the next one come. */
  private answered(items: readonly T[]): void {
    this.patience = FIRST_PATIENCE_MS;
    if (this.open === items) this.showHeld([]);
  }

  private patienceIsOver(unanswered: readonly T[]): void {
    this.patience = Math.min(2 * this.patience, LONGEST_PATIENCE_MS);
    this.showHeld(unanswered);
  }

  private showHeld(unanswered: readonly T[]): void {
    const held = this.message.stillNews(this.held);
    this.clock.clearTimeout(this.impatience);
    this.open = undefined;
    this.held = [];
    // One that has ended, ran again and ended again is told once.
    if (held.length > 0) this.show([...new Set([...this.message.stillNews(unanswered), ...held])]);
  }
}
