import type * as vscode from 'vscode';
import type { CapturePlace } from '../settings';
import type { Capture } from './capture';
import { commandKind } from './commandKind';
import type { OutputReader } from './outputReader';

/** A command that runs in a terminal, and what it prints from its start on. */
export interface TerminalCommand {
  readonly terminal: Pick<vscode.Terminal, 'processId'>;
  readonly commandLine: string;
  /** ms since the epoch */
  readonly startedAt: number;
  readonly output: AsyncIterable<string>;
}

/**
 * Reads what a command prints, until it ends.
 *
 * @param taskProcesses ids of the processes that tasks started, whose terminals VS Code does not tell apart
 */
export async function readTerminal(
  capture: Capture,
  command: TerminalCommand,
  taskProcesses: ReadonlySet<number>,
): Promise<void> {
  const { commandLine, startedAt, output, terminal } = command;
  const program = { startedAt, typed: commandLine, kind: commandKind(commandLine) };
  // A terminal that a task starts gets the process of the task later, but before its first output.
  const placeOf = async () => (taskProcesses.has((await terminal.processId) ?? -1) ? 'task' : 'terminal');
  let place: CapturePlace | undefined;
  let reader: OutputReader | undefined;
  for await (const text of output) {
    place ??= await placeOf();
    if (capture.isOff(place)) continue;
    reader ??= capture.open(program, place);
    reader.push(text);
  }
  reader?.end();
}
