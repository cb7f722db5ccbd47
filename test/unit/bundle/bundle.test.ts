import assert from 'node:assert/strict';
import { isBuiltin } from 'node:module';
import { type BuildOptions, build } from 'esbuild';
import { repository } from '../../../scripts/repository';

const builds: {
  extension: BuildOptions;
  parts: BuildOptions[];
  browser: BuildOptions;
} = require('../../../esbuild.js');

/** A production bundle, built in memory exactly as esbuild.js builds it. */
async function bundle(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    ...options,
    absWorkingDir: repository,
    minify: true,
    sourcemap: false,
    write: false,
    logLevel: 'warning',
  });
  return outputFiles?.[0]?.text ?? '';
}

function requiredBy(text: string): string[] {
  return [...new Set([...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name = '']) => name))];
}

describe('the bundles for Node', () => {
  let main: string;
  let parts: string[];

  before(async () => {
    [main = '', ...parts] = await Promise.all([builds.extension, ...builds.parts].map(bundle));
  });

  it('require http and https by the names to which VS Code applies its proxy settings', () => {
    assert.ok(parts.some((text) => text.includes('require("https")')));
    for (const text of [main, ...parts]) assert.doesNotMatch(text, /require\("node:https?"\)/);
  });

  it('require nothing but VS Code, modules of Node and, from the main bundle, the bundles loaded on demand', () => {
    const foreign = (text: string) =>
      requiredBy(text).filter((name) => name !== 'vscode' && !isBuiltin(name));
    assert.deepEqual(foreign(main).sort(), ['./fetch.js', './simulator.js', './videoFile.js']);
    for (const text of parts) assert.deepEqual(foreign(text), []);
  });

  it('require vscode once for all files', () => {
    assert.equal(main.split('require("vscode")').length - 1, 1);
  });

  it('load the bundles for HTTP, downloads and the simulator only on demand', () => {
    assert.doesNotMatch(main, /=require\("\.\//);
    assert.doesNotMatch(main, /predictLongRunning|Fetch API/);
  });
});

describe('the bundle for browsers', () => {
  let text: string;

  before(async () => {
    text = await bundle(builds.browser);
  });

  it('requires nothing but VS Code', () => {
    assert.deepEqual(requiredBy(text), ['vscode']);
  });

  it('contains nothing of Node, and no simulator', () => {
    assert.doesNotMatch(text, /\bprocess\.|\bBuffer\b|\b__dirname\b/);
    assert.doesNotMatch(text, /predictLongRunning|listen\(/);
  });
});
