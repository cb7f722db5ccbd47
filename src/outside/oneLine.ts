/**
 * Characters that are invisible or hide others. Words of Persian and Indic scripts, and emoji, need joiners, so a joiner
 * between two such characters stays. Several in a row, or one in ASCII text, could only hide a key.
 */
const INVISIBLE =
  /(?!\u200c|\u200d|\ufe0f)[\p{Cf}\p{Co}\p{Cs}\p{DI}]|(?<=^|\p{ASCII}|\u200c|\u200d)(?:\u200c|\u200d|\ufe0f(?!\u20e3))|(?:\u200c|\u200d)(?=$|\p{ASCII}|\u200c|\u200d)/gu;
const SPACES = /[\p{Cc}\s\u2800]+/gu;

const CONTROLS = /[\p{Cc}\u2028\u2029]/gu;

/** A text without invisible characters; line breaks and other control characters stay. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, '');
}

/** A text without invisible characters, and with a space for each control character. */
export function printable(text: string): string {
  return visible(text).replace(CONTROLS, ' ');
}

/**
 * A text from outside as one line of at most `length` characters: without control and invisible characters, with single
 * spaces, and cut off with an ellipsis. Empty where nothing is left.
 */
export function oneLine(text: string, length: number): string {
  // A hostile text may have megabytes. Four times the length is read, since some characters are removed.
  const line = visible(text.slice(0, 4 * length))
    .replace(SPACES, ' ')
    .trim();
  if (line.length <= length) return line;
  const cut = line.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '');
  return `${cut.trimEnd()}…`;
}
