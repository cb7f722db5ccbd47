import { nameAtEndOf } from '../foundNames';
import { type BesideName, labelFrom, labelOrPromptIn, promptFrom } from './besideName';

const BORDER = /[│┃║|]/;
const RULE = /^[\s|│┃║+:=─━═┼╪╋├┤┌┐└┘╭╮╰╯-]*$/;
const LABEL_COLUMN = /^(?:label|title|name|shot|scene|clip|caption|no\.?|#|nr\.?|tên|cảnh)$/i;
const PROMPT_COLUMN = /^(?:prompt|description|text|mô tả)$/i;
/** Most cells of a row: no person pastes a wider table. */
const MAX_CELLS = 50;

/** A line with a name in one of its cells; `header` is empty if the columns have no names. */
interface Row {
  readonly cells: readonly string[];
  readonly at: number;
  readonly header: readonly string[];
}

/** The texts beside names in the rows of a table, with borders or separated by tabs, commas or semicolons. */
export function besideInTables(text: string, names: ReadonlySet<string>): Map<string, BesideName> {
  const rows = rowsIn(text, names);
  const found = new Map<string, BesideName>();
  for (const { cells, at, header } of rows) {
    const name = nameIn(cells[at] ?? '');
    // A single line may be a sentence that goes on behind a comma; several rows are a table.
    const read = rows.length > 1 ? cells : cells.slice(0, at + 1);
    const beside = header.length > 0 ? byHeader(cells, at, header) : byCells(read, at);
    const isFound = beside.label !== undefined || beside.prompt !== undefined;
    if (isFound && !found.has(name)) found.set(name, beside);
  }
  return found;
}

function rowsIn(text: string, names: ReadonlySet<string>): Row[] {
  const rows: Row[] = [];
  let header: readonly string[] = [];
  for (const line of text.split('\n')) {
    if (RULE.test(line)) continue;
    const cells = cellsOf(line);
    const at = cells.findIndex((cell) => names.has(nameIn(cell)));
    if (at < 0) header = cells.some(isColumn) ? cells : header;
    else if (cells.length > 1) rows.push({ cells, at, header: header.length === cells.length ? header : [] });
  }
  return rows;
}

/** The name in a cell that holds nothing else, or an address that ends in it. */
function nameIn(cell: string): string {
  return /^(?:https?:\/)?\/\S+$/.test(cell) ? nameAtEndOf(cell) : cell;
}

function isColumn(cell: string): boolean {
  return LABEL_COLUMN.test(cell) || PROMPT_COLUMN.test(cell);
}

function cellsOf(line: string): string[] {
  if (line.length > 4000) return [];
  if (BORDER.test(line)) return trimmed(line.replace(/^\s*[│┃║|]|[│┃║|]\s*$/g, '').split(BORDER));
  const delimiter = ['\t', ';', ','].find((one) => line.includes(one));
  return delimiter === undefined ? [] : trimmed(divided(line, delimiter));
}

/** The cells of a line of CSV (RFC 4180). */
function divided(line: string, delimiter: string): string[] {
  const cells = [''];
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    if (character === delimiter && !isQuoted) cells.push('');
    else cells[cells.length - 1] += character;
  }
  return cells;
}

function trimmed(cells: readonly string[]): string[] {
  return cells.slice(0, MAX_CELLS).map((cell) =>
    cell
      .trim()
      .replace(/^(["'`*_]{1,3})(.*)\1$/, '$2')
      .replaceAll('""', '"')
      .trim(),
  );
}

function byHeader(cells: readonly string[], at: number, header: readonly string[]): BesideName {
  const column = (kind: RegExp) =>
    cells.findIndex((cell, i) => i !== at && cell !== '' && kind.test(header[i] ?? ''));
  const [label, prompt] = [column(LABEL_COLUMN), column(PROMPT_COLUMN)];
  return {
    ...(label >= 0 && labelOf(cells[label] ?? '', header[label] ?? '', prompt >= 0)),
    ...(prompt >= 0 && promptFrom(cells[prompt] ?? '')),
  };
}

/** A label from a cell. A number gets the name of its column as a prefix, and does not count beside a prompt. */
function labelOf(cell: string, column: string, hasPrompt: boolean): BesideName {
  if (!/^\d{1,4}$/.test(cell)) return labelOrPromptIn(cell) ? labelFrom(cell) : {};
  return hasPrompt ? {} : labelFrom(/\p{L}/u.test(column) ? `${column} ${cell}` : cell);
}

/** Without a header, the label is the first informative cell, preferably one with letters. */
function byCells(cells: readonly string[], at: number): BesideName {
  const found = cells
    .filter((cell, i) => i !== at && cell !== '')
    .flatMap((cell) => labelOrPromptIn(cell) ?? []);
  const label =
    found.find(({ label: text }) => text !== undefined && /\p{L}/u.test(text)) ??
    found.find((one) => one.label);
  const prompt = found.find((one) => one.prompt !== undefined);
  return { ...label, ...prompt };
}
