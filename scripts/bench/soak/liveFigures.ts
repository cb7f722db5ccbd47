import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildExtension } from '../../buildExtension';
import { temporaryFolder } from '../../host/temporaryFolder';
import { CodeServerSessions } from '../../runner/codeServerSessions';
import { goalRow, table } from '../../tables';
import { bundleSuite } from '../hostSuite';
import { measuredExtension } from '../measuredExtension';
import { MINUTES, type MinuteFigures } from './minuteFigures';
import { MAX_TIMERS } from './mostTimers';

/** By then each part of the extension was used. */
const BASE_MINUTE = 5;
const LIMIT_MS = (MINUTES + 5) * 60_000;
const KB = 1000;
/** Fifty rows with what is stored of them, and code that is compiled late. */
const MAX_GROWTH_KB = 1500;

/** Twenty real minutes in a real VS Code, with fifty operations of the built-in simulator, in Markdown. */
export async function liveSoakFigures(): Promise<string> {
  const minutes = await measured();
  const base = minutes[BASE_MINUTE - 1] as MinuteFigures;
  const since = minutes.slice(BASE_MINUTE);
  const most = (of: (one: MinuteFigures) => number) => Math.max(...since.map(of));
  const last = minutes.at(-1) as MinuteFigures;
  const rows = minutes.map((one, at) => {
    const { running, ended, saved, heap, handles, listeners, timers } = one;
    return [at + 1, running, ended, saved, heap / KB, handles, listeners, timers].map((figure) =>
      figure.toFixed(0),
    );
  });
  const heads = [
    'minute',
    'running',
    'ended',
    'videos saved',
    'heap, KB',
    'open handles',
    'listeners',
    'timers',
  ];
  const goals = [
    goalRow('growth of the heap since minute 5', (last.heap - base.heap) / KB, MAX_GROWTH_KB, 'KB'),
    goalRow('open handles at the end, beside minute 5', last.handles - base.handles, 0),
    goalRow('listeners added since minute 5', most(({ listeners }) => listeners) - base.listeners, 0),
    goalRow(
      'timers, most',
      most(({ timers }) => timers),
      MAX_TIMERS,
    ),
  ];
  return `${table(heads, rows)}\n\n${table(['what', 'figure', 'goal', ''], goals)}`;
}

async function measured(): Promise<MinuteFigures[]> {
  const folder = await temporaryFolder('soak');
  const suite = await bundleSuite('soak/liveSuite', folder);
  const out = join(folder, 'figures.json');
  const sessions = await CodeServerSessions.create(await countedExtension());
  try {
    const code = await sessions.run(suite, { VEO_BENCH_OUT: out, VEO_BENCH_FOLDER: folder }, LIMIT_MS);
    if (code !== 0) throw new Error('The minutes could not be measured; VEO_TEST_VERBOSE=1 tells more');
    return JSON.parse(await readFile(out, 'utf8'));
  } finally {
    await sessions.stop();
  }
}

/** The measured extension, whose timers and sets are those that the suite puts into `globalThis.veoCounted`. */
async function countedExtension(): Promise<string> {
  await buildExtension();
  const folder = await measuredExtension();
  await writeFile(join(folder, 'measuringMain.js'), "module.exports = require('./dist/extension.js');");
  const bundles = (await readdir(join(folder, 'dist'))).filter((name) => name.endsWith('.js'));
  for (const name of bundles) {
    const file = join(folder, 'dist', name);
    const counted = 'var { Set, setTimeout, clearTimeout } = globalThis.veoCounted;\n';
    await writeFile(file, counted + (await readFile(file, 'utf8')));
  }
  return folder;
}
