import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { testFilesIn } from '../../test/testFiles';
import { repository } from '../repository';

const suites = join(repository, 'test', 'integration');

/** The folder for the bundled suites of test/integration. */
const bundles = join(repository, 'out', 'integration');

/** Bundles the suites of test/integration for an extension host; resolves to the file that runs them there. */
export async function bundleIntegrationSuites(): Promise<string> {
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
  return join(bundles, 'index.js');
}
