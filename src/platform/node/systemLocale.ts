import * as v from 'valibot';
import { ifReadable } from '../../endpoints/schema';
import { parseJson } from '../../outside/json';

/** VS Code passes this to its extension hosts as JSON in `VSCODE_NLS_CONFIG` (microsoft/vscode, nls.ts). */
const nlsConfig = v.object({ osLocale: ifReadable(v.string()) });

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

function vsCodeLocale(config: string | undefined): string | undefined {
  const parsed = v.safeParse(nlsConfig, parseJson(config ?? ''));
  return (parsed.success && parsed.output.osLocale) || undefined;
}
