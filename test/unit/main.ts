import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { exitOnSignal } from '../../scripts/host/lifetime';
import { runSuites } from '../runSuites';
import { testFilesIn } from '../testFiles';

exitOnSignal();
const jobs = Math.max(2, availableParallelism()); // Of one, mocha would make none.
const options = { timeout: 60_000, jobs, require: [join(__dirname, 'seed.ts')] };
void runSuites(testFilesIn(__dirname), options).then((failed) => process.exit(failed ? 1 : 0));
