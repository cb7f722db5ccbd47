import fc from 'fast-check';
import { exitOnSignal } from '../../scripts/host/lifetime';
import { runSuites } from '../runSuites';
import { testFilesIn } from '../testFiles';

/** Property tests try the same values in each run, so that a run fails only because of a change. */
const SEED = 20_260_824;

const { VEO_TEST_SEED: seed } = process.env;
if (seed !== 'random') fc.configureGlobal({ seed: seed ? Number(seed) : SEED });

exitOnSignal();
void runSuites(testFilesIn(__dirname), { timeout: 60_000 }).then((failed) => process.exit(failed ? 1 : 0));
