import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../host/temporaryFolder';
import { CodeServerSessions } from '../runner/codeServerSessions';
import { goalRow, table } from '../tables';
import { bundleSuite } from './hostSuite';
import { measuredExtension } from './measuredExtension';

/** What a list of so many operations costs; times in ms, memory in bytes. */
export interface ScaleFigures {
  readonly size: number;
  readonly restore: number;
  readonly page: number;
  readonly change: number;
  readonly wakeUp: number;
  /** An operation. */
  readonly heap: number;
  readonly state: number;
  /** An operation, in the state or the archive. */
  readonly bytes: number;
}

/** What grows with the number of operations, in Markdown; measured in the extension host of a real VS Code. */
export async function scaleFigures(): Promise<string> {
  const figures = await measured();
  const rows: [string, (one: ScaleFigures) => number, digits: number][] = [
    ['restore, ms', ({ restore }) => restore, 2],
    ['first page of the tree (200 rows), ms', ({ page }) => page, 2],
    ['one change, all listeners, ms', ({ change }) => change, 3],
    ['one wake-up, ms', ({ wakeUp }) => wakeUp, 3],
    ['state, KB', ({ state }) => state / 1000, 1],
    ['bytes stored an operation', ({ bytes }) => bytes, 0],
    ['heap an operation, bytes', ({ heap }) => heap, 0],
  ];
  const lines = rows.map(([what, of, digits]) => [
    what,
    ...figures.map((one) => of(one).toFixed(digits)),
    `n^${exponent(figures, of).toFixed(2)}`,
  ]);
  const heads = ['', ...figures.map(({ size }) => size.toLocaleString('en')), 'growth'];
  return `Operations, a twentieth of them running:\n\n${table(heads, lines)}\n\n${goals(figures)}`;
}

function goals(figures: readonly ScaleFigures[]): string {
  const {
    restore = Number.NaN,
    change = Number.NaN,
    state = Number.NaN,
  } = figures.find(({ size }) => size === 10_000) ?? {};
  const { wakeUp = Number.NaN } = figures.find(({ size }) => size === 100_000) ?? {};
  return table(
    ['what', 'figure', 'goal', ''],
    [
      goalRow('restore of 10,000', restore, 100, 'ms'),
      goalRow('one change among 10,000, in ms', change, 1),
      goalRow('state with 10,000', state / 1024, 512, 'KiB'),
      goalRow('one wake-up with 5,000 running, in ms', wakeUp, 2),
    ],
  );
}

/** The slope of the best line through the logarithms. */
function exponent(figures: readonly ScaleFigures[], of: (one: ScaleFigures) => number): number {
  const points = figures.map((one) => [Math.log(one.size), Math.log(Math.max(of(one), 1e-9))] as const);
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const covariance = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

async function measured(): Promise<ScaleFigures[]> {
  const folder = await temporaryFolder('scale');
  const suite = await bundleSuite('scaleSuite', folder);
  const out = join(folder, 'figures.json');
  const sessions = await CodeServerSessions.create(await measuredExtension());
  try {
    const code = await sessions.run(suite, { VEO_BENCH_OUT: out });
    if (code !== 0) throw new Error('The scale could not be measured; VEO_TEST_VERBOSE=1 tells more');
    return JSON.parse(await readFile(out, 'utf8'));
  } finally {
    await sessions.stop();
  }
}
