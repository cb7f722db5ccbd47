import * as v from 'valibot';
import type * as vscode from 'vscode';
import type { Capture } from './capture';
import type { OutputReader } from './outputReader';

/**
 * What a debug adapter says of an output of the program, or of its own. The category is `console` if absent
 * (https://microsoft.github.io/debug-adapter-protocol/specification#Events_Output).
 */
const outputEvent = v.object({
  type: v.literal('event'),
  event: v.literal('output'),
  body: v.object({
    category: v.optional(v.picklist(['console', 'stdout', 'stderr', 'important']), 'console'),
    output: v.string(),
  }),
});

/** In UTF-16 units: of the configuration of a session, in which ids may stand that its program gets. */
const MAX_CONFIGURATION = 100_000;

/** Reads what the programs print that are debugged, each in its session. */
export class DebugOutput {
  private readonly readers = new Map<string, OutputReader>();

  constructor(private readonly capture: Capture) {}

  /** Takes a message of a debug adapter; only outputs matter. @param startedAt ms since the epoch: that of the session */
  take({ id, configuration }: vscode.DebugSession, message: unknown, startedAt: number): void {
    const read = v.safeParse(outputEvent, message);
    if (!read.success || this.capture.isOff('debugConsole')) return;
    const reader = this.readers.get(id) ?? this.open(id, configuration, startedAt);
    reader.push(read.output.body.output);
  }

  /** The session has ended. */
  end({ id }: vscode.DebugSession): void {
    this.readers.get(id)?.end();
    this.readers.delete(id);
  }

  private open(id: string, configuration: vscode.DebugConfiguration, startedAt: number): OutputReader {
    const typed = JSON.stringify(configuration).slice(0, MAX_CONFIGURATION);
    const reader = this.capture.open({ startedAt, typed, kind: 'runs' }, 'debugConsole');
    this.readers.set(id, reader);
    return reader;
  }
}
