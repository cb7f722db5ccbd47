import { copyFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { commandOutput } from './command';

/**
 * Installs into a folder what the lock of `packages/{name}` lists: those versions, with those contents, and nothing
 * else. No package gets to run a script, so no compiler is needed.
 * @throws Error with npm's output when npm fails, also where a package is not the one that was locked.
 */
export async function installLocked(name: string, folder: string): Promise<void> {
  const packages = join(__dirname, 'packages', name);
  for (const file of await readdir(packages)) await copyFile(join(packages, file), join(folder, file));
  // npm would prefer the shrinkwrap file of code-server to our lock, and it lacks packages.
  await rm(join(folder, 'npm-shrinkwrap.json'), { force: true });
  const args = ['ci', '--prefix', folder, '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  await commandOutput('npm', args, { cwd: folder });
}
