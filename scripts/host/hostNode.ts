import { join } from 'node:path';
import { cachedFolder } from './cacheFolder';
import { installLocked } from './lockedPackages';
import { optionalDependencies } from './packages/node/package.json';

/** VS Code 1.101, the oldest supported one, runs extensions on Node 22.15. */
const OLDEST_MAJOR = 22;

/**
 * A Node binary of at least the version that runs extensions: that of this process, or else one from the package
 * registry, which is set up once in the cache.
 * @throws Error on a system for which no such package is locked, or with npm's output when npm fails.
 */
export async function hostNode(): Promise<string> {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major >= OLDEST_MAJOR) return process.execPath;
  const [name, version] = packageForThisSystem();
  const folder = await cachedFolder(`node-${version}`, async (unfinished) => {
    console.log(`Setting up Node ${version} (once, about 170 MB) ...`);
    await installLocked('node', unfinished);
  });
  return join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** The lock has a package for each system; npm installs only the one for this system. */
function packageForThisSystem(): [name: string, version: string] {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const system = `-${platform}-${process.arch}`;
  const found = Object.entries(optionalDependencies).find(([name]) => name.endsWith(system));
  if (found) return found;
  throw new Error(`Install Node ${OLDEST_MAJOR} or later: none is packaged for ${system.slice(1)}.`);
}
