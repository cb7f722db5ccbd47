import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { testFilesIn } from '../../test/testFiles';
import { runCommand } from '../host/command';
import { temporaryFolder } from '../host/temporaryFolder';
import { repository } from '../repository';
import { CodeServerSessions } from './codeServerSessions';
import { DesktopSessions } from './desktopSessions';
import { type Outcome, outcomeOfCommand, outcomeOfRun, total } from './outcome';
import type { HostName, Sessions } from './sessions';

// In this order, each a folder of test/integration; VS Code is killed and started again between them.
const phases = ['first', 'afterRestart'];
const suites = join(repository, 'test', 'integration');
const bundles = join(repository, 'out', 'integration');

/** Runs the suites of test/integration in a real extension host. */
export async function integrationTier(host: HostName, grep: string): Promise<Outcome> {
  await bundleSuites();
  const built = await runCommand(process.execPath, ['esbuild.js'], { cwd: repository });
  if (built !== 0) return outcomeOfCommand('build', built);
  const scratch = await temporaryFolder('scratch');
  const sessions = host === 'desktop' ? await DesktopSessions.create() : await CodeServerSessions.create();
  const all: Outcome[] = [];
  try {
    for (const phase of phases) all.push(await runPhase(sessions, phase, scratch, grep));
  } finally {
    await sessions.stop();
  }
  return total(all);
}

async function runPhase(sessions: Sessions, phase: string, scratch: string, grep: string): Promise<Outcome> {
  console.log(`\n  [${phase}]`);
  const outcome = join(scratch, `outcome-${phase}.json`);
  const exitCode = await sessions.run(join(bundles, 'index.js'), {
    VEO_TEST_PHASE: phase,
    VEO_TEST_SCRATCH: scratch,
    VEO_TEST_OUTCOME: outcome,
    VEO_TEST_GREP: grep,
    ...(process.stdout.isTTY ? { MOCHA_COLORS: '1' } : {}),
  });
  return outcomeOfRun(phase, outcome, exitCode);
}

async function bundleSuites(): Promise<void> {
  await rm(bundles, { recursive: true, force: true });
  await build({
    absWorkingDir: repository,
    entryPoints: [join(suites, 'index.ts'), ...testFilesIn(suites)],
    outdir: bundles,
    outbase: suites,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}
