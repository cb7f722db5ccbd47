/** What people write where a key belongs. */
const PLACEHOLDER =
  /x{4}|\*{3}|\.{3}|your|example|sample|placeholder|dummy|fake|change-?me|replace|insert|redacted|secret-?key|api-?key|12345678|abcdefg/i;
const CHARACTER_KINDS: readonly RegExp[] = [/\d/, /[a-z]/, /[A-Z]/];
/** Keys are random. A text of fewer different characters was typed by a person. */
const MIN_DIFFERENT_CHARACTERS = 10;
/** Hexadecimal has fewer to choose from. */
const MIN_DIFFERENT_HEX_CHARACTERS = 8;
const HEX_OR_UUID = /^[0-9a-f-]{32,}$/i;
/** A path of names, such as `process.env.KEY2`; some keys have dots, too, but digits in their parts. */
const NAMES = /^[A-Za-z_]+(?:\.[A-Za-z_]+\d{0,2})+$/;
/** Between the words of a name: `kebab-case`, `snake_case`, `camelCase`. */
const WORD_BORDER = /[-_.]|(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;
/** A word, an acronym or a number. Chance puts digits before letters, too. */
const WORD = /^(?:[A-Z]?[a-z]*|[A-Z]+)\d{0,4}$/;
/** What chance makes of capitals and small letters has shorter "words". */
const MIN_MEAN_WORD_CHARACTERS = 3.5;

/** Whether a text of at least twenty characters was made by chance, as keys are: it is no placeholder, and no name. */
export function isRandomText(text: string): boolean {
  if (CHARACTER_KINDS.filter((kind) => kind.test(text)).length < 2) return false;
  if (PLACEHOLDER.test(text) || NAMES.test(text) || isOfWords(text)) return false;
  const least = HEX_OR_UUID.test(text) ? MIN_DIFFERENT_HEX_CHARACTERS : MIN_DIFFERENT_CHARACTERS;
  return new Set(text).size >= least;
}

/** A slug, a class of a style sheet, the name of a function: `sk-fading-circle-2`, `loadSecretFromVaultV2`. */
function isOfWords(text: string): boolean {
  const words = text.split(WORD_BORDER);
  return text.length / words.length >= MIN_MEAN_WORD_CHARACTERS && words.every((word) => WORD.test(word));
}
