/** A table in Markdown: the first column to the left, the others to the right. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = heads.map((_, i) => (i === 0 ? '---' : '---:'));
  return [line(heads), line(rule), ...rows.map(line)].join('\n');
}

/** A row with a figure, its goal, and whether the figure meets it. */
export function goalRow(what: string, figure: number, goal: number, unit = ''): string[] {
  const shown = (value: number) =>
    unit === '' ? value.toFixed(3) : `${value.toFixed(unit === '×' ? 2 : 1)} ${unit}`;
  return [what, shown(figure), `≤ ${shown(goal)}`, figure <= goal ? 'met' : 'MISSED'];
}
