// Bundles the extension into dist/. `--production` minifies and leaves out the source map, `--watch` rebuilds on change.
const esbuild = require('esbuild');

const production = process.argv.includes('--production');

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  format: 'cjs',
  external: ['vscode'],
  plugins: [vscodeOnce()],
  minify: production,
  define: { 'Number.POSITIVE_INFINITY': 'Infinity' }, // The shorter one in the bundle, the clearer one in the source.
  charset: 'utf8',
  sourcemap: !production,
  logLevel: 'info',
};

/** Everything in Node. @type {import('esbuild').BuildOptions} */
const node = {
  ...common,
  platform: 'node',
  target: 'node22', // VS Code 1.101, the oldest supported, runs extensions on Node 22.15.
  alias: {
    // VS Code's proxy and certificate settings reach the modules required by these names only (extensionHost/proxyResolver).
    'node:http': 'http',
    'node:https': 'https',
    // node-fetch carries 60 KB of web streams for Node 16; every Node we run on has its own.
    'web-streams-polyfill/dist/ponyfill.es2018.js': 'node:stream/web',
  },
  plugins: [vscodeOnce(), nodesOwnBlobs()],
};

/** Files that are loaded on demand, by the path in their `import()`: no start of VS Code waits for them. */
const onDemand = {
  'node-fetch': { file: 'fetch.js', entry: 'node-fetch' },
  './nodeFileWriter': { file: 'videoFile.js', entry: 'src/platform/node/nodeFileWriter.ts' },
  '../../simulator/simulator': { file: 'simulator.js', entry: 'src/simulator/simulator.ts' },
};

/** The extension host of the desktop, or of a server. @type {import('esbuild').BuildOptions} */
const extension = {
  ...node,
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  plugins: [vscodeOnce(), apart()],
  supported: { 'dynamic-import': false },
};

/** @type {import('esbuild').BuildOptions[]} */
const parts = Object.values(onDemand).map(({ file, entry }) => ({
  ...node,
  entryPoints: [entry],
  outfile: `dist/${file}`,
}));

/**
 * `import * as vscode` copies some hundred names in each file that says so, at each start of VS Code: one copy will do.
 * @returns {import('esbuild').Plugin}
 */
function vscodeOnce() {
  return {
    name: 'vscode once',
    setup(build) {
      build.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
        namespace === 'once' ? { path: 'vscode', external: true } : { path: 'vscode', namespace: 'once' },
      );
      build.onLoad({ filter: /^vscode$/, namespace: 'once' }, () => ({
        contents: "export * from 'vscode';",
      }));
    },
  };
}

/** Leaves what is loaded on demand to its own file. @returns {import('esbuild').Plugin} */
function apart() {
  return {
    name: 'on demand',
    setup(build) {
      build.onResolve({ filter: /./ }, ({ path, kind }) => {
        const part = kind === 'dynamic-import' ? onDemand[path] : undefined;
        return part && { path: `./${part.file}`, external: true };
      });
    },
  };
}

/** node-fetch carries blobs and forms of its own, but we send none. @returns {import('esbuild').Plugin} */
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
      build.onLoad({ filter: /^blobs$/, namespace: 'node' }, () => ({ contents }));
    },
  };
}

/** The extension host of a browser, which has no module of Node. @type {import('esbuild').BuildOptions} */
const browser = {
  ...common,
  entryPoints: ['src/browser.ts'],
  outfile: 'dist/browser.js',
  platform: 'browser',
  target: 'es2023',
  alias: { 'node-fetch': './src/endpoints/platformFetch.ts' },
};

async function main() {
  const builds = [extension, ...parts, browser];
  if (!process.argv.includes('--watch')) return Promise.all(builds.map((build) => esbuild.build(build)));
  const contexts = await Promise.all(builds.map((build) => esbuild.context(build)));
  return Promise.all(contexts.map((context) => context.watch()));
}

module.exports = { extension, parts, browser };

if (require.main === module) main().catch(() => process.exit(1));
