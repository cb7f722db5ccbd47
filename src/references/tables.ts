const BORDER = /[│┃║|]/;
const BORDERS = /[│┃║|]/g;

/**
 * A text whose tables are told column by column, each cell on a line: a cell that was wrapped so stands above its own
 * rest, not beside another cell. A table is any two or more lines one after the other with as many borders.
 */
export function byColumns(text: string): string {
  if (!BORDER.test(text)) return text;
  const told: string[] = [];
  let rows: string[] = [];
  let borders = 0;
  for (const line of text.split('\n')) {
    const count = line.match(BORDERS)?.length ?? 0;
    if (count !== borders) {
      told.push(...columnsOf(rows));
      rows = [];
      borders = count;
    }
    rows.push(line);
  }
  return [...told, ...columnsOf(rows)].join('\n');
}

function columnsOf(rows: readonly string[]): string[] {
  const [first = ''] = rows;
  if (rows.length < 2 || !BORDER.test(first)) return [...rows];
  const cells = rows.map((row) => row.split(BORDER).map((cell) => cell.trim()));
  return first.split(BORDER).flatMap((_, column) => [...cells.map((row) => row[column] ?? ''), '']);
}
