import { MAX_TEXT_LENGTH } from '../../references/reference';
import { clipboardText, type GivenText } from './givenText';

/**
 * The text that is meant by what stands in a box of one line. A browser writes a space for each line break that is
 * pasted there, and lines tell which label belongs to which name: the clipboard still has them.
 */
export class WholeText {
  private value: string;

  /** @param given what is meant by `shown`, as long as the person does not change it */
  constructor(
    shown = '',
    private given: GivenText = { text: shown, source: 'pasted' },
  ) {
    this.value = shown;
  }

  /** The text behind the value of the box. */
  behind(value: string): GivenText {
    return value === this.value ? this.given : { text: value, source: 'pasted' };
  }

  /** Takes the clipboard's text for a value that was pasted from it. @returns whether it was */
  async recognize(value: string): Promise<boolean> {
    if (!/\s/.test(value.trim())) return false;
    const clipboard = await clipboardText();
    if (!isFlattened(value, clipboard.text)) return false;
    this.value = value;
    this.given = clipboard;
    return true;
  }
}

/** Whether what has come into a box at once is more than a key types. */
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
