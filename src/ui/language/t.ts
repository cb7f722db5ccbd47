/** A lookup of texts, and their language. */
interface TextSource {
  /** BCP 47 */
  readonly tag: string;
  t(text: string, ...args: readonly (string | number)[]): string;
}

/** Texts in the language of VS Code; English until the extension starts. */
let host: TextSource = { tag: 'en', t: filled };
/** Texts in the language that the person chose; undefined where that is the language of VS Code. */
let chosen: TextSource | undefined;

/**
 * A text in the language of the extension, with `{0}`, `{1}`, … replaced by the arguments. Unlike `vscode.l10n.t` it also
 * knows the language that a person chose instead of that of VS Code.
 */
export function t(text: string, ...args: readonly (string | number)[]): string {
  return (chosen ?? host).t(text, ...args);
}

/** Marks a text of a table, so that the tests look for its translation; `t` gives it when it is shown. */
export function textKey(text: string): string {
  return text;
}

/** The language of dates and numbers, as a BCP 47 tag. */
export function languageTag(): string {
  return (chosen ?? host).tag;
}

/** Takes texts from a bundle, by the English ones; undefined takes them from VS Code again. */
export function useBundle(
  other: { readonly tag: string; readonly bundle: Readonly<Record<string, string>> } | undefined,
): void {
  chosen = other && { tag: other.tag, t: (text, ...args) => filled(other.bundle[text] ?? text, ...args) };
}

/** Sets where texts come from while no other language is chosen. */
export function useHostTexts(texts: TextSource): void {
  host = texts;
}

function filled(text: string, ...args: readonly (string | number)[]): string {
  return text.replace(/\{(\d+)\}/g, (placeholder, index) => String(args[Number(index)] ?? placeholder));
}
