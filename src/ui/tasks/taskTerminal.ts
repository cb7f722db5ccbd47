import * as vscode from 'vscode';
import { unlessAborted } from '../../endpoints/http/abort';
import type { DeferredParts } from '../deferredParts';
import { t } from '../language/t';
import { TaskRun } from './taskRun';
import { TaskScreen } from './taskScreen';

/** Ctrl+C, as a terminal sends it. */
const INTERRUPT = '\u0003';
/** Exit code of a program that Ctrl+C has ended: 128 and the number of SIGINT. */
const INTERRUPTED = 130;

/** The terminal of a task of the type `veo`. It ends the wait, not the operations, when it is closed. */
export class TaskTerminal implements vscode.Pseudoterminal {
  private readonly writes = new vscode.EventEmitter<string>();
  private readonly ends = new vscode.EventEmitter<number>();
  private readonly ending = new AbortController();
  readonly onDidWrite = this.writes.event;
  readonly onDidClose = this.ends.event;

  /** @param definition with values in place of the variables */
  constructor(
    private readonly definition: unknown,
    private readonly parts: Pick<DeferredParts, 'loadContext' | 'log'>,
  ) {}

  open(): void {
    void this.run().then((code) => this.ends.fire(code));
  }

  close(): void {
    this.ending.abort(new vscode.CancellationError());
  }

  handleInput(data: string): void {
    if (data.includes(INTERRUPT)) this.close();
  }

  /** @returns the exit code; never rejects */
  private async run(): Promise<number> {
    const screen = new TaskScreen((text) => this.writes.fire(text));
    try {
      return await this.exitCode(screen);
    } catch (error) {
      if (this.ending.signal.aborted) {
        screen.print(t('The wait is over; the operations go on.'), 'quiet');
        return INTERRUPTED;
      }
      this.parts.log.error('A task failed:', error);
      screen.print(t('Something unexpected went wrong. See the log for details.'), 'bad');
      return 1;
    } finally {
      // Of several waits others may still go on.
      this.close();
    }
  }

  private async exitCode(screen: TaskScreen): Promise<number> {
    const { signal } = this.ending;
    const context = await unlessAborted(this.parts.loadContext(), signal);
    return new TaskRun({ screen, context, signal }).exitCode(this.definition);
  }
}
