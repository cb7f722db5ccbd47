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
  minify: production,
  sourcemap: !production,
  logLevel: 'info',
};

async function main() {
  if (!process.argv.includes('--watch')) return esbuild.build(extension);
  const context = await esbuild.context(extension);
  return context.watch();
}

main().catch(() => process.exit(1));
