import { exitWhenTold } from '../../scripts/host/lifetime';
import { runSuites } from '../runSuites';
import { testFilesIn } from '../testFiles';
import { rootHooks } from './session';

exitWhenTold();
// A person whose click was lost clicks again; a test that needs a second attempt is told at the end of the run.
void runSuites(testFilesIn(__dirname), { timeout: 60_000, rootHooks, retries: 1 }).then((failed) =>
  process.exit(failed ? 1 : 0),
);
