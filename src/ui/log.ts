import * as vscode from 'vscode';
import { redact } from '../outside/redaction';

/** The log channel "Veo Operations". All that is logged goes through here, and so through the redactor. */
export class Log implements vscode.Disposable {
  constructor(
    private readonly channel = vscode.window.createOutputChannel('Veo Operations', { log: true }),
  ) {}

  /** @param line made only when the log wants lines of this level */
  debug(line: () => string): void {
    if (this.showsRequests) this.channel.debug(redact(line()));
  }

  info(text: string): void {
    this.channel.info(redact(text));
  }

  warn(text: string): void {
    this.channel.warn(redact(text));
  }

  /** @param reason what was thrown, with its stack where it has one */
  error(text: string, reason: unknown): void {
    const cause = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
    this.channel.error(redact(`${text} ${cause}`));
  }

  show(): void {
    this.channel.show();
  }

  /** Whether requests and answers are logged. */
  get showsRequests(): boolean {
    const { logLevel } = this.channel;
    return logLevel !== vscode.LogLevel.Off && logLevel <= vscode.LogLevel.Debug;
  }

  dispose(): void {
    this.channel.dispose();
  }
}
