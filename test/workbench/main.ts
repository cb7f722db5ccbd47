import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { exitOnSignal } from '../../scripts/host/lifetime';
import { runSuites } from '../runSuites';
import { testFilesIn } from '../testFiles';
import { failedScreenshots, mochaHooks } from './session';

/** A session keeps two processors busy at times. Two sessions on two are quicker, but VS Code loses more clicks and keys. */
const sessions =
  availableParallelism() >= 4
    ? { jobs: 2, require: [join(__dirname, 'session.ts')] }
    : { rootHooks: mochaHooks };

exitOnSignal();
rmSync(failedScreenshots, { recursive: true, force: true });
// VS Code loses a click now and then, so a test has a second attempt; the run lists at its end which tests needed one.
const options = { timeout: 60_000, retries: 1, ...sessions };
void runSuites(testFilesIn(__dirname), options).then((failed) => process.exit(failed ? 1 : 0));
