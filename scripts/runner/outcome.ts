import { existsSync, readFileSync } from 'node:fs';

/** How many checks of a tier passed, and what the others are and say. */
export interface Outcome {
  readonly passed: number;
  readonly failures: readonly string[];
  /** What failed at first and was tried again; if it failed again, it is among the failures too. */
  readonly unsteady: readonly string[];
}

/** A lint or a compiler run: one check, called `name`. */
export function outcomeOfCommand(name: string, exitCode: number): Outcome {
  return exitCode === 0
    ? { passed: 1, failures: [], unsteady: [] }
    : failure(`${name} ended with code ${exitCode}.`);
}

/**
 * What a mocha run left in its outcome file. A run that crashed, or that ended badly without a failed test, counts as
 * one failure more.
 */
export function outcomeOfRun(name: string, file: string, exitCode: number): Outcome {
  const crash = `${name} ended with code ${exitCode} beside its tests.`;
  if (!existsSync(file)) return failure(crash);
  const outcome = JSON.parse(readFileSync(file, 'utf8')) as Outcome;
  const crashed = exitCode !== 0 && outcome.failures.length === 0;
  return crashed ? { ...outcome, failures: [crash] } : outcome;
}

/** A tier that ran no test is not a tier that passed. */
export function failedIfEmpty(name: string, outcome: Outcome): Outcome {
  return outcome.passed + outcome.failures.length > 0 ? outcome : failure(`${name} ran no test.`);
}

/** Nothing passed, and `text` says what failed. */
export function failure(text: string): Outcome {
  return { passed: 0, failures: [text], unsteady: [] };
}

/** Adds up. */
export function total(all: readonly Outcome[]): Outcome {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failures: all.flatMap(({ failures }) => failures),
    unsteady: all.flatMap(({ unsteady }) => unsteady),
  };
}
