import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildExtension } from './buildExtension';
import { desktopArguments } from './host/desktop';
import { repository } from './repository';
import { bundleIntegrationSuites } from './runner/integrationSuites';

/** The folder that the launch entry "Debug integration tests" of .vscode/launch.json uses. */
const folder = join(repository, 'out', 'debugging');

/** Builds the extension and the integration suites, and creates new folders for an empty VS Code. */
async function main(): Promise<void> {
  await buildExtension();
  await bundleIntegrationSuites();
  await rm(folder, { recursive: true, force: true });
  for (const name of ['workspace', 'scratch']) await mkdir(join(folder, name), { recursive: true });
  await desktopArguments(join(folder, 'workspace'), join(folder, 'data')); // Also writes the settings.
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
