import { DisposableStore } from '../../base/disposableStore';
import type { DeferredParts } from '../deferredParts';
import { Capture } from './capture';
import { DebugOutput } from './debugOutput';
import { NotebookOutput } from './notebookOutput';
import { TerminalOutput } from './terminalOutput';

/** All that programs print into, once the first of them has. */
export class CaptureSources extends DisposableStore {
  readonly terminals: TerminalOutput;
  readonly notebooks: NotebookOutput;
  readonly debuggers: DebugOutput;

  constructor(parts: DeferredParts) {
    const capture = new Capture(parts);
    super(capture);
    this.terminals = new TerminalOutput(capture);
    this.notebooks = new NotebookOutput(capture);
    this.debuggers = new DebugOutput(capture);
  }
}
