import type { TextChange } from './sourceStrings';

/** What may stand before the first import: magics of notebooks, comments and blank lines. */
const BEFORE_CODE = /^(?:%%[^\n]*|[ \t]*(?:#[^\n]*)?)$/;
const IMPORT = /^(?:import|from)\s/;
const BINDS_OS = /^import\s+(?:[\w.]+(?:\s+as\s+\w+)?\s*,\s*)*os(?:\.path)?\s*(?:[,;#]|$)/m;

/**
 * The lines by which a Python source can read its environment, where they are missing: `import os`, and with `loadsDotenv`
 * those that load the `.env` file. After the docstring and imports of the future, beside the other imports.
 */
export function pythonImports(
  source: string,
  { loadsDotenv }: { readonly loadsDotenv: boolean },
): TextChange[] {
  const wantsLoad = loadsDotenv && !alreadyLoads(source);
  const imports = [
    ...(BINDS_OS.test(source) ? [] : ['import os']),
    ...(wantsLoad ? ['from dotenv import load_dotenv'] : []),
  ];
  if (imports.length === 0) return [];
  const newline = source.includes('\r\n') ? '\r\n' : '\n';
  const at = firstStatement(source);
  const end = importsEnd(source, at);
  const first = imports.map((line) => line + newline).join('');
  const load = wantsLoad ? `${newline}load_dotenv()${newline}` : '';
  if (end === at) return [{ start: at, end: at, text: `${first}${load}${newline}` }];
  const before = source[end - 1] === '\n' ? '' : newline;
  return [
    { start: at, end: at, text: first },
    ...(load === '' ? [] : [{ start: end, end, text: before + load }]),
  ];
}

/** Whether a Python source loads the `.env` file; a comment does not. */
function alreadyLoads(source: string): boolean {
  return source.split('\n').some((line) => /\bload_dotenv\b/.test(line.split('#', 1)[0] ?? ''));
}

/** The offset of the first statement that is neither a docstring nor an import of the future. */
function firstStatement(source: string): number {
  let at = afterLines(source, 0, (line) => BEFORE_CODE.test(line));
  const docstring =
    /[rR]?(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\n]*"|'[^'\n]*')[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/y;
  docstring.lastIndex = at;
  at += docstring.exec(source)?.[0].length ?? 0;
  for (;;) {
    at = afterLines(source, at, (line) => BEFORE_CODE.test(line));
    if (!source.startsWith('from __future__', at)) return at;
    at = statementEnd(source, at);
  }
}

/** The offset behind the last of the imports that begin at an offset; that offset where there is none. */
function importsEnd(source: string, at: number): number {
  let end = at;
  for (let next = at; next < source.length; ) {
    next = afterLines(source, next, (line) => BEFORE_CODE.test(line));
    if (!IMPORT.test(source.slice(next, next + 7))) break;
    next = statementEnd(source, next);
    end = next;
  }
  return end;
}

function afterLines(source: string, from: number, isSkipped: (line: string) => boolean): number {
  for (let at = from; ; ) {
    const end = source.indexOf('\n', at);
    if (end < 0 || !isSkipped(source.slice(at, end).replace(/\r$/, ''))) return at;
    at = end + 1;
  }
}

/** The offset behind a statement: the end of its line that no bracket and no backslash continues. */
function statementEnd(source: string, from: number): number {
  let depth = 0;
  for (let at = from; at < source.length; at++) {
    if (source[at] === '(') depth++;
    if (source[at] === ')') depth--;
    if (source[at] === '\n' && depth <= 0 && !isContinued(source, at)) return at + 1;
  }
  return source.length;
}

/** Whether a backslash right before a line end continues the line (docs.python.org/3/reference/lexical_analysis.html). */
function isContinued(source: string, lineEnd: number): boolean {
  return source[source[lineEnd - 1] === '\r' ? lineEnd - 2 : lineEnd - 1] === '\\';
}
