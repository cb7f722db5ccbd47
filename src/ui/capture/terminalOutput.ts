import type * as vscode from 'vscode';
import type { CapturePlace } from '../settings';
import type { Capture } from './capture';
import { commandKind } from './commandKind';
import type { OutputReader } from './outputReader';

/** A command that runs in a terminal, and what it prints from its start on. */
interface TerminalCommand {
  readonly terminal: vscode.Terminal;
  readonly commandLine: string;
  /** ms since the epoch */
  readonly startedAt: number;
  readonly output: AsyncIterable<string>;
}

/** Reads what commands print in terminals, and tasks, which VS Code runs in terminals, too. */
export class TerminalOutput {
  /** What reads the command that runs in each terminal. */
  private readonly readers = new Map<vscode.Terminal, OutputReader>();

  constructor(private readonly capture: Capture) {}

  /**
   * Reads what a command prints, until it ends.
   *
   * @param taskProcesses ids of the processes that tasks started, whose terminals VS Code does not tell apart
   */
  async read(command: TerminalCommand, taskProcesses: ReadonlySet<number>): Promise<void> {
    const { terminal } = command;
    // A terminal that a task starts gets the process of the task later, but before its first output.
    const placeOf = async () => (taskProcesses.has((await terminal.processId) ?? -1) ? 'task' : 'terminal');
    let place: CapturePlace | undefined;
    let reader: OutputReader | undefined;
    for await (const text of command.output) {
      place ??= await placeOf();
      if (this.capture.isOff(place)) continue;
      reader ??= this.open(command, place);
      reader.push(text);
    }
    this.end(terminal, reader);
  }

  /** Ends what is read in a terminal that was closed: VS Code does not end the output of its command. */
  end(terminal: vscode.Terminal, reader = this.readers.get(terminal)): void {
    reader?.end();
    if (this.readers.get(terminal) === reader) this.readers.delete(terminal);
  }

  private open({ terminal, commandLine, startedAt }: TerminalCommand, place: CapturePlace): OutputReader {
    const program = { startedAt, typed: commandLine, kind: commandKind(commandLine) };
    const reader = this.capture.open(program, place);
    this.readers.set(terminal, reader);
    return reader;
  }
}
