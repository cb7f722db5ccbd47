import type { TextChange } from './sourceStrings';

/** How a JavaScript source imports others: `import` or `require`. */
export type ModuleForm = 'module' | 'commonjs';

/** What stands before the first statement: `#!`, then `'use strict'` and the like with the comments before them. */
const HEAD =
  /^(?:#![^\n]*\n)?(?:(?:\s|\/\/[^\n]*(?:\n|$)|\/\*(?:[^*]|\*(?!\/))*\*\/)*(["'])use [a-z ]{1,20}\1[^\n]*(?:\n|$))*/;
const LOADS = /^(?:import|(?:const|let|var)\b|require).*["']dotenv(?:\/config)?["']/m;
/** Statements that only modules have; an `await` at the beginning of a line or of a declaration there. */
const OF_MODULES =
  /^(?:import\s*[\w{*"']|export\b|await\b|(?:const|let|var)\s[^\n=]{1,200}=\s{0,5}await\b)|\bimport\.meta\b/m;
const OF_COMMONJS = /\brequire\s*\(|\bmodule\.exports\b|^exports\./m;

/**
 * Loads the `.env` file at the beginning of a JavaScript or TypeScript source, where nothing there does.
 *
 * @param packageForm of sources that show no form themselves
 */
export function javascriptDotenv(
  source: string,
  path: string,
  { isTyped, packageForm }: { readonly isTyped: boolean; readonly packageForm: ModuleForm },
): TextChange[] {
  if (LOADS.test(source)) return [];
  const at = HEAD.exec(source)?.[0].length ?? 0;
  const form = formOf(source, path) ?? (isTyped ? 'module' : packageForm);
  const load = form === 'module' ? "import 'dotenv/config';" : "require('dotenv').config();";
  const newline = source.includes('\r\n') ? '\r\n' : '\n';
  return [{ start: at, end: at, text: load + newline }];
}

/** As Node tells them apart (nodejs.org/api/packages.html#determining-module-system). */
function formOf(source: string, path: string): ModuleForm | undefined {
  if (/\.m[jt]s$/.test(path) || (OF_MODULES.test(source) && !/\.c[jt]s$/.test(path))) return 'module';
  return /\.c[jt]s$/.test(path) || OF_COMMONJS.test(source) ? 'commonjs' : undefined;
}

/** The form of sources in a package, as its `package.json` says. */
export function packageFormOf(packageJson: string): ModuleForm {
  return /"type"\s*:\s*"module"/.test(packageJson) ? 'module' : 'commonjs';
}
