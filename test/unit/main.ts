import fc from 'fast-check';
import { exitWhenTold } from '../../scripts/host/lifetime';
import { runSuites } from '../runSuites';
import { testFilesIn } from '../testFiles';

/** The values that properties are tried with are the same each time: a run that fails does so for what was changed. */
const SEED = 20_260_824;

const { VEO_TEST_SEED: seed } = process.env;
if (seed !== 'random') fc.configureGlobal({ seed: seed ? Number(seed) : SEED });

exitWhenTold();
void runSuites(testFilesIn(__dirname), { timeout: 60_000 }).then((failed) => process.exit(failed ? 1 : 0));
