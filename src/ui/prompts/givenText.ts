import type { Source } from '../../operations/operation';
import { type ParsedText, parseText } from '../../references/parseText';

/** A text that may name operations, and how it came to us. It is parsed once, however many need to know what it says. */
export class GivenText {
  private parsedText: ParsedText | undefined;

  constructor(
    readonly text: string,
    readonly source: Source,
  ) {}

  get parsed(): ParsedText {
    this.parsedText ??= parseText(this.text);
    return this.parsedText;
  }
}
