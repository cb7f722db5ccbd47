import assert from 'node:assert/strict';
import { isBuiltin } from 'node:module';
import { resolve } from 'node:path';
import { type BuildOptions, build } from 'esbuild';

const repository = resolve(__dirname, '../../..');

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

  it('ask for http and https by the names that the proxy settings of VS Code reach', () => {
    assert.ok(parts.some((text) => text.includes('require("https")')));
    for (const text of [main, ...parts]) assert.doesNotMatch(text, /require\("node:https?"\)/);
  });

  it('carry all they need but VS Code and Node, and the main one what is loaded on demand', () => {
    const foreign = (text: string) =>
      requiredBy(text).filter((name) => name !== 'vscode' && !isBuiltin(name));
    assert.deepEqual(foreign(main).sort(), ['./fetch.js', './simulator.js', './videoFile.js']);
    for (const text of parts) assert.deepEqual(foreign(text), []);
  });

  it('take over the many names of VS Code once, not in each file', () => {
    assert.equal(main.split('require("vscode")').length - 1, 1);
  });

  it('load nothing of that before it is wanted', () => {
    assert.doesNotMatch(main, /=require\("\.\//);
    assert.doesNotMatch(main, /predictLongRunning|Fetch API/);
  });
});

describe('the bundle for browsers', () => {
  let text: string;

  before(async () => {
    text = await bundle(builds.browser);
  });

  it('carries all it needs but VS Code', () => {
    assert.deepEqual(requiredBy(text), ['vscode']);
  });

  it('has nothing of Node, and no simulator', () => {
    assert.doesNotMatch(text, /\bprocess\.|\bBuffer\b|\b__dirname\b/);
    assert.doesNotMatch(text, /predictLongRunning|listen\(/);
  });
});
