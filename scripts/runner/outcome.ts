import { existsSync, readFileSync } from 'node:fs';

/** The result of a tier: how many checks passed, and the title and error of each that failed. */
export interface Outcome {
  readonly passed: number;
  readonly failures: readonly string[];
  /** Title and error of each first attempt that failed. A test that failed again is among the failures, too. */
  readonly flaky: readonly string[];
}

/** The result of a command such as a linter or a compiler, which counts as one check. */
export function outcomeOfCommand(name: string, exitCode: number): Outcome {
  return exitCode === 0
    ? { passed: 1, failures: [], flaky: [] }
    : failure(`${name} ended with code ${exitCode}.`);
}

/**
 * Reads the outcome file of a mocha run. A run has crashed when it left no such file, or exited with an error although
 * no test failed; a crash is a failure of its own.
 */
export function outcomeOfRun(name: string, file: string, exitCode: number): Outcome {
  const crash = `${name} ended with code ${exitCode} beside its tests.`;
  if (!existsSync(file)) return failure(crash);
  const outcome = JSON.parse(readFileSync(file, 'utf8')) as Outcome;
  const crashed = exitCode !== 0 && outcome.failures.length === 0;
  return crashed ? { ...outcome, failures: [crash] } : outcome;
}

/** Turns the outcome of a tier that ran no test into a failure. */
export function failedIfEmpty(name: string, outcome: Outcome): Outcome {
  return outcome.passed + outcome.failures.length > 0 ? outcome : failure(`${name} ran no test.`);
}

/** The outcome of one failure, described by `text`. */
export function failure(text: string): Outcome {
  return { passed: 0, failures: [text], flaky: [] };
}

/** Adds up the outcomes of several tiers. */
export function total(all: readonly Outcome[]): Outcome {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failures: all.flatMap(({ failures }) => failures),
    flaky: all.flatMap(({ flaky }) => flaky),
  };
}
