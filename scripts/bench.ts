import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { activationFigures } from './bench/activation';
import { budgetFigures } from './bench/budgetFigures';
import { downloadFigures } from './bench/downloadFigures';
import { capturedLiveFigures, liveFigures } from './bench/live/liveFigures';
import { peopleFigures } from './bench/people/peopleFigures';
import { scaleFigures } from './bench/scaleFigures';
import { scanFigures } from './bench/scanFigures';
import { scheduleFigures } from './bench/scheduleFigures';
import { liveSoakFigures } from './bench/soak/liveFigures';
import { soakFigures } from './bench/soak/soakFigures';
import { terminalFigures } from './bench/terminalFigures';
import { typingFigures } from './bench/typingFigures';
import { runCommand } from './host/command';
import { exitOnSignal } from './host/lifetime';
import { packagedExtension, repository } from './repository';
import { goalRow, table } from './tables';

/** `only`: words of the cases of a chapter that has many. */
type Figures = (only: RegExp) => string | Promise<string>;

interface Chapter {
  readonly title: string;
  readonly figures: Figures;
  /** The same of the packaged extension in VS Code, in real time: a quarter of an hour and more. */
  readonly live?: (isTrial: boolean) => Promise<string>;
}

/** Each chapter of the report. */
const CHAPTERS: readonly Chapter[] = [
  { title: 'Size', figures: sizeFigures },
  { title: 'Activation', figures: activationFigures },
  { title: 'Downloads', figures: downloadFigures },
  { title: 'Schedules', figures: scheduleFigures },
  { title: 'Schedules while they are learned', figures: learnedFigures, live: liveFigures },
  { title: 'Budget', figures: budgetFigures },
  { title: 'Capture in the terminal', figures: terminalFigures, live: capturedLiveFigures },
  { title: 'Typing', figures: typingFigures },
  { title: 'Scale', figures: scaleFigures },
  { title: 'Scanning', figures: scanFigures },
  { title: 'Soak', figures: soakFigures, live: liveSoakFigures },
];
/** Those about the extension as it is packaged. */
const OF_PACKAGE: readonly Figures[] = [sizeFigures, activationFigures, terminalFigures, typingFigures];
/** What is not 180 KB: this is what every start loads. */
const GOALS_KB: Readonly<Record<string, number>> = { 'extension.js': 80 };

/**
 * Prints the figures of the extension as Markdown tables, each beside its goal; with words, the chapters that have one.
 * `--live` prints the live figures instead; `--live --trial` short ones, to try the tool. `--only captured` leaves out the
 * traces and habits of what is learned whose names do not have that.
 */
async function main(): Promise<void> {
  exitOnSignal();
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      live: { type: 'boolean', default: false },
      trial: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
    },
  });
  const only = new RegExp(values.only);
  const chapters = chaptersWith(positionals).filter(({ live }) => live || !values.live);
  const needPackage = values.live || chapters.some(({ figures }) => OF_PACKAGE.includes(figures));
  if (needPackage && (await runCommand('npm', ['run', 'package'], { cwd: repository })) !== 0)
    process.exit(1);
  for (const { title, figures, live } of chapters) {
    const text = values.live ? await live?.(values.trial) : await figures(only);
    console.log(`\n## ${title}${values.live ? ', live' : ''}\n\n${text}`);
  }
  process.exit(0);
}

/** The chapters whose title has one of the words; all without words. */
function chaptersWith(words: readonly string[]): readonly Chapter[] {
  const isWanted = (title: string) => words.some((word) => title.includes(word.toLowerCase()));
  return words.length === 0 ? CHAPTERS : CHAPTERS.filter(({ title }) => isWanted(title.toLowerCase()));
}

function learnedFigures(only: RegExp): string {
  return peopleFigures({ only });
}

async function sizeFigures(): Promise<string> {
  const files = (await readdir(join(repository, 'dist'))).sort();
  const rows = files.map(async (name) => {
    const { size } = await stat(join(repository, 'dist', name));
    return goalRow(`\`dist/${name}\`, minified`, size / 1000, GOALS_KB[name] ?? 180, 'KB');
  });
  const { size } = await stat(packagedExtension);
  return table(
    ['what', 'figure', 'goal', ''],
    [...(await Promise.all(rows)), goalRow('VSIX', size / 1000, 300, 'KB')],
  );
}

void main();
