import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';
import { textFrom } from '../outside/text';

/** The longest line holds an answer of 64 Ki characters (`SHOWN_CHARACTERS` of the HTTP client). */
const MAX_LINE_CHARACTERS = 65 * 1024;

/**
 * The log channel "Veo Operations". Everything that is logged goes through here, and so through the redaction. VS Code makes
 * a file of the channel, so it is opened when it is needed.
 */
export class Log extends DisposableStore {
  constructor(private opened?: vscode.LogOutputChannel) {
    super();
    if (opened) this.add(opened);
  }

  /** Opens the channel, such as to let people find it before it has a line. */
  open(): vscode.LogOutputChannel {
    this.opened ??= this.add(vscode.window.createOutputChannel('Veo Operations', { log: true }));
    return this.opened;
  }

  /** @param line is called only when the log shows lines of this level */
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

  private get channel(): vscode.LogOutputChannel {
    return this.open();
  }
}

/** Removes line breaks, after which the text could pretend to be a line of its own. */
function inLog(text: string): string {
  return textFrom(text, MAX_LINE_CHARACTERS);
}
