import { join } from 'node:path';
import { plainEnvironment, runCommand } from '../host/command';
import { temporaryFolder } from '../host/temporaryFolder';
import { repository } from '../repository';
import { type Outcome, outcomeOfRun } from './outcome';

/**
 * Runs the suites of `test/<tier>/` in a Node process of its own, so that a crash does not end this process.
 * @param node the binary that runs them
 */
export async function nodeTier(
  tier: 'unit' | 'workbench',
  grep: string,
  node = process.execPath,
): Promise<Outcome> {
  const outcome = join(await temporaryFolder(tier), 'outcome.json');
  const main = join(repository, 'test', tier, 'main.ts');
  const env = plainEnvironment({ VEO_TEST_OUTCOME: outcome, VEO_TEST_GREP: grep });
  const args = ['--require', join(__dirname, 'transpiled.js'), main];
  const exitCode = await runCommand(node, args, { cwd: repository, env });
  return outcomeOfRun(tier, outcome, exitCode);
}
