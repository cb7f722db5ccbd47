import { join, relative } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

interface Builds {
  readonly extension: BuildOptions;
  readonly parts: readonly BuildOptions[];
  readonly browser: BuildOptions;
}

/** The bundles of a checkout by name, minified as they are packaged, in bytes. Nothing is written. */
export async function bundleSizes(root: string): Promise<(readonly [name: string, bytes: number])[]> {
  const { extension, parts, browser }: Builds = require(join(root, 'esbuild.js'));
  return Promise.all([extension, browser, ...parts].map((options) => bundleSize(root, options)));
}

async function bundleSize(root: string, options: BuildOptions): Promise<readonly [string, number]> {
  const { outputFiles = [] } = await build({
    ...options,
    absWorkingDir: root,
    minify: true,
    sourcemap: false,
    write: false,
    logLevel: 'warning',
  });
  const [file] = outputFiles;
  return [relative(root, file?.path ?? ''), file?.contents.length ?? 0];
}
