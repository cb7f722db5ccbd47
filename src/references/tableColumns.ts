const BORDER = /[│┃║|]/;
/** What some cell holds where a name was wrapped, unless its column has fewer than seven characters. */
const MAY_NAME = /models\/|video_|https?:/;
const BORDERS = /[│┃║|]/g;

/**
 * A text whose tables are told column by column, each cell on a line: a cell that was wrapped so stands above its own
 * rest, not beside another cell. A table is any two or more lines one after the other with as many borders.
 */
export function byColumns(text: string): string {
  if (!BORDER.test(text) || !MAY_NAME.test(text)) return text;
  return blocksOf(text.split('\n')).flatMap(columnsOf).join('\n');
}

/** Lines in groups of neighbours that have as many borders. */
function blocksOf(lines: readonly string[]): string[][] {
  const blocks: string[][] = [];
  let borders: number | undefined;
  for (const line of lines) {
    const count = line.match(BORDERS)?.length ?? 0;
    if (count === borders) blocks.at(-1)?.push(line);
    else blocks.push([line]);
    borders = count;
  }
  return blocks;
}

function columnsOf(rows: readonly string[]): string[] {
  const [first = ''] = rows;
  if (rows.length < 2 || !BORDER.test(first) || !rows.some((row) => MAY_NAME.test(row))) return [...rows];
  const cells = rows.map((row) => row.split(BORDER).map((cell) => cell.trim()));
  return first.split(BORDER).flatMap((_, column) => [...cells.map((row) => row[column] ?? ''), '']);
}
