import { DisposableStore } from '../../base/disposableStore';
import type { DeferredParts } from '../deferredParts';
import { Capture } from './capture';
import { DebugOutput } from './debugOutput';
import { NotebookOutput } from './notebookOutput';
import { readTerminal, type TerminalCommand } from './terminalOutput';

/** All that programs print into, once the first of them has. */
export class CaptureSources extends DisposableStore {
  readonly notebooks: NotebookOutput;
  readonly debuggers: DebugOutput;
  private readonly capture: Capture;

  constructor(parts: DeferredParts) {
    const capture = new Capture(parts);
    super(capture);
    this.capture = capture;
    this.notebooks = new NotebookOutput(capture);
    this.debuggers = new DebugOutput(capture);
  }

  /** Reads what a command prints, until it ends. @param taskProcesses as of `readTerminal` */
  readTerminal(command: TerminalCommand, taskProcesses: ReadonlySet<number>): Promise<void> {
    return readTerminal(this.capture, command, taskProcesses);
  }
}
