/**
 * A cell that begins so is a formula for a spreadsheet, which could run something or send what is in the sheet (OWASP, "CSV
 * Injection"). Where the decimal sign is a comma, as in Vietnam, Excel begins a cell behind each semicolon, too. Apostrophes
 * before it count, so that a guard can be told from those of the text.
 */
const FORMULA = /(^|[;\n])(?='*[=+\-@\t\r])/g;
const GUARDED = /(^|[;\n])'(?='*[=+\-@\t\r])/g;

/** A text in which a spreadsheet finds no formula. */
export function guarded(text: string): string {
  return text.replace(FORMULA, "$1'");
}

/** The text that was `guarded`. */
export function unguarded(text: string): string {
  return text.replace(GUARDED, '$1');
}
