import { existsSync, readFileSync } from 'node:fs';

/** How many checks of a tier passed and failed. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** A lint or a compiler run: one check. */
export function countsOfCommand(exitCode: number): Counts {
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * What a mocha run left in its counts file. A run that crashed, or that ended badly without a failed test, counts as
 * one failure more.
 */
export function countsOfRun(file: string, exitCode: number): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const counts = JSON.parse(readFileSync(file, 'utf8')) as Counts;
  const crashed = exitCode !== 0 && counts.failed === 0;
  return crashed ? { ...counts, failed: 1 } : counts;
}

/** A tier that ran no test is not a tier that passed. */
export function failedIfEmpty(counts: Counts): Counts {
  if (counts.passed + counts.failed > 0) return counts;
  console.error('No test ran.');
  return { passed: 0, failed: 1 };
}

/** Adds up. */
export function total(all: readonly Counts[]): Counts {
  const sum = (key: keyof Counts) => all.reduce((value, counts) => value + counts[key], 0);
  return { passed: sum('passed'), failed: sum('failed') };
}
