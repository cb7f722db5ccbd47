import { join, relative } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

interface Builds {
  readonly extension: BuildOptions;
  /** What revisions up to 0.6.0 built beside it, for the comparison with them. */
  readonly parts?: readonly BuildOptions[];
  readonly browser: BuildOptions;
}

/** A bundle and its size; the size is missing where the packages of today do not build it. */
export interface Bundle {
  readonly name: string;
  readonly bytes: number | undefined;
}

/** The bundles of a checkout, minified as they are packaged. Nothing is written. */
export async function measuredBundles(root: string): Promise<Bundle[]> {
  const { extension, parts = [], browser }: Builds = require(join(root, 'esbuild.js'));
  const all = await Promise.all([extension, browser, ...parts].map((options) => bundlesOf(root, options)));
  return all.flat();
}

async function bundlesOf(root: string, options: BuildOptions): Promise<Bundle[]> {
  try {
    const { outputFiles = [] } = await build({
      ...options,
      absWorkingDir: root,
      minify: true,
      sourcemap: false,
      write: false,
      logLevel: 'silent',
    });
    return outputFiles.map(({ path, contents }) => ({ name: relative(root, path), bytes: contents.length }));
  } catch {
    return [{ name: options.outfile ?? options.outdir ?? '', bytes: undefined }];
  }
}
