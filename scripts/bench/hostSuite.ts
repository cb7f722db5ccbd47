import { join } from 'node:path';
import { build } from 'esbuild';
import { repository } from '../repository';

/** Bundles a suite of this folder for the extension host of VS Code, whose module `vscode` it finds there. */
export async function bundleSuite(name: string, folder: string): Promise<string> {
  const outfile = join(folder, `${name}.js`);
  await build({
    entryPoints: [join(repository, 'scripts', 'bench', `${name}.ts`)],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outfile;
}
