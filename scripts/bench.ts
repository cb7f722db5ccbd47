import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { activationFigures } from './bench/activation';
import { budgetFigures } from './bench/budgetFigures';
import { type DownloadFigures, downloadFigures } from './bench/download';
import { peopleFigures } from './bench/people/peopleFigures';
import { scaleFigures } from './bench/scaleFigures';
import { scheduleFigures } from './bench/scheduleFigures';
import { runCommand } from './host/command';
import { packagedExtension, repository } from './repository';
import { goalRow, table } from './tables';

type Figures = () => Promise<string>;

/** Each chapter of the report. The first one measures memory, so it needs a process that has done nothing else. */
const CHAPTERS: readonly (readonly [title: string, figures: Figures])[] = [
  ['Size and downloads', sizeFigures],
  ['Activation', activationFigures],
  ['Schedules', async () => scheduleFigures()],
  ['Schedules while they are learned', async () => peopleFigures()],
  ['Budget', budgetFigures],
  ['Scale', scaleFigures],
];
/** What is not 180 KB: with `extension.js`, which only refers to it, this is what every start loads. */
const GOALS_KB: Readonly<Record<string, number>> = { 'firstStage.js': 80 };
/** The chapters about the extension as it is packaged. */
const OF_PACKAGE: readonly Figures[] = [sizeFigures, activationFigures];

/** Prints the figures of the extension as Markdown tables, each beside its goal; with words, the chapters that have one. */
async function main(): Promise<void> {
  const words = process.argv.slice(2).map((word) => word.toLowerCase());
  const isWanted = (title: string) =>
    words.length === 0 || words.some((word) => title.toLowerCase().includes(word));
  const chapters = CHAPTERS.filter(([title]) => isWanted(title));
  const needPackage = chapters.some(([, figures]) => OF_PACKAGE.includes(figures));
  if (needPackage && (await runCommand('npm', ['run', 'package'], { cwd: repository })) !== 0)
    process.exit(1);
  for (const [title, figures] of chapters) console.log(`\n## ${title}\n\n${await figures()}`);
  process.exit(0);
}

async function sizeFigures(): Promise<string> {
  const rows = [...(await sizes()), ...downloadRows(await downloadFigures())];
  return table(['what', 'figure', 'goal', ''], rows);
}

async function sizes(): Promise<string[][]> {
  const files = (await readdir(join(repository, 'dist'))).sort();
  const rows = files.map(async (name) => {
    const { size } = await stat(join(repository, 'dist', name));
    return goalRow(`\`dist/${name}\`, minified`, size / 1000, GOALS_KB[name] ?? 180, 'KB');
  });
  const { size } = await stat(packagedExtension);
  return [...(await Promise.all(rows)), goalRow('VSIX', size / 1000, 300, 'KB')];
}

function downloadRows({ ours, curl, memory }: DownloadFigures): string[][] {
  const times = `${ours.toFixed(0)} ms beside ${curl.toFixed(0)} ms`;
  return [
    goalRow(`download of 64 MiB, beside curl (${times})`, ours / curl, 1.3, '×'),
    goalRow('its memory above idle', memory / 1024 / 1024, 32, 'MiB'),
  ];
}

void main();
