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

describe('locks of packages', () => {
  it('tell the contents of each package, and of no registry that they are from', () => {
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

  it('stand beside versions, not ranges', () => {
    // Two hosts have locks alone: their lists of packages come with code-server.
    for (const folder of folders.filter((one) => existsSync(join(repository, one, 'package.json')))) {
      const { dependencies, devDependencies, optionalDependencies } = read(folder, 'package.json');
      const wanted = { ...dependencies, ...devDependencies, ...optionalDependencies };
      for (const [name, version] of Object.entries<string>(wanted))
        assert.match(version, /^\d+\.\d+\.\d+$/, `${folder} ${name}`);
    }
  });
});
