import { join } from 'node:path';
import { buildExtension } from '../buildExtension';
import { temporaryFolder } from '../host/temporaryFolder';
import { CodeServerSessions } from './codeServerSessions';
import { DesktopSessions } from './desktopSessions';
import { bundleIntegrationSuites } from './integrationSuites';
import { type Outcome, outcomeOfRun, total } from './outcome';
import type { HostName, Sessions } from './sessions';

/** Folders of test/integration, in the order in which they run. VS Code is killed and restarted between two. */
const PHASES = ['first', 'afterRestart'];

/** Runs the suites of test/integration in a real extension host. */
export async function integrationTier(host: HostName, grep: string): Promise<Outcome> {
  const suites = await bundleIntegrationSuites();
  await buildExtension();
  const scratch = await temporaryFolder('scratch');
  const sessions = host === 'desktop' ? await DesktopSessions.create() : await CodeServerSessions.create();
  const all: Outcome[] = [];
  try {
    for (const phase of PHASES) all.push(await runPhase(sessions, { phase, suites, scratch, grep }));
  } finally {
    await sessions.stop();
  }
  return total(all);
}

interface Phase {
  readonly phase: string;
  /** The file that runs the bundled suites. */
  readonly suites: string;
  /** A folder that all phases share. */
  readonly scratch: string;
  readonly grep: string;
}

async function runPhase(sessions: Sessions, { phase, suites, scratch, grep }: Phase): Promise<Outcome> {
  console.log(`\n  [${phase}]`);
  const outcome = join(scratch, `outcome-${phase}.json`);
  const exitCode = await sessions.run(suites, {
    VEO_TEST_PHASE: phase,
    VEO_TEST_SCRATCH: scratch,
    VEO_TEST_OUTCOME: outcome,
    VEO_TEST_GREP: grep,
    ...(process.stdout.isTTY ? { MOCHA_COLORS: '1' } : {}),
  });
  return outcomeOfRun(phase, outcome, exitCode);
}
