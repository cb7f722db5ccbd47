import { DocumentScan } from '../../src/references/documentScan';
import { placedReferences } from '../../src/references/placedReferences';
import { ReferenceStream } from '../../src/references/referenceStream';
import { goalRow, table } from '../tables';
import { ADVERSARIAL_TEXTS } from './adversarialTexts';
import { median } from './median';

const DOCUMENT_CHARACTERS = 10_000_000;
const STREAM_CHARACTERS = 50_000_000;
const CHUNK_CHARACTERS = 65_536;
const LINES = 10_000;
const LINES_A_REFERENCE = 50;
const KEYSTROKES = 400;
const RUNS = 3;

/** What looking for references costs, in Markdown: in hostile documents, in what programs print, and while somebody types. */
export function scanFigures(): string {
  return [streamFigures(), keystrokeFigures(), documentFigures()].join('\n\n');
}

/** A tenth of the text takes a tenth of the time where the time is linear, or more where only so much of a text is read. */
function documentFigures(): string {
  const rows = Object.entries(ADVERSARIAL_TEXTS).map(([what, textOf]) => {
    const short = fastestMs(() => placedReferences(textOf(DOCUMENT_CHARACTERS / 10)));
    const text = textOf(DOCUMENT_CHARACTERS);
    const long = fastestMs(() => placedReferences(text));
    return [...goalRow(what, long, 1000, 'ms'), `${(long / short).toFixed(1)} ×`];
  });
  return table(['10 MB of', 'figure', 'goal', '', 'to 1 MB'], rows);
}

function streamFigures(): string {
  const line = (i: number) => `[INFO] compiling module ${i} of src/foo/bar.ts (${i * 7} ms), with warnings\n`;
  const log = Array.from({ length: STREAM_CHARACTERS / 70 }, (_, i) => line(i)).join('');
  const yes = 'models/veo-3.1/operations/a1b2c3d4e5f6\n'.repeat(STREAM_CHARACTERS / 39);
  const rows = [
    ['of a build', log, 1000] as const,
    ['of a build whose paths have the word `veo`', log.replaceAll('foo', 'veo'), 4000] as const,
    ['of one name, by `yes`', yes, 10_000] as const,
  ].map(([what, text, goal]) => goalRow(what, (100e6 / text.length) * scanMs(text), goal, 'ms'));
  return table(['100 MB, in chunks of 64 KB,', 'figure', 'goal', ''], rows);
}

function scanMs(text: string): number {
  return fastestMs(() => {
    const stream = new ReferenceStream();
    for (let at = 0; at < text.length; at += CHUNK_CHARACTERS)
      stream.push(text.slice(at, at + CHUNK_CHARACTERS));
    stream.end();
  });
}

function keystrokeFigures(): string {
  const scan = new DocumentScan(Array.from({ length: LINES }, (_, i) => documentLine(i)).join('\n'));
  const count = scan.references().length;
  const times = Array.from({ length: KEYSTROKES }, (_, i) => {
    const start = Math.floor((scan.length / KEYSTROKES) * i);
    return msOf(() => {
      scan.edit({ start, removedLength: 0, inserted: 'x' });
      scan.references();
    });
  });
  const what = `a keystroke among ${LINES.toLocaleString('en')} lines with ${count} references`;
  return table(['while typing', 'figure', 'goal', ''], [goalRow(`${what}, in ms`, median(times), 1)]);
}

function documentLine(i: number): string {
  if (i % LINES_A_REFERENCE === 0)
    return `  "shot ${i}": "models/veo-3.1/operations/a1b2${String(i).padStart(8, '0')}",`;
  return i % 9 === 0 ? '' : `  const value${i} = compute(${i}, "text of a line of code");`;
}

function fastestMs(run: () => unknown): number {
  return Math.min(...Array.from({ length: RUNS }, () => msOf(run)));
}

function msOf(run: () => unknown): number {
  const before = performance.now();
  run();
  return performance.now() - before;
}
