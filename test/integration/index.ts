import { join } from 'node:path';
import { runSuites } from '../runSuites';
import { testFilesIn } from '../testFiles';
import { phase } from './session';
import { useDefaultSettings, useQuietSettings } from './settings';

/** Called by VS Code in its extension host: runs the bundled suites of this phase. */
export async function run(): Promise<void> {
  const files = testFilesIn(join(__dirname, phase), '.test.js');
  const failed = await runSuites(files, { timeout: 60_000, ...(phase === 'first' && { rootHooks }) });
  if (failed) throw new Error(`${failed} integration tests failed.`);
}

const rootHooks = { beforeAll: useQuietSettings, afterAll: useDefaultSettings };
