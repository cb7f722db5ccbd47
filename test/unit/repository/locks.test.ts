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
  for (const folder of folders) {
    it(`tell the contents of each package, and of no registry that they are from, in ${folder}`, () => {
      const { packages } = read(folder, 'package-lock.json') as { packages: Record<string, LockedPackage> };
      const entries = Object.entries(packages).filter(([path]) => path !== '');
      assert.notEqual(entries.length, 0);
      for (const [path, { integrity = '', resolved }] of entries) {
        assert.match(integrity, /^sha512-[\w+/]{86}==$/, path);
        assert.equal(resolved, undefined, path);
      }
    });

    it(`stand beside versions, not ranges, in ${folder}`, () => {
      // Two hosts have locks alone: their lists of packages come with code-server.
      if (!existsSync(join(repository, folder, 'package.json'))) return;
      const { dependencies, devDependencies, optionalDependencies } = read(folder, 'package.json');
      const wanted = { ...dependencies, ...devDependencies, ...optionalDependencies };
      for (const [name, version] of Object.entries<string>(wanted))
        assert.match(version, /^\d+\.\d+\.\d+$/, name);
    });
  }
});
