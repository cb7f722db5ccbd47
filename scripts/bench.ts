import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { activationTimes } from './bench/activation';
import { budgetFigures } from './bench/budgetFigures';
import { type DownloadFigures, downloadFigures } from './bench/download';
import { liveFigures } from './bench/live/liveFigures';
import { peopleFigures } from './bench/people/peopleFigures';
import { scaleFigures } from './bench/scaleFigures';
import { scheduleFigures } from './bench/scheduleFigures';
import { runCommand } from './host/command';
import { exitOnSignal } from './host/lifetime';
import { packagedExtension, repository } from './repository';
import { goalRow, table } from './tables';

type Chapter = readonly [title: string, figures: () => Promise<string>];

/** Each chapter of the report. The first one measures memory, so it needs a process that has done nothing else. */
const CHAPTERS: readonly Chapter[] = [
  ['Size, downloads and activation', extensionFigures],
  ['Schedules', async () => scheduleFigures()],
  ['Schedules while they are learned', async () => peopleFigures()],
  ['Budget', budgetFigures],
  ['Scale', scaleFigures],
];

/**
 * Prints the figures of the extension as Markdown tables, each beside its goal; with words, the chapters that have one.
 * `--live` prints the live run alone, as it takes a quarter of an hour; `--live --trial` a short one, to try the tool.
 */
async function main(): Promise<void> {
  exitOnSignal();
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { live: { type: 'boolean', default: false }, trial: { type: 'boolean', default: false } },
  });
  const live: Chapter = ['Live', () => liveFigures(values.trial)];
  const chapters = values.live ? [live] : chaptersWith(positionals);
  const needPackage = values.live || chapters.some(([, figures]) => figures === extensionFigures);
  if (needPackage && (await runCommand('npm', ['run', 'package'], { cwd: repository })) !== 0)
    process.exit(1);
  for (const [title, figures] of chapters) console.log(`\n## ${title}\n\n${await figures()}`);
  process.exit(0);
}

/** The chapters whose title has one of the words; all without words. */
function chaptersWith(words: readonly string[]): readonly Chapter[] {
  const isWanted = (title: string) => words.some((word) => title.includes(word.toLowerCase()));
  return words.length === 0 ? CHAPTERS : CHAPTERS.filter(([title]) => isWanted(title.toLowerCase()));
}

async function extensionFigures(): Promise<string> {
  const rows = [
    ...(await sizes()),
    ...downloadRows(await downloadFigures()),
    ...activationRows(await activationTimes()),
  ];
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

function downloadRows({ ours, curl, memory }: DownloadFigures): string[][] {
  const times = `${ours.toFixed(0)} ms beside ${curl.toFixed(0)} ms`;
  return [
    goalRow(`download of 64 MiB, beside curl (${times})`, ours / curl, 1.3, '×'),
    goalRow('its memory above idle', memory / 1024 / 1024, 32, 'MiB'),
  ];
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
