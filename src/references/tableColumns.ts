const BORDER = /[│┃║|]/;
/** Stands in some cell of a wrapped name, unless the column has fewer than seven characters. */
const MAY_NAME = /models\/|projects\/|video_|https?:/;
const BORDERS = /[│┃║|]/g;

/**
 * A text with its tables written column by column, one cell a line: so the lines of a wrapped cell follow one another. A
 * table is two or more neighbouring lines with the same number of borders.
 */
export function tablesByColumn(text: string): string {
  if (!BORDER.test(text) || !MAY_NAME.test(text)) return text;
  return blocksOf(text.split('\n')).flatMap(columnsOf).join('\n');
}

/** Groups of neighbouring lines with the same number of borders. */
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
