import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../../scripts/repository';

interface LockedPackage {
  readonly integrity?: string;
  readonly resolved?: string;
}

const hosts = readdirSync(join(repository, 'scripts/host/packages')).map(
  (name) => `scripts/host/packages/${name}`,
);
const folders = ['.', 'scripts/publish', ...hosts];
const read = (...path: string[]) => JSON.parse(readFileSync(join(repository, ...path), 'utf8'));

describe('package locks', () => {
  it('have a hash of each package and name no registry', () => {
    for (const folder of folders) {
      const { packages } = read(folder, 'package-lock.json') as { packages: Record<string, LockedPackage> };
      const entries = Object.entries(packages).filter(([path]) => path !== '');
      assert.notEqual(entries.length, 0, folder);
      for (const [path, { integrity = '', resolved }] of entries) {
        assert.match(integrity, /^sha512-[\w+/]{86}==$/, `${folder} ${path}`);
        assert.equal(resolved, undefined, `${folder} ${path}`);
      }
    }
  });

  it('are of manifests that name exact versions, no ranges', () => {
    // Two hosts have only a lock: their manifests come with code-server.
    for (const folder of folders.filter((folder) => existsSync(join(repository, folder, 'package.json')))) {
      const { dependencies, devDependencies, optionalDependencies } = read(folder, 'package.json');
      const wanted = { ...dependencies, ...devDependencies, ...optionalDependencies };
      for (const [name, version] of Object.entries<string>(wanted))
        assert.match(version, /^\d+\.\d+\.\d+$/, `${folder} ${name}`);
    }
  });
});
