import * as vscode from 'vscode';
import { textFrom } from '../outside/text';

/** Characters of a line: the longest holds an answer of 64 Ki characters (`SHOWN_LENGTH` of the HTTP client). */
const LINE_LENGTH = 65 * 1024;

/** The log channel "Veo Operations". All that is logged goes through here, and so through the gate. */
export class Log implements vscode.Disposable {
  constructor(
    private readonly channel = vscode.window.createOutputChannel('Veo Operations', { log: true }),
  ) {}

  /** @param line made only when the log wants lines of this level */
  debug(line: () => string): void {
    if (this.showsRequests) this.channel.debug(inLog(line()));
  }

  info(text: string): void {
    this.channel.info(inLog(text));
  }

  warn(text: string): void {
    this.channel.warn(inLog(text));
  }

  /** @param reason what was thrown, with its stack where it has one */
  error(text: string, reason: unknown): void {
    const cause = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
    this.channel.error(`${text} ${cause}`.split('\n').map(inLog).join('\n'));
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

/** Without line breaks, which would begin a line that nobody has logged. */
function inLog(text: string): string {
  return textFrom(text, LINE_LENGTH);
}
