import { MAX_TEXT_LENGTH } from '../../references/textLength';
import { GivenText } from './givenText';

/**
 * The text that the value of a one-line box stands for. A browser writes a space for each line break that is pasted
 * there, and lines show which label belongs to which name: the clipboard still has them.
 */
export class BoxText {
  private typed = new GivenText('', 'pasted');

  /** @param given what the value `shown` stands for */
  constructor(
    private shown = '',
    private given = new GivenText(shown, 'pasted'),
  ) {}

  /** The text behind the value of the box: the same object as long as the value stays the same. */
  behind(value: string): GivenText {
    if (value === this.shown) return this.given;
    if (value !== this.typed.text) this.typed = new GivenText(value, 'pasted');
    return this.typed;
  }

  /** Uses the text of the clipboard for a value that was pasted from it. @returns whether it was */
  async recognize(value: string, readClipboard: () => Promise<GivenText>): Promise<boolean> {
    if (!/\s/.test(value.trim())) return false;
    const clipboard = await readClipboard();
    if (!isFlattened(value, clipboard.text)) return false;
    this.shown = value;
    this.given = clipboard;
    return true;
  }
}

/** Whether more has come into a box at once than a key types. */
export function isLikelyPaste(before: string, value: string): boolean {
  return value.length > before.length + 1;
}

/** Whether a value is a text of several lines that lost nothing but its line breaks. */
function isFlattened(value: string, text: string): boolean {
  if (text.length > 2 * MAX_TEXT_LENGTH || !/[\n\r]/.test(text.trim())) return false;
  return withoutSpaces(value) === withoutSpaces(text);
}

function withoutSpaces(text: string): string {
  return text.replace(/\s+/g, '');
}
