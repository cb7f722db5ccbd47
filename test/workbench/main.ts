import { exitWhenTold } from '../../scripts/host/lifetime';
import { runSuites } from '../runSuites';
import { testFilesIn } from '../testFiles';
import { rootHooks } from './session';

exitWhenTold();
void runSuites(testFilesIn(__dirname), { timeout: 60_000, rootHooks }).then((failed) =>
  process.exit(failed ? 1 : 0),
);
