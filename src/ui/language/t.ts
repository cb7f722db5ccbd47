import * as vscode from 'vscode';

/** Texts of another language by their English ones; undefined as long as VS Code's own language is the one wanted. */
let bundle: Readonly<Record<string, string>> | undefined;
let tag: string | undefined;

/**
 * A text in the language of the extension, with `{0}`, `{1}`, … replaced by the arguments: `vscode.l10n.t`, but for
 * a person who has asked for another language than that of VS Code.
 */
export function t(text: string, ...args: readonly (string | number)[]): string {
  return bundle ? filled(bundle[text] ?? text, args) : vscode.l10n.t(text, ...args);
}

/** The language in which dates and numbers are written, as a BCP 47 tag. */
export function languageTag(): string {
  return tag ?? vscode.env.language;
}

/** From now on texts come from this bundle, or from VS Code again. */
export function speak(
  chosen: { readonly tag: string; readonly bundle: Record<string, string> } | undefined,
): void {
  bundle = chosen?.bundle;
  tag = chosen?.tag;
}

function filled(text: string, args: readonly (string | number)[]): string {
  return text.replace(/\{(\d+)\}/g, (placeholder, index) => String(args[Number(index)] ?? placeholder));
}
