import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../host/temporaryFolder';
import { CodeServerSessions } from '../runner/codeServerSessions';
import { bundleSuite } from './hostSuite';
import { measuredExtension } from './measuredExtension';
import { median } from './median';

const RUNS = 10;

/** Medians over ten starts of a real VS Code, in ms, by what was timed. */
export async function activationTimes(): Promise<Record<string, number>> {
  const folder = await temporaryFolder('bench');
  const suite = await bundleSuite('activationSuite', folder);
  const sessions = await CodeServerSessions.create(await measuredExtension());
  const runs: Record<string, number>[] = [];
  try {
    for (let run = 0; run < RUNS; run++) {
      const out = join(folder, `run${run}.json`);
      const code = await sessions.run(suite, { VEO_BENCH_RUN: `${run}`, VEO_BENCH_OUT: out });
      if (code !== 0) throw new Error('The activation could not be measured; VEO_TEST_VERBOSE=1 tells more');
      runs.push(JSON.parse(await readFile(out, 'utf8')));
    }
  } finally {
    await sessions.stop();
  }
  return medians(runs);
}

function medians(runs: readonly Record<string, number>[]): Record<string, number> {
  const names = Object.keys(runs[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, median(runs.map((run) => run[name] ?? Number.NaN))]));
}
