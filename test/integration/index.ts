import { join } from 'node:path';
import { runSuites } from '../runSuites';
import { testFilesIn } from '../testFiles';
import { phase } from './session';

/** Called by VS Code in its extension host: runs the bundled suites of this phase. */
export async function run(): Promise<void> {
  const failed = await runSuites(testFilesIn(join(__dirname, phase), '.test.js'), { timeout: 20_000 });
  if (failed) throw new Error(`${failed} integration tests failed.`);
}
