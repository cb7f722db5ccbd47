// Lets Node require the TypeScript of this checkout: `node --require ./scripts/runner/transpiled.js main.ts`. Unlike under
// tsx, an `import()` is a `require` as well: tsx asks a thread for each, and the rooms behind an `import()` are entered at
// every request, so that tests of many requests waited for that thread half of their time.
const Module = require('node:module');
const { resolve } = require('node:path');
const { buildSync } = require('esbuild');

const repository = resolve(__dirname, '../..');

/** All at once, which takes a second; JavaScript by the file that it was made of. @type {ReadonlyMap<string, string>} */
const transpiled = new Map(
  buildSync({
    absWorkingDir: repository,
    entryPoints: ['src', 'test', 'scripts'].map((folder) => `${folder}/**/*.ts`),
    outdir: repository,
    outbase: repository,
    outExtension: { '.js': '.ts' },
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    supported: { 'dynamic-import': false },
    sourcemap: 'inline',
    logLevel: 'warning',
  }).outputFiles.map(({ path, text }) => [path, text]),
);

process.setSourceMapsEnabled(true);
Module._extensions['.ts'] = (module, file) => module._compile(transpiled.get(file), file);
