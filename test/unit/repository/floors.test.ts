import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { commandOutput } from '../../../scripts/host/command';
import { temporaryFolder } from '../../../scripts/host/temporaryFolder';
import { repository } from '../../../scripts/repository';

/** Forbidden imports: the importing file, the imported module, and the rule that is violated. */
const FORBIDDEN: readonly (readonly [file: string, imported: string, rule: string])[] = [
  ['src/composition/one.ts', '../extension', 'composition imports no floor above it'],
  ['src/ui/one.ts', '../composition/one', 'ui imports no floor above it'],
  ['src/platform/node/one.ts', '../../ui/one', 'platform imports no floor above it'],
  ['src/saving/one.ts', '../ui/one', 'saving imports no floor above it'],
  ['src/tracking/list/one.ts', '../../saving/one', 'tracking imports no floor above it'],
  ['src/endpoints/one.ts', '../tracking/list/one', 'endpoints imports no floor above it'],
  ['src/references/one.ts', '../endpoints/one', 'references imports no floor above it'],
  ['src/operations/one.ts', '../references/one', 'operations imports no floor above it'],
  ['src/base/one.ts', '../operations/one', 'base and outside imports no floor above it'],
  ['src/outside/one.ts', '../operations/one', 'base and outside imports no floor above it'],
  ['src/tracking/limits/one.ts', '../polling/one', 'tracking/limits imports no floor above it'],
  ['src/tracking/list/one.ts', '../limits/one', 'tracking/list imports no floor above it'],
  ['src/tracking/apiKeyAccess.ts', './list/one', 'what all of tracking shares imports no floor above it'],
  ['src/tracking/polling/one.ts', '../expiry/one', 'tracking/polling does not know tracking/expiry'],
  ['src/ui/messages/one.ts', '../commands/one', 'ui/messages imports no floor above it'],
  ['src/ui/terminal/one.ts', '../editor/one', 'a feature of ui knows no other'],
  ['src/ui/one.ts', '../platform/node/one', 'only composition and the entries know an adapter'],
  ['src/simulator/one.ts', '../operations/one', 'the simulator knows no other room but base'],
  ['src/saving/one.ts', '../simulator/one', 'only composition, the platform and ui know the simulator'],
  ['src/attic/one.ts', '../base/one', 'each file of src is in a room that has its floor here'],
  ['src/base/one.ts', '../../test/one', 'src knows neither tests nor scripts'],
  ['src/operations/one.ts', 'node:path', 'what is pure knows no module of Node'],
  ['src/references/one.ts', 'fs', 'what is pure knows no module of Node'],
  ['src/saving/one.ts', 'vscode', 'only ui, platform/vscode, composition and the entries know VS Code'],
  ['src/saving/one.ts', 'node-fetch', 'only endpoints/http/http.ts sends requests: node-fetch'],
  ['src/saving/one.ts', 'node:https', 'only endpoints/http/http.ts sends requests: modules of Node'],
  ['src/saving/one.ts', './two', 'no import goes in a circle'],
];

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

describe('the floors of src', () => {
  it('forbid each import of a higher floor, in a circle, or out of its room', async () => {
    const folder = await temporaryFolder('floors');
    await writeFile(join(folder, 'package.json'), '{}');
    await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'), 'junction');
    await writeAll(folder);
    const found = await violationsIn(folder);
    for (const [file, imported, rule] of FORBIDDEN)
      assert.ok(
        found.some(({ from, rule: { name } }) => from === file && name === rule),
        `${file} may import ${imported}, against "${rule}"`,
      );
  });

  it('hold for an import within a type, too, which is refused since dependency-cruiser does not see it', async () => {
    const source = "export type Floor = typeof import('../extension');\n";
    assert.match(await complaintsAbout(source), /Write `import type` at the head of the file/);
    assert.doesNotMatch(await complaintsAbout("export type * from './two';\n"), /import type/);
  });
});

/** What biome says of a file with this text, by our own rule. */
async function complaintsAbout(source: string): Promise<string> {
  const folder = await temporaryFolder('rules');
  const rule = join(repository, 'scripts', 'house', 'importTypes.grit');
  await writeFile(join(folder, 'biome.json'), JSON.stringify({ root: true, plugins: [rule] }));
  await writeFile(join(folder, 'one.ts'), source);
  const program = join(repository, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  return spawnSync(process.execPath, [program, 'lint', 'one.ts'], { cwd: folder, encoding: 'utf8' }).stderr;
}

/** Writes the importing files of the table with their imports, and the imported files. */
async function writeAll(folder: string): Promise<void> {
  const texts = new Map<string, string>([['src/saving/two.ts', "export type * from './one';\n"]]);
  const add = (path: string, line: string) => texts.set(path, `${texts.get(path) ?? ''}${line}`);
  for (const [file, imported] of FORBIDDEN) {
    add(file, `export type * from '${imported}';\n`);
    if (imported.startsWith('.')) add(`${posix.join(dirname(file), imported)}.ts`, '');
  }
  for (const [path, text] of texts) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text || 'export {};\n');
  }
}

async function violationsIn(folder: string): Promise<readonly Violation[]> {
  const program = join(repository, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const config = join(repository, '.dependency-cruiser.js');
  const args = [program, '--config', config, '--output-type', 'json', 'src'];
  const output = await commandOutput(process.execPath, args, { cwd: folder });
  return (JSON.parse(output) as { summary: { violations: Violation[] } }).summary.violations;
}
