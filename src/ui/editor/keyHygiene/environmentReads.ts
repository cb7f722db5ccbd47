import { javascriptDotenv, type ModuleForm } from './javascriptDotenv';
import { javascriptRead } from './javascriptReads';
import type { KeyLiteral } from './keyLiterals';
import { pythonCellRead } from './pythonCells';
import { pythonImports } from './pythonImports';
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

/** What loads the `.env` file of a project: packages of the registries of Python and of Node. */
export type DotenvLoader =
  | { readonly kind: 'python-dotenv' }
  /** `packageForm`: how the sources of the project import it, where they show no form themselves. */
  | { readonly kind: 'dotenv'; readonly packageForm: ModuleForm };

const JAVASCRIPT: readonly string[] = ['javascript', 'typescript', 'javascriptreact', 'typescriptreact'];
/**
 * Files of VS Code whose texts may have `${env:…}` (code.visualstudio.com/docs/reference/variables-reference). Other JSON has
 * nothing that reads an environment.
 */
const WITH_VARIABLES = /(?:^|\/)(?:\.vscode\/(?:tasks|launch|mcp)|mcp)\.json$/;
const COMPOSE = /(?:^|\/)(?:docker-)?compose(?:\.[\w-]+)*\.ya?ml$/;
const DEV_CONTAINER = /(?:^|\/)\.?devcontainer\.json$/;
/** What is left in the place of a key where nothing can read the environment. */
const PLACEHOLDER = 'YOUR_API_KEY';

/** The changes by which a document reads a key from its environment. */
interface KeyRead {
  readonly changes: readonly TextChange[];
  /** What the document needs for that at its beginning. */
  readonly needed?: readonly TextChange[];
}

/**
 * The changes after which a document reads a key from a variable of its environment, with what it needs for that; undefined
 * where its language cannot, or where the key stands in a comment or too deep in code.
 *
 * @param alsoAt the other places of the same key, which are changed where that is possible
 */
export function environmentRead(
  source: SourceText,
  key: KeyLiteral,
  { variable, loader, alsoAt = [] }: ReadFrom,
): TextChange[] | undefined {
  const first = keyRead(source, key, variable, loader);
  if (!first) return undefined;
  const changes = [...first.changes];
  let { needed = [] } = first;
  for (const place of alsoAt) {
    const also = keyRead(source, place, variable, loader);
    if (!also || also.changes.some((one) => changes.some((other) => areInOneString(one, other)))) continue;
    changes.push(...also.changes);
    if (needed.length === 0) needed = also.needed ?? [];
  }
  return [...needed, ...changes];
}

/** From which variable of the environment a key is read, and what fills the environment. */
interface ReadFrom {
  readonly variable: string;
  readonly loader?: DotenvLoader | undefined;
  readonly alsoAt?: readonly KeyLiteral[];
}

function areInOneString(one: TextChange, other: TextChange): boolean {
  return one.start <= other.end && other.start <= one.end;
}

function keyRead(
  { text, languageId, path }: SourceText,
  key: KeyLiteral,
  variable: string,
  loader?: DotenvLoader,
): KeyRead | undefined {
  if (languageId === 'python') {
    const read = pythonCellRead(text, key, variable);
    const loadsDotenv = loader?.kind === 'python-dotenv';
    return read?.isPython ? { ...read, needed: pythonImports(text, { loadsDotenv }) } : read;
  }
  if (JAVASCRIPT.includes(languageId)) {
    const isTyped = languageId.startsWith('typescript');
    const changes = javascriptRead(text, key, variable, { isTyped });
    const needed = loader?.kind === 'dotenv' ? javascriptDotenv(text, path, { isTyped, ...loader }) : [];
    return changes && { changes, needed };
  }
  const changes = otherRead({ text, languageId, path }, key, variable);
  return changes && { changes };
}

function otherRead(
  { text, languageId, path }: SourceText,
  key: KeyLiteral,
  variable: string,
): TextChange[] | undefined {
  if (languageId === 'shellscript') return shellRead(text, key, variable);
  if (languageId === 'powershell') return powershellRead(text, key, variable);
  if (languageId === 'bat') return [{ ...key, text: `%${variable}%` }];
  if (COMPOSE.test(path)) return [{ ...key, text: `\${${variable}}` }];
  if (WITH_VARIABLES.test(path)) return [{ ...key, text: `\${env:${variable}}` }];
  return DEV_CONTAINER.test(path) ? [{ ...key, text: `\${localEnv:${variable}}` }] : undefined;
}

/** The changes that leave a placeholder where a key was, and wherever else the document cannot read it. */
export function withPlaceholders(
  source: SourceText,
  key: KeyLiteral,
  alsoAt: readonly KeyLiteral[],
): TextChange[] {
  const unreadable = alsoAt.filter((place) => keyRead(source, place, PLACEHOLDER) === undefined);
  return [key, ...unreadable].map(({ start, end }) => ({ start, end, text: PLACEHOLDER }));
}

/** By what a document could load a `.env` file; `none`: by the shell; undefined where there is no such thing. */
export function dotenvLoaderOf({
  languageId,
}: Pick<SourceText, 'languageId'>): DotenvLoader['kind'] | 'none' | undefined {
  if (languageId === 'python') return 'python-dotenv';
  if (JAVASCRIPT.includes(languageId)) return 'dotenv';
  return languageId === 'shellscript' ? 'none' : undefined;
}
