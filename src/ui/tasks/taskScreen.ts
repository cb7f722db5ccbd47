import { printable } from '../../outside/oneLine';
import { shortened } from '../../outside/shortened';
import { withoutProblem } from './problemLine';

// Control sequences of terminals (ECMA-48, and DECAWM of the VT100).
const ERASE_LINE = '\r\u001b[2K';
const WRAP_OFF = '\u001b[?7l';
const WRAP_ON = '\u001b[?7h';
const RESET = '\u001b[0m';
const COLORS = { good: '\u001b[32m', bad: '\u001b[31m', quiet: '\u001b[2m', plain: '' } as const;
/** A message of a server may be long; the row has all of it. */
const MAX_LINE_CHARACTERS = 1000;

/** Lines of a terminal that stay, and below them one that is drawn anew all the time. */
export class TaskScreen {
  private progressText = '';

  constructor(private readonly write: (text: string) => void) {}

  /** Prints a line that stays; a problem only if it looks bad. What a text holds of control characters is not passed on. */
  print(text: string, look: keyof typeof COLORS = 'plain'): void {
    const shown = look === 'bad' ? printable(text) : withoutProblem(printable(text));
    const line = COLORS[look] + shortened(shown, MAX_LINE_CHARACTERS) + (COLORS[look] && RESET);
    this.write(`${ERASE_LINE}${line}\r\n${this.drawn()}`);
  }

  /** Replaces the last line. The terminal cuts it off at its width: a wrapped one could not be erased. */
  showProgress(text: string): void {
    const shown = withoutProblem(printable(text));
    if (shown === this.progressText) return;
    this.progressText = shown;
    this.write(`${ERASE_LINE}${this.drawn()}`);
  }

  private drawn(): string {
    return this.progressText && `${WRAP_OFF}${COLORS.quiet}${this.progressText}${RESET}${WRAP_ON}`;
  }
}
