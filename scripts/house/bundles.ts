import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

interface Builds {
  readonly extension: BuildOptions;
  readonly parts: readonly BuildOptions[];
  readonly browser: BuildOptions;
}

/** A bundle and its size; the size is missing where the packages of today do not build it. */
export interface Bundle {
  readonly name: string;
  readonly bytes: number | undefined;
}

/** The bundles of a checkout, minified as they are packaged. Nothing is written. */
export async function measuredBundles(root: string): Promise<Bundle[]> {
  const { extension, parts, browser }: Builds = require(join(root, 'esbuild.js'));
  return Promise.all(
    [extension, browser, ...parts].map(async (options) => ({
      name: options.outfile ?? '',
      bytes: await bundleSize(root, options).catch(() => undefined),
    })),
  );
}

async function bundleSize(root: string, options: BuildOptions): Promise<number | undefined> {
  const { outputFiles } = await build({
    ...options,
    absWorkingDir: root,
    minify: true,
    sourcemap: false,
    write: false,
    logLevel: 'silent',
  });
  return outputFiles?.[0]?.contents.length;
}
