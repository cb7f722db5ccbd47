// Bundles the extension into dist/. `--production` minifies and leaves out the source map, `--watch` rebuilds on change,
// `--list` prints which files of ours are in which bundle.
const { rm } = require('node:fs/promises');
const esbuild = require('esbuild');
const { commonJsChunks } = require('./scripts/bundling/commonJsChunks');
const { onTopOf } = require('./scripts/bundling/onTopOf');
const { requiredLater } = require('./scripts/bundling/requiredLater');
const { vscodeByName } = require('./scripts/bundling/vscodeByName');
const { written } = require('./scripts/bundling/written');

const production = process.argv.includes('--production');
const list = process.argv.includes('--list');
const watch = process.argv.includes('--watch');

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  external: ['vscode'],
  minify: production,
  define: { 'Number.POSITIVE_INFINITY': 'Infinity' }, // The shorter one in the bundle, the clearer one in the source.
  charset: 'utf8',
  metafile: true,
  write: false,
  logLevel: watch ? 'info' : 'warning', // VS Code's task looks for what is said when a build begins and ends.
};

/**
 * What each start loads, and what it requires when something asks for the list: files of the second are on top of the first,
 * and all others on top of both.
 */
const STAGES = { extension: 'src/extension.ts', storedList: 'src/composition/storedList.ts' };

/**
 * The extension host of the desktop, or of a server. What is behind an `import()` is a file of its own, loaded when that
 * runs; so `src/composition/secondStage.ts` and all that only it imports is no part of a start.
 *
 * @type {import('esbuild').BuildOptions}
 */
const extension = {
  ...common,
  entryPoints: STAGES,
  outdir: 'dist',
  platform: 'node',
  target: 'node22', // VS Code 1.101, the oldest supported, runs extensions on Node 22.15.
  format: 'esm', // The only one that esbuild splits. `commonJsChunks` makes of it what every VS Code can load.
  splitting: true,
  sourcemap: production ? false : 'inline',
  alias: {
    // VS Code's proxy and certificate settings reach the modules required by these names only (extensionHost/proxyResolver).
    'node:http': 'http',
    'node:https': 'https',
    // node-fetch carries 60 KB of web streams for Node 16; every Node we run on has its own.
    'web-streams-polyfill/dist/ponyfill.es2018.js': 'node:stream/web',
  },
  plugins: [
    vscodeByName(),
    nodesOwnBlobs(),
    requiredLater(),
    onTopOf(Object.values(STAGES), 'src'),
    commonJsChunks(),
  ],
};

/** The extension host of a browser, which has no module of Node, and loads one file. @type {import('esbuild').BuildOptions} */
const browser = {
  ...common,
  entryPoints: ['src/browser.ts'],
  outfile: 'dist/browser.js',
  platform: 'browser',
  target: 'es2023',
  format: 'cjs',
  sourcemap: production ? false : 'inline',
  alias: { 'node-fetch': './src/endpoints/http/platformFetch.ts' },
  plugins: [vscodeByName()],
};

/** node-fetch carries blobs and forms of its own, but we send and read none. @returns {import('esbuild').Plugin} */
function nodesOwnBlobs() {
  const names = ['Blob', 'File', 'FormData'].map((name) => `export const ${name} = globalThis.${name};`);
  const unused = ['blobFrom', 'blobFromSync', 'fileFrom', 'fileFromSync', 'formDataToBlob'].map(
    (name) => `export const ${name} = undefined;`,
  );
  const contents = [...names, ...unused, 'export default globalThis.Blob;'].join('\n');
  return {
    name: "Node's own blobs",
    setup(build) {
      build.onResolve({ filter: /^(?:fetch-blob|formdata-polyfill)(?:\/|$)/ }, () => ({
        path: 'blobs',
        namespace: 'node',
      }));
      // The reader of forms is behind an `import()` that never runs: a module of Node in its place needs no chunk.
      build.onResolve({ filter: /\/multipart-parser\.js$/ }, () => ({ path: 'node:buffer', external: true }));
      build.onLoad({ filter: /^blobs$/, namespace: 'node' }, () => ({ contents }));
    },
  };
}

async function main() {
  // The names of chunks change with the code: those of an earlier build would be packaged, too.
  await rm('dist', { recursive: true, force: true });
  const builds = [extension, browser].map((build) => ({
    ...build,
    plugins: [...build.plugins, written({ list })],
  }));
  if (!watch) return Promise.all(builds.map((build) => esbuild.build(build)));
  const contexts = await Promise.all(builds.map((build) => esbuild.context(build)));
  return Promise.all(contexts.map((context) => context.watch()));
}

module.exports = { extension, browser };

if (require.main === module) main().catch(() => process.exit(1));
