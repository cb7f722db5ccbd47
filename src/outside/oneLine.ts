/**
 * Whatever hides something or stays unseen itself. Joiners belong to words of Persian and Indic scripts and to emoji, and
 * stay between two characters of such; one after another, or in plain ASCII, would only hide a key.
 */
const INVISIBLE =
  /(?!\u200c|\u200d|\ufe0f)[\p{Cf}\p{Co}\p{Cs}\p{DI}]|(?<=^|\p{ASCII}|\u200c|\u200d)(?:\u200c|\u200d|\ufe0f(?!\u20e3))|(?:\u200c|\u200d)(?=$|\p{ASCII}|\u200c|\u200d)/gu;
const SPACES = /[\p{Cc}\s\u2800]+/gu;

const CONTROLS = /[\p{Cc}\u2028\u2029]/gu;

/** A text without what cannot be seen in it; line breaks and other control characters stay. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, '');
}

/** A text without what cannot be seen in it, and with a space for each control character. */
export function printable(text: string): string {
  return visible(text).replace(CONTROLS, ' ');
}

/**
 * A text from outside as one line: without control and invisible characters, with single spaces, and cut off with an
 * ellipsis where it is longer than so many characters. Empty where nothing is left.
 */
export function oneLine(text: string, length: number): string {
  // Four times as much as is shown, for some of it goes: a hostile text may have megabytes.
  const line = visible(text.slice(0, 4 * length))
    .replace(SPACES, ' ')
    .trim();
  if (line.length <= length) return line;
  const cut = line.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '');
  return `${cut.trimEnd()}…`;
}
