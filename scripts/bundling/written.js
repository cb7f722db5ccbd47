const { mkdir, writeFile } = require('node:fs/promises');
const { dirname, relative } = require('node:path');

/**
 * Writes what was built, after the other plugins have had it, and prints its size.
 *
 * @param {{ list: boolean }} options `list`: prints which files are in each bundle, too, with the bytes that esbuild made of
 * them
 * @returns {import('esbuild').Plugin}
 */
function written({ list }) {
  return {
    name: 'written',
    setup(build) {
      build.onEnd(async ({ outputFiles = [], metafile }) => {
        for (const { path, contents } of outputFiles) {
          await mkdir(dirname(path), { recursive: true });
          await writeFile(path, contents);
          const name = relative(process.cwd(), path);
          console.log(`${name.padEnd(24)} ${kilobytes(contents.length)}`);
          if (list) printFiles(metafile?.outputs[name]?.inputs);
        }
      });
    },
  };
}

/** @param {import('esbuild').Metafile['outputs'][string]['inputs'] | undefined} inputs */
function printFiles(inputs = {}) {
  const bySize = Object.entries(inputs).sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput);
  for (const [file, { bytesInOutput }] of bySize) console.log(`  ${kilobytes(bytesInOutput)}  ${file}`);
}

/** @param {number} bytes */
function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(6)} KB`;
}

module.exports = { written };
