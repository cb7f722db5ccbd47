import { javascriptDotenv, javascriptRead } from './javascriptReads';
import type { KeyLiteral } from './keyLiterals';
import { pythonImports } from './pythonImports';
import { pythonRead } from './pythonReads';
import { powershellRead, shellRead } from './shellReads';
import type { TextChange } from './sourceStrings';

/** A document, as far as it matters how it can read its environment. */
export interface SourceText {
  readonly text: string;
  /** VS Code's id of its language. */
  readonly languageId: string;
  /** With `/`. */
  readonly path: string;
}

/** By what programs of a language load a `.env` file: packages of the registries of Python and of Node. */
export type DotenvLoader = 'python-dotenv' | 'dotenv';

const JAVASCRIPT: readonly string[] = ['javascript', 'typescript', 'javascriptreact', 'typescriptreact'];
/**
 * Files of VS Code whose texts may have `${env:…}` (code.visualstudio.com/docs/reference/variables-reference). Other JSON has
 * nothing that reads an environment.
 */
const WITH_VARIABLES = /(?:^|\/)(?:\.vscode\/(?:tasks|launch|mcp)|mcp)\.json$/;
const DEV_CONTAINER = /(?:^|\/)\.?devcontainer\.json$/;
/** What is left in the place of a key where nothing can read the environment. */
const PLACEHOLDER = 'YOUR_API_KEY';

/**
 * The changes after which a document reads a key from a variable of its environment, with what it needs for that; undefined
 * where its language cannot, or where the key stands in a comment or too deep in code.
 */
export function environmentRead(
  source: SourceText,
  key: KeyLiteral,
  variable: string,
  loader?: DotenvLoader,
): TextChange[] | undefined {
  const { text, languageId, path } = source;
  if (languageId === 'python') {
    const read = pythonRead(text, key, variable);
    return read && [...pythonImports(text, { loadsDotenv: loader !== undefined }), ...read];
  }
  if (JAVASCRIPT.includes(languageId)) {
    const read = javascriptRead(text, key, variable);
    return read && [...(loader ? javascriptDotenv(text) : []), ...read];
  }
  if (languageId === 'shellscript') return shellRead(text, key, variable);
  if (languageId === 'powershell') return powershellRead(text, key, variable);
  if (languageId === 'bat') return [{ ...key, text: `%${variable}%` }];
  if (WITH_VARIABLES.test(path)) return [{ ...key, text: `\${env:${variable}}` }];
  return DEV_CONTAINER.test(path) ? [{ ...key, text: `\${localEnv:${variable}}` }] : undefined;
}

/** The changes that leave a placeholder where a key was. */
export function withPlaceholder({ start, end }: KeyLiteral): TextChange[] {
  return [{ start, end, text: PLACEHOLDER }];
}

/** By what a document could load a `.env` file; `none`: by the shell; undefined where there is no such thing. */
export function dotenvLoaderOf({
  languageId,
}: Pick<SourceText, 'languageId'>): DotenvLoader | 'none' | undefined {
  if (languageId === 'python') return 'python-dotenv';
  if (JAVASCRIPT.includes(languageId)) return 'dotenv';
  return languageId === 'shellscript' ? 'none' : undefined;
}
