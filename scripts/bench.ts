import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { activationTimes } from './bench/activation';
import { budgetFigures } from './bench/budgetFigures';
import { downloadFigures } from './bench/downloadFigures';
import { scaleFigures } from './bench/scaleFigures';
import { scheduleFigures } from './bench/scheduleFigures';
import { runCommand } from './host/command';
import { packagedExtension, repository } from './repository';
import { goalRow, table } from './tables';

/** Each chapter of the report. */
const CHAPTERS: readonly (readonly [title: string, figures: () => Promise<string>])[] = [
  ['Size and activation', extensionFigures],
  ['Downloads', downloadFigures],
  ['Schedules', async () => scheduleFigures()],
  ['Budget', budgetFigures],
  ['Scale', scaleFigures],
];

/** Prints the figures of the extension as Markdown tables, each beside its goal; with words, the chapters that have one. */
async function main(): Promise<void> {
  const words = process.argv.slice(2).map((word) => word.toLowerCase());
  const isWanted = (title: string) =>
    words.length === 0 || words.some((word) => title.toLowerCase().includes(word));
  const chapters = CHAPTERS.filter(([title]) => isWanted(title));
  const needPackage = chapters.some(([, figures]) => figures === extensionFigures);
  if (needPackage && (await runCommand('npm', ['run', 'package'], { cwd: repository })) !== 0)
    process.exit(1);
  for (const [title, figures] of chapters) console.log(`\n## ${title}\n\n${await figures()}`);
  process.exit(0);
}

async function extensionFigures(): Promise<string> {
  const rows = [...(await sizes()), ...activationRows(await activationTimes())];
  return table(['what', 'figure', 'goal', ''], rows);
}

async function sizes(): Promise<string[][]> {
  const bundles = ['extension', 'browser', 'fetch', 'simulator', 'videoFile'];
  const rows = bundles.map(async (name) => {
    const { size } = await stat(join(repository, 'dist', `${name}.js`));
    return goalRow(`\`dist/${name}.js\`, minified`, size / 1000, 180, 'KB');
  });
  const { size } = await stat(packagedExtension);
  return [...(await Promise.all(rows)), goalRow('VSIX', size / 1000, 300, 'KB')];
}

function activationRows(times: Record<string, number>): string[][] {
  const { 'veo-operations.veo-operations': ours = NaN, 'vscode.gulp': gulp = NaN, activate = NaN } = times;
  const context = `vscode.media-preview ${times['vscode.media-preview']?.toFixed(1)} ms`;
  return [
    goalRow(`load + activate, beside vscode.gulp (${context})`, ours, gulp, 'ms'),
    goalRow('`activate` itself', activate, 5, 'ms'),
    goalRow('loading the bundle', times.load ?? NaN, gulp, 'ms'),
  ];
}

void main();
