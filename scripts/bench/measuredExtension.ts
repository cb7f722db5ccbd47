import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newOperation } from '../../src/operations/operation';
import { toRecord } from '../../src/operations/record';
import { temporaryFolder } from '../host/temporaryFolder';
import { repository } from '../repository';
import { BENCH_ENDPOINT } from './measuredExports';

const RUNNING = 20;

/** Measures its own loading and activation. With operations running, these and a key are in the context that it gives. */
const measuringMain = `
const { VEO_BENCH_CASE } = process.env;
const start = performance.now();
const extension = VEO_BENCH_CASE === 'empty' ? { activate() {}, deactivate() {} } : require('./dist/extension.js');
const load = performance.now() - start;

function withRunning(context) {
  const records = require('./running.json');
  return {
    __proto__: context,
    workspaceState: { get: (key) => (key === 'veo.operations' ? records : undefined), update: async () => {}, keys: () => [] },
    secrets: { get: async () => 'a-key-for-the-bench', store: async () => {}, delete: async () => {}, onDidChange: context.secrets.onDidChange },
  };
}

exports.activate = (context) => {
  const given = VEO_BENCH_CASE === 'running' ? withRunning(context) : context;
  const before = performance.now();
  extension.activate(given);
  const activate = performance.now() - before;
  const dist = context.asAbsolutePath('dist');
  const loadedFiles = () =>
    Object.values(require.cache).filter(({ filename, loaded }) => loaded && filename.startsWith(dist)).map(({ filename }) => filename);
  return { load, activate, loadedFiles };
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
  await writeFile(join(folder, 'running.json'), JSON.stringify(runningRecords()));
  await writeFile(join(folder, 'measuringMain.js'), measuringMain);
  return folder;
}

function runningRecords(): unknown[] {
  const now = Date.now();
  return Array.from({ length: RUNNING }, (_, i) => {
    const name = `models/veo-3.1-generate-preview/operations/bench${i}`;
    return toRecord(newOperation({ endpoint: BENCH_ENDPOINT, name }, {}, now));
  });
}
