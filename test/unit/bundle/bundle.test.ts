import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { repository } from '../../../scripts/repository';

const builds: { extension: BuildOptions; browser: BuildOptions } = require('../../../esbuild.js');

/** The texts of production bundles by their names, built in memory exactly as esbuild.js builds them. */
async function bundles(options: BuildOptions): Promise<ReadonlyMap<string, string>> {
  const { outputFiles = [] } = await build({
    ...options,
    absWorkingDir: repository,
    minify: true,
    sourcemap: false,
    logLevel: 'warning',
  });
  return new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
}

function requiredBy(text: string): string[] {
  return [...new Set([...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name = '']) => name))];
}

/** The bundles that a bundle requires as soon as it is loaded, and those that these require, with itself. */
function loadedWith(
  name: string,
  texts: ReadonlyMap<string, string>,
  known = new Set<string>(),
): Set<string> {
  if (known.has(name)) return known;
  known.add(name);
  const text = texts.get(name) ?? '';
  for (const [, required = ''] of text.matchAll(/[=,;]require\("\.\/([^"]+)"\)/g)) {
    loadedWith(required, texts, known);
  }
  return known;
}

describe('the bundles for Node', () => {
  let texts: ReadonlyMap<string, string>;

  before(async () => {
    texts = await bundles(builds.extension);
  });

  it('require http and https by the names to which VS Code applies its proxy settings', () => {
    const all = [...texts.values()];
    assert.ok(all.some((text) => text.includes('require("https")')));
    for (const text of all) assert.doesNotMatch(text, /require\("node:https?"\)/);
  });

  it('require nothing but VS Code, modules of Node and each other', () => {
    const foreign = [...texts.values()]
      .flatMap(requiredBy)
      .filter((name) => name !== 'vscode' && !isBuiltin(name) && !texts.has(name.replace(/^\.\//, '')));
    assert.deepEqual(foreign, []);
  });

  it('require vscode once for all files', () => {
    const all = [...texts.values()].join('\n');
    assert.equal(all.split('require("vscode")').length - 1, 1);
  });

  it('are one at a start, of at most 40 KB: what reads the list, asks endpoints, saves and draws is loaded later', () => {
    const names = [...loadedWith('extension.js', texts)];
    assert.deepEqual(names, ['extension.js']);
    const text = names.map((name) => texts.get(name)).join('\n');
    assert.ok(text.length <= 40_000, `${text.length} bytes`);
    assert.deepEqual(
      text.match(/createInputBox|withProgress|Retry-After|safeParse|\brequire\("https?"\)/g),
      null,
    );
  });

  it('export nothing that is assigned again, since what another bundle has of it would stay as it was', () => {
    const files = readdirSync(join(repository, 'src'), { recursive: true, encoding: 'utf8' });
    const sources = files.filter((file) => file.endsWith('.ts'));
    const variables = sources.filter((file) =>
      /^export (?:let|var)\b/m.test(readFileSync(join(repository, 'src', file), 'utf8')),
    );
    assert.ok(sources.length > 100);
    assert.deepEqual(variables, []);
  });

  it('load the HTTP client, the writer of files, the simulator, further APIs and programs only when they are needed', () => {
    const names = loadedWith('secondStage.js', texts);
    assert.ok(names.has('extension.js') && names.has('storedList.js'));
    const apis = ['interactionsApi.js', 'agentPlatformApi.js', 'tokenCommands.js', 'nodeProgram.js'];
    for (const later of ['node-fetch.js', 'nodeFileWriter.js', 'simulator.js', ...apis]) {
      assert.ok(texts.has(later) && !names.has(later), later);
    }
  });
});

describe('the bundle for browsers', () => {
  let text: string;

  before(async () => {
    [text = ''] = [...(await bundles(builds.browser)).values()];
  });

  it('requires nothing but VS Code', () => {
    assert.deepEqual(requiredBy(text), ['vscode']);
  });

  it('contains nothing of Node, and no simulator', () => {
    // What a copied program for Node says is a text.
    const code = text.replaceAll('process.env.${', '');
    assert.doesNotMatch(code, /\bprocess\.|\bBuffer\b|\b__dirname\b/);
    assert.doesNotMatch(text, /predictLongRunning|listen\(/);
  });
});
