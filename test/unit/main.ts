import { exitWhenTold } from '../../scripts/host/lifetime';
import { runSuites } from '../runSuites';
import { testFilesIn } from '../testFiles';

exitWhenTold();
void runSuites(testFilesIn(__dirname), { timeout: 60_000 }).then((failed) => process.exit(failed ? 1 : 0));
