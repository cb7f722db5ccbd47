import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../host/temporaryFolder';
import { repository } from '../repository';

/** Measures its own loading and activation, and exports both beside the API. */
const measuringMain = `
const { performance } = require('node:perf_hooks');
const start = performance.now();
const extension = require('./dist/extension.js');
const loaded = performance.now();
exports.activate = (context) => {
  const before = performance.now();
  extension.activate(context);
  return { load: loaded - start, activate: performance.now() - before };
};
exports.deactivate = extension.deactivate;
`;

/**
 * A copy of the production build that VS Code does not activate by itself, so that the activation can be awaited and
 * timed from outside.
 */
export async function measuredExtension(): Promise<string> {
  const folder = await temporaryFolder('measured');
  for (const part of ['dist', 'media', 'l10n', 'package.nls.json']) {
    await cp(join(repository, part), join(folder, part), { recursive: true });
  }
  const manifest = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8'));
  const measured = { ...manifest, main: './measuringMain.js', activationEvents: [] };
  await writeFile(join(folder, 'package.json'), JSON.stringify(measured));
  await writeFile(join(folder, 'measuringMain.js'), measuringMain);
  return folder;
}
