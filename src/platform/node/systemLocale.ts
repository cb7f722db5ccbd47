import { parseJson } from '../../outside/json';

/** The POSIX variables for the language of messages, in the order of precedence. */
const LOCALE_VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'];

/**
 * The locale of the operating system; undefined when it is unknown. Windows has no such variables, nor has a macOS
 * application that was not started in a terminal: there VS Code knows it. VS Code is asked last, because a VS Code server
 * reports the display language of its client instead.
 *
 * @param env reads an environment variable
 */
export function systemLocale(env: (name: string) => string | undefined): string | undefined {
  const candidates = [...LOCALE_VARIABLES.map(env), vsCodeLocale(env('VSCODE_NLS_CONFIG'))];
  return candidates.find((locale) => locale !== undefined && hasLanguage(locale));
}

/** `C` and `POSIX` name no language. */
function hasLanguage(locale: string): boolean {
  return /^[a-z]{2,3}(?:[-_.@]|$)/i.test(locale);
}

/** @param config JSON, which VS Code passes to its extension hosts in `VSCODE_NLS_CONFIG` (microsoft/vscode, nls.ts) */
function vsCodeLocale(config: string | undefined): string | undefined {
  const parsed = parseJson(config ?? '') as { readonly osLocale?: unknown } | null | undefined;
  return typeof parsed?.osLocale === 'string' ? parsed.osLocale : undefined;
}
