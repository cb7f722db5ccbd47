import { DisposableStore } from '../../base/disposableStore';
import { MINUTE_MS, type Time } from '../../base/time';
import { Timer } from '../../base/timer';

/** After so long without a further item the items gathered so far are shown. */
const QUIET_MS = 2000;
/** An item waits for others at most this long. */
const LONGEST_GATHERING_MS = 15_000;
/**
 * How long the next message waits for an answer to the first. VS Code hides a message after 10 to 15 s (`PURGE_TIMEOUT`
 * of its notification toasts) without an event, and keeps it under the bell until it is closed.
 */
const FIRST_ANSWER_TIMEOUT_MS = MINUTE_MS;
const LONGEST_ANSWER_TIMEOUT_MS = 5 * MINUTE_MS;

/** Messages of one kind. */
export interface MessageKind<T> {
  /** Shows one message for all of these; resolves when it is answered or closed. */
  show(items: readonly T[]): PromiseLike<unknown>;
  /** Those that the person has neither seen nor removed meanwhile, as they are by now. */
  stillUnseen(items: readonly T[]): readonly T[];
}

/**
 * Keeps messages of one kind from stacking. Items that come within seconds of each other are shown in one message. While
 * a message is open, further items are held back; the next message shows all of them, together with those of the open
 * one that nobody has seen. It comes when the open one is answered or closed, or after a minute at the latest; each
 * message without an answer doubles that time, up to five minutes.
 *
 * No extension can withdraw or change a message that is shown (microsoft/vscode#46551, #163298): only one with the same
 * text and buttons replaces it, and `notifications.clearAll` would close the messages of all extensions. The status bar
 * and the badge of the view show each item meanwhile.
 */
export class CoalescedMessages<T> extends DisposableStore {
  private gathered: T[] = [];
  private held: T[] = [];
  /** The items of the message that is open. */
  private open: readonly T[] | undefined;
  private answerTimeoutMs = FIRST_ANSWER_TIMEOUT_MS;
  private readonly quiet: Timer;
  private readonly gathering: Timer;
  private readonly answering: Timer;

  constructor(
    private readonly kind: MessageKind<T>,
    time: Time,
  ) {
    super();
    this.quiet = this.add(new Timer(time, () => this.showGathered()));
    this.gathering = this.add(new Timer(time, () => this.showGathered()));
    this.answering = this.add(new Timer(time, () => this.answerTimedOut()));
  }

  /** Notifies the person of these, together with others. */
  notify(items: readonly T[]): void {
    if (items.length === 0) return;
    this.gathered.push(...items);
    this.quiet.setIn(QUIET_MS);
    if (!this.gathering.isSet) this.gathering.setIn(LONGEST_GATHERING_MS);
  }

  override dispose(): void {
    super.dispose();
    this.held = [];
  }

  private showGathered(): void {
    const { gathered } = this;
    this.gathered = [];
    this.quiet.clear();
    this.gathering.clear();
    if (this.open) this.held.push(...gathered);
    else this.show(gathered);
  }

  private show(items: readonly T[]): void {
    this.open = items;
    this.answering.setIn(this.answerTimeoutMs);
    void Promise.resolve(this.kind.show(items)).finally(() => this.answered(items));
  }

  /** Any answer shows that the person is there, but only one to the newest message lets the next one come. */
  private answered(items: readonly T[]): void {
    this.answerTimeoutMs = FIRST_ANSWER_TIMEOUT_MS;
    if (this.open === items) this.showHeld([]);
  }

  private answerTimedOut(): void {
    this.answerTimeoutMs = Math.min(2 * this.answerTimeoutMs, LONGEST_ANSWER_TIMEOUT_MS);
    this.showHeld(this.open ?? []);
  }

  private showHeld(unanswered: readonly T[]): void {
    const held = this.kind.stillUnseen(this.held);
    this.answering.clear();
    this.open = undefined;
    this.held = [];
    // A Set, since an operation that ended, ran again and ended again is in both.
    if (held.length > 0) this.show([...new Set([...this.kind.stillUnseen(unanswered), ...held])]);
  }
}
