import { type BesideName, besideOf, toldLabel, toldPrompt } from './besideName';

const BORDER = /[│┃║|]/;
const RULE = /^[\s|│┃║+:=─━═┼╪╋├┤┌┐└┘╭╮╰╯-]*$/;
const LABEL_COLUMN = /^(?:label|title|name|shot|scene|clip|caption|no\.?|#|nr\.?|tên|cảnh)$/i;
const PROMPT_COLUMN = /^(?:prompt|description|text|mô tả)$/i;
/** Cells of one row; more is no table that a person pastes. */
const MOST_CELLS = 50;

/** A line with a name in a cell of its own, and the columns above it as far as they are known. */
interface Row {
  readonly cells: readonly string[];
  readonly at: number;
  readonly header: readonly string[];
}

/** What the rows of a table tell of the names in it: with borders, or divided by tabs, commas or semicolons. */
export function besideInTables(text: string, names: ReadonlySet<string>): Map<string, BesideName> {
  const rows = rowsIn(text, names);
  const found = new Map<string, BesideName>();
  for (const { cells, at, header } of rows) {
    const name = nameIn(cells[at] ?? '');
    // Behind a comma a sentence may go on; two lines with as many are no sentence.
    const read = rows.length > 1 ? cells : cells.slice(0, at + 1);
    const beside = header.length > 0 ? byHeader(cells, at, header) : byCells(read, at);
    const isTold = beside.label !== undefined || beside.prompt !== undefined;
    if (isTold && !found.has(name)) found.set(name, beside);
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
  if (!/^(?:https?:\/)?\/\S+$/.test(cell)) return cell;
  return cell.slice(Math.max(cell.lastIndexOf('/video_') + 1, cell.indexOf('models/'), 0));
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

/** RFC 4180, within one line. */
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
  return cells.slice(0, MOST_CELLS).map((cell) =>
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
    ...(prompt >= 0 && toldPrompt(cells[prompt] ?? '')),
  };
}

/** A mere number has its column's name with it, and tells less than a prompt. */
function labelOf(cell: string, column: string, hasPrompt: boolean): BesideName {
  if (!/^\d{1,4}$/.test(cell)) return besideOf(cell) ? toldLabel(cell) : {};
  return hasPrompt ? {} : toldLabel(/\p{L}/u.test(column) ? `${column} ${cell}` : cell);
}

/** Without a header the first cell that tells something is the label, rather a text than a number. */
function byCells(cells: readonly string[], at: number): BesideName {
  const told = cells.filter((cell, i) => i !== at && cell !== '').flatMap((cell) => besideOf(cell) ?? []);
  const label =
    told.find(({ label: text }) => text !== undefined && /\p{L}/u.test(text)) ??
    told.find((one) => one.label);
  const prompt = told.find((one) => one.prompt !== undefined);
  return { ...label, ...prompt };
}
