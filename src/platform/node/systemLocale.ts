import * as v from 'valibot';
import { lenient } from '../../endpoints/schema';
import { parseJson } from '../../outside/json';

/** What VS Code tells its extension hosts of languages, as JSON in the environment (microsoft/vscode, nls.ts). */
const nlsConfig = v.object({ osLocale: lenient(v.string()) });

/** The variables of POSIX that tell the language of messages, the strongest first. */
const VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'];

/**
 * The locale of the operating system; undefined where nothing tells it. Windows has no such variables, nor has an
 * application on macOS that was not started in a terminal: there VS Code tells it. It comes last, for a server of
 * VS Code tells the display language of its client instead.
 *
 * @param env a variable of the environment
 */
export function systemLocale(env: (name: string) => string | undefined): string | undefined {
  const told = [...VARIABLES.map(env), localeOfVsCode(env('VSCODE_NLS_CONFIG'))];
  return told.find((locale) => locale !== undefined && tellsLanguage(locale));
}

/** `C` and `POSIX` stand for no language. */
function tellsLanguage(locale: string): boolean {
  return /^[a-z]{2,3}(?:[-_.@]|$)/i.test(locale);
}

function localeOfVsCode(config: string | undefined): string | undefined {
  const read = v.safeParse(nlsConfig, parseJson(config ?? ''));
  return (read.success && read.output.osLocale) || undefined;
}
