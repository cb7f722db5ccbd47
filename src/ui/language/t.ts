/** A lookup of texts, and the language in which they are. */
export interface Language {
  /** BCP 47 */
  readonly tag: string;
  t(text: string, ...args: readonly (string | number)[]): string;
}

/** The language of VS Code, as soon as there is a VS Code; until then texts are English. */
let host: Language = { tag: 'en', t: filled };
/** Undefined as long as VS Code's own language is the one wanted. */
let chosen: Language | undefined;

/**
 * A text in the language of the extension, with `{0}`, `{1}`, … replaced by the arguments: `vscode.l10n.t`, but for
 * a person who has asked for another language than that of VS Code.
 */
export function t(text: string, ...args: readonly (string | number)[]): string {
  return (chosen ?? host).t(text, ...args);
}

/** The language in which dates and numbers are written, as a BCP 47 tag. */
export function languageTag(): string {
  return (chosen ?? host).tag;
}

/** From now on texts come from this bundle, by their English ones, or from VS Code again. */
export function speak(
  other: { readonly tag: string; readonly bundle: Readonly<Record<string, string>> } | undefined,
): void {
  chosen = other && { tag: other.tag, t: (text, ...args) => filled(other.bundle[text] ?? text, ...args) };
}

/** Texts come from VS Code, as long as no other language is chosen. */
export function speakLike(vscode: Language): void {
  host = vscode;
}

function filled(text: string, ...args: readonly (string | number)[]): string {
  return text.replace(/\{(\d+)\}/g, (placeholder, index) => String(args[Number(index)] ?? placeholder));
}
