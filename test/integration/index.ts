import { join } from 'node:path';
import { runSuites } from '../runSuites';
import { testFilesIn } from '../testFiles';
import { phase } from './session';
import { change } from './settings';

/** Called by VS Code in its extension host: runs the bundled suites of this phase. */
export async function run(): Promise<void> {
  const files = testFilesIn(join(__dirname, phase), '.test.js');
  const failed = await runSuites(files, { timeout: 20_000, ...(phase === 'first' && { rootHooks }) });
  if (failed) throw new Error(`${failed} integration tests failed.`);
}

/** Ends are told together with those of the last 2 s, so of another suite's too: messages only where they are the subject. */
const rootHooks = {
  beforeAll: () => change('notifications', 'none'),
  afterAll: () => change('notifications', undefined),
};
