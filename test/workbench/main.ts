import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { exitOnSignal } from '../../scripts/host/lifetime';
import { runSuites } from '../runSuites';
import { testFilesIn } from '../testFiles';
import { failedScreenshots } from './session';

/** Each has a server and a browser of its own. A page waits half of its time, so two need no more than two cores. */
const SESSIONS = 2;

exitOnSignal();
rmSync(failedScreenshots, { recursive: true, force: true });
// VS Code loses a click now and then, so a test has a second attempt; the run lists at its end which tests needed one.
const options = { timeout: 60_000, retries: 1, jobs: SESSIONS, require: [join(__dirname, 'session.ts')] };
void runSuites(testFilesIn(__dirname), options).then((failed) => process.exit(failed ? 1 : 0));
