import { exitOnSignal } from '../../scripts/host/lifetime';
import { runSuites } from '../runSuites';
import { testFilesIn } from '../testFiles';
import { rootHooks } from './session';

exitOnSignal();
// VS Code loses a click now and then, so a test has a second attempt; the run lists at its end which tests needed one.
void runSuites(testFilesIn(__dirname), { timeout: 60_000, rootHooks, retries: 1 }).then((failed) =>
  process.exit(failed ? 1 : 0),
);
