import { DisposableStore } from '../../base/disposableStore';
import { Throttle } from '../../base/throttle';
import { systemTime, type Time } from '../../base/time';
import { Timer } from '../../base/timer';
import { type Operation, type OperationId, operationKey } from '../../operations/operation';
import type { CommandContext } from '../commands/command';
import { t } from '../language/t';
import { descriptionOf } from '../messages/description';
import { followingSentences } from '../messages/followingWords';
import { problemInFull } from '../messages/problemWords';
import { titleOf } from '../messages/titles';
import { checkingMode } from '../pause';
import { pauseNotice } from '../view/pauseNotice';
import type { TaskScreen } from './taskScreen';

/** The elapsed time counts in seconds. */
const REDRAW_MS = 1000;
/** Of thousands of operations, many may change at once. */
const REST_MS = 100;

type ProgressParts = Pick<CommandContext, 'store' | 'settings' | 'pause' | 'endpoints' | 'known'>;

/**
 * Shows how far a task is: the operations that still run in its last line, and above it, once, what keeps them from being
 * checked and what to do about that.
 */
export class WaitProgress extends DisposableStore {
  private readonly pending: Map<string, OperationId>;
  private readonly downloads = new Map<string, string>();
  private readonly printed = new Set<string>();
  private readonly redrawing: Throttle;
  private readonly timer: Timer;
  private readonly all: number;

  constructor(
    operations: readonly OperationId[],
    private readonly screen: TaskScreen,
    private readonly parts: ProgressParts,
    private readonly time: Time = systemTime,
  ) {
    super();
    this.pending = new Map(operations.map((one) => [operationKey(one), one]));
    this.all = operations.length;
    this.redrawing = this.add(new Throttle(() => this.redraw(), REST_MS, time));
    this.timer = this.add(new Timer(time, () => this.redrawing.request()));
    for (const { onDidChange } of [parts.store, parts.pause, parts.settings]) {
      this.add(onDidChange(() => this.redrawing.request()));
    }
    this.redrawing.request();
  }

  /** The wait for this operation is over. */
  ended(id: OperationId): void {
    this.pending.delete(operationKey(id));
    this.redrawing.request();
  }

  /** Shows a download; undefined when it is over. */
  downloading(id: OperationId, text: string | undefined): void {
    if (text === undefined) this.downloads.delete(operationKey(id));
    else this.downloads.set(operationKey(id), text);
    this.redrawing.request();
  }

  override dispose(): void {
    super.dispose();
    this.screen.showProgress('');
  }

  private redraw(): void {
    const running = [...this.pending.values()].flatMap((id) => this.parts.store.get(id) ?? []);
    if (running.length > 0) this.printOnce(this.pauseWords());
    for (const operation of running) this.printNotices(operation);
    this.screen.showProgress(this.progressWords(running));
    if (running.length > 0) this.timer.setIn(REDRAW_MS);
    else this.timer.clear();
  }

  private progressWords(running: readonly Operation[]): string {
    const now = this.time.now();
    const isPaused = this.mode() !== 'on';
    const [first] = running;
    const [download] = this.downloads.values();
    if (!first) return download ?? '';
    const words = `${titleOf(first)} · ${descriptionOf(first, now, { known: this.parts.known, isPaused })}`;
    if (this.all === 1) return words;
    const count = t('{0} of {1} ended', this.all - this.pending.size, this.all);
    return [count, ...(download === undefined ? [] : [download]), words].join(' · ');
  }

  /** What keeps an operation from being checked: each problem of an endpoint is printed once, however many it concerns. */
  private printNotices(operation: Operation): void {
    const { problem, endpoint } = operation;
    const sentence = problemInFull(operation, this.parts.endpoints);
    this.printOnce(sentence, problem && `${endpoint} ${problem.kind} ${problem.reason}`);
    const title = titleOf(operation);
    for (const one of followingSentences(operation, this.time.now(), this.parts.known)) {
      this.printOnce(`${title}: ${one}`);
    }
  }

  private pauseWords(): string | undefined {
    const notice = pauseNotice(this.mode());
    return notice && `${notice.sentence} ${t('The task waits until you choose {0}.', notice.link[0])}`;
  }

  private mode() {
    return checkingMode(this.parts.settings, this.parts.pause);
  }

  /** @param key what counts as the same sentence, where that holds times */
  private printOnce(sentence: string | undefined, key = sentence): void {
    if (sentence === undefined || key === undefined || this.printed.has(key)) return;
    this.printed.add(key);
    this.screen.print(sentence);
  }
}
