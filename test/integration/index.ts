import { writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { runSuites } from '../runSuites';
import { testFilesIn } from '../testFiles';
import { EXTENSION_ID } from './extension';
import { phase, scratchFolder } from './session';
import { useDefaultSettings, useQuietSettings } from './settings';

/** Called by VS Code in its extension host: runs the bundled suites of this phase. */
export async function run(): Promise<void> {
  if (phase === 'first') await recordFilesAtStart();
  const files = testFilesIn(join(__dirname, phase), '.test.js');
  const failed = await runSuites(files, { timeout: 60_000, ...(phase === 'first' && { rootHooks }) });
  if (failed) throw new Error(`${failed} integration tests failed.`);
}

const rootHooks = { beforeAll: useQuietSettings, afterAll: useDefaultSettings };

/** Records which files of the extension its start has loaded, before a suite needs more of them. */
async function recordFilesAtStart(): Promise<void> {
  const extension = vscode.extensions.getExtension(EXTENSION_ID);
  await extension?.activate();
  // A start that finds something to do does it in a timer of 0 ms, which comes before this one.
  await new Promise((resolve) => setTimeout(resolve, 0));
  const folder = join(extension?.extensionPath ?? '', 'dist');
  const loaded = Object.keys(require.cache).filter((file) => dirname(file) === folder);
  writeFileSync(
    join(scratchFolder, 'loadedAtStart'),
    loaded
      .map((file) => basename(file))
      .sort()
      .join(' '),
  );
}
