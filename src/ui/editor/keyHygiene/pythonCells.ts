import type { KeyLiteral } from './keyLiterals';
import { pythonRead } from './pythonReads';
import { shellRead } from './shellReads';
import type { TextChange } from './sourceStrings';

/** What stands first in a cell whose text is no Python, or is Python all the same (ipython.readthedocs.io, Built-in magic commands). */
const CELL_MAGIC = /^\s*%%(\w+)(?:[ \t]+([^\n]*))?/;
const SHELLS = /^(?:bash|sh)$/;
const PYTHON = /^(?:time|timeit|capture|prun|python3?)$/;

/** A key in a Python text that is replaced. */
interface PythonCellRead {
  readonly changes: TextChange[];
  /** Whether the text must import `os` for it. */
  readonly isPython: boolean;
}

/**
 * Replaces a key in a Python source or a cell of a notebook, where some lines and whole cells are for a shell; undefined where
 * that would need to know more of the code.
 */
export function pythonCellRead(text: string, key: KeyLiteral, variable: string): PythonCellRead | undefined {
  const [, magic, rest = ''] = CELL_MAGIC.exec(text) ?? [];
  const isOfShell = magic !== undefined && (SHELLS.test(magic) || SHELLS.test(rest.trim()));
  const start = isOfShell ? 0 : shellLineStart(text, key.start);
  if (start !== undefined) {
    const changes = shellRead(text.slice(start), shifted(key, -start), variable);
    return changes && { changes: changes.map((change) => shifted(change, start)), isPython: false };
  }
  if (magic !== undefined && !PYTHON.test(magic) && !/\.py\b/.test(rest)) return undefined;
  const changes = pythonRead(text, key, variable);
  return changes && { changes, isPython: true };
}

/** The start of the line of an offset, behind its `!`, where the line is for a shell. */
function shellLineStart(text: string, offset: number): number | undefined {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  const mark = /^[ \t]*!/.exec(text.slice(line, offset));
  return mark ? line + mark[0].length : undefined;
}

function shifted<Place extends KeyLiteral>(place: Place, by: number): Place {
  return { ...place, start: place.start + by, end: place.end + by };
}
