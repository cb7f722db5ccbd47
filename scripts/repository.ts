import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Absolute path of this checkout. */
export const repository = resolve(__dirname, '..');

const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
  publisher: string;
  name: string;
  version: string;
};

/** The name of the folder VS Code installs this extension into: `publisher.name-version`. */
export const extensionFolderName = `${manifest.publisher}.${manifest.name}-${manifest.version}`;

/** The package that `npm run package` writes. */
export const packagedExtension = join(repository, 'veo-operations.vsix');
