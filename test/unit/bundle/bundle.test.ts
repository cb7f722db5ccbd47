import assert from 'node:assert/strict';
import { isBuiltin } from 'node:module';
import { resolve } from 'node:path';
import { build } from 'esbuild';

const repository = resolve(__dirname, '../../..');

/** A production bundle, built in memory exactly as esbuild.js builds it. */
async function bundle(entry: 'extension' | 'browser'): Promise<string> {
  const { outputFiles } = await build({
    ...require('../../../esbuild.js')[entry],
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

describe('the bundle for Node', () => {
  let text: string;

  before(async () => {
    text = await bundle('extension');
  });

  it('asks for http and https by the names that the proxy settings of VS Code reach', () => {
    assert.match(text, /require\("https"\)/);
    assert.doesNotMatch(text, /require\("node:https?"\)/);
  });

  it('carries all it needs but VS Code and Node', () => {
    const foreign = requiredBy(text).filter((name) => name !== 'vscode' && !isBuiltin(name));
    assert.deepEqual(foreign, []);
  });
});

describe('the bundle for browsers', () => {
  let text: string;

  before(async () => {
    text = await bundle('browser');
  });

  it('carries all it needs but VS Code', () => {
    assert.deepEqual(requiredBy(text), ['vscode']);
  });

  it('has nothing of Node, and no simulator', () => {
    assert.doesNotMatch(text, /\bprocess\.|\bBuffer\b|\b__dirname\b/);
    assert.doesNotMatch(text, /predictLongRunning|listen\(/);
  });
});
