import assert from 'node:assert/strict';
import { isBuiltin } from 'node:module';
import { resolve } from 'node:path';
import { build } from 'esbuild';

const repository = resolve(__dirname, '../../..');

/** The production bundle, built in memory exactly as esbuild.js builds it. */
async function bundle(): Promise<string> {
  const { extension } = require('../../../esbuild.js');
  const { outputFiles } = await build({
    ...extension,
    absWorkingDir: repository,
    minify: true,
    sourcemap: false,
    write: false,
    logLevel: 'warning',
  });
  return outputFiles?.[0]?.text ?? '';
}

describe('the bundle', () => {
  let text: string;

  before(async () => {
    text = await bundle();
  });

  it('asks for http and https by the names that the proxy settings of VS Code reach', () => {
    assert.match(text, /require\("https"\)/);
    assert.doesNotMatch(text, /require\("node:https?"\)/);
  });

  it('carries all it needs but VS Code and Node', () => {
    const required = [...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name = '']) => name);
    const foreign = required.filter((name) => name !== 'vscode' && !isBuiltin(name));
    assert.deepEqual([...new Set(foreign)], []);
  });
});
