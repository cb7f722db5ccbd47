import * as vscode from 'vscode';

/** A log channel that records its lines. */
export class RecordedLog {
  readonly lines: string[] = [];

  /** All lines, joined by line breaks. */
  get text(): string {
    return this.lines.join('\n');
  }

  get channel(): vscode.LogOutputChannel {
    const record = (...values: unknown[]) => this.lines.push(values.map(String).join(' '));
    const levels = { trace: record, debug: record, info: record, warn: record, error: record };
    const rest = { name: 'recorded', logLevel: vscode.LogLevel.Trace, dispose: () => undefined };
    return { ...levels, ...rest } as unknown as vscode.LogOutputChannel;
  }
}
