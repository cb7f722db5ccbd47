// Bundles the extension into dist/. `--production` minifies and leaves out the source map, `--watch` rebuilds on change.
const esbuild = require('esbuild');

const production = process.argv.includes('--production');

/** @type {import('esbuild').BuildOptions} */
const extension = {
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node22', // VS Code 1.101, the oldest supported, runs extensions on Node 22.15.
  external: ['vscode'],
  alias: {
    // VS Code's proxy and certificate settings reach the modules required by these names only (extensionHost/proxyResolver).
    'node:http': 'http',
    'node:https': 'https',
    // node-fetch carries 60 KB of web streams for Node 16; every Node we run on has its own.
    'web-streams-polyfill/dist/ponyfill.es2018.js': 'node:stream/web',
  },
  minify: production,
  sourcemap: !production,
  logLevel: 'info',
};

async function main() {
  if (!process.argv.includes('--watch')) return esbuild.build(extension);
  const context = await esbuild.context(extension);
  return context.watch();
}

module.exports = { extension };

if (require.main === module) main().catch(() => process.exit(1));
