import { writeFileSync } from 'node:fs';
import { format } from 'node:util';
import type { RootHookObject, Runnable } from 'mocha';
import type { Outcome } from '../scripts/runner/outcome';

/** Starts each line of mocha's report where the console also has the log of VS Code. */
export const OUTPUT_MARK = '[mocha] ';

/** How the suites of a tier run. */
export interface SuiteOptions {
  /** The time limit of a test in ms. */
  readonly timeout: number;
  readonly rootHooks?: RootHookObject;
  /** How often a test that fails is tried again. The outcome lists each that was tried again as flaky. */
  readonly retries?: number;
  /** Runs the files in so many processes, at least two, each of which loads the modules of `require` first. */
  readonly jobs?: number;
  readonly require?: string[];
}

/**
 * Runs test files with mocha in this process, and writes the outcome to the file that `scripts/test.ts` reads.
 * Resolves to the number of failures.
 */
export async function runSuites(files: readonly string[], options: SuiteOptions): Promise<number> {
  const { default: Mocha } = await import('mocha');
  if (process.env.VEO_TEST_MARK_OUTPUT) Mocha.reporters.Base.consoleLog = markedLog;
  const mocha = new Mocha({
    ...options,
    parallel: options.jobs !== undefined,
    grep: process.env.VEO_TEST_GREP || /./,
    forbidOnly: Boolean(process.env.CI),
  });
  for (const file of files) mocha.addFile(file);
  if (!options.jobs) await mocha.loadFilesAsync(); // Each process loads the files that it runs.
  return new Promise((resolve) => {
    const failures: string[] = [];
    const flaky: string[] = [];
    const runner = mocha.run((failed) => {
      writeOutcome({ passed: runner.stats?.passes ?? 0, failures, flaky });
      resolve(failed);
    });
    runner.on('fail', (test, error: Error) => failures.push(failureOf(test, error)));
    runner.on('retry', (test, error: Error) => flaky.push(failureOf(test, error)));
  });
}

function failureOf(test: Runnable, error: Error): string {
  return `${test.fullTitle()}\n${error.stack ?? error}`;
}

function writeOutcome(outcome: Outcome): void {
  const file = process.env.VEO_TEST_OUTCOME;
  if (file) writeFileSync(file, JSON.stringify(outcome));
}

function markedLog(...values: unknown[]): void {
  console.log(OUTPUT_MARK + format(...values));
}
