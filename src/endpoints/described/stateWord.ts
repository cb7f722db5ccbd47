/** A value of an answer: a number, a word in any case, or a boolean. */
export type StateWord = string | number | boolean;

/** Longer than any word of a description: a hostile answer has one of a million characters. */
const READ_CHARACTERS = 200;

/** Whether a value can be a word that stands for a state. */
export function isStateWord(value: unknown): value is StateWord {
  return typeof value === 'string' ? /\S/.test(value) : ['number', 'boolean'].includes(typeof value);
}

/** Whether two words are the same: in any case, with spaces or hyphens for underscores, and a number also as a text. */
export function isSameWord(one: StateWord, other: StateWord): boolean {
  return normalised(one) === normalised(other);
}

function normalised(word: StateWord): string {
  const text = String(word).slice(0, READ_CHARACTERS);
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}
