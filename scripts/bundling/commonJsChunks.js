const { basename, dirname, join } = require('node:path');
const esbuild = require('esbuild');
const { withExportsAsObject, withExportsOf } = require('./exportLists');

/**
 * Turns the chunks that esbuild split into CommonJS, which every supported VS Code loads, and through which its proxy
 * settings reach us. Each chunk gets a name that lasts from build to build: that of its entry, of the file behind its
 * `import()`, or of the largest file of those that several chunks share.
 *
 * What others have in common with an entry, esbuild puts into another chunk, and leaves of the entry a file that refers to
 * it. Here these are one, since each file that a start requires costs it half a millisecond.
 *
 * @returns {import('esbuild').Plugin}
 */
function commonJsChunks() {
  return {
    name: 'CommonJS chunks',
    setup(build) {
      const { minify, sourcemap, target, charset } = build.initialOptions;
      build.onEnd(async ({ metafile, outputFiles = [] }) => {
        if (!metafile) return;
        const entries = entriesByChunk(metafile.outputs);
        const emptied = new Set(entries.values());
        const names = chunkNames(metafile.outputs, entries);
        const renamed = (path) => join(dirname(path), names.get(basename(path)) ?? basename(path));
        const textOf = ({ path, text }) => {
          const entry = outputFiles.find((other) => basename(other.path) === entries.get(basename(path)));
          return entry ? withExportsOf(text, entry.text) : text;
        };
        const convert = async (file) => {
          const named = withExportsAsObject(withNames(textOf(file), names));
          const { code } = await esbuild.transform(named, {
            ...{ minify, sourcemap, target, charset },
            format: 'cjs',
            platform: 'node',
            supported: { 'dynamic-import': false },
          });
          return { ...file, path: renamed(file.path), contents: Buffer.from(code), text: code };
        };
        const isFull = (path) => !emptied.has(basename(path));
        const converted = await Promise.all(outputFiles.filter(({ path }) => isFull(path)).map(convert));
        outputFiles.splice(0, outputFiles.length, ...converted);
        const outputs = Object.entries(metafile.outputs).filter(([path]) => isFull(path));
        metafile.outputs = Object.fromEntries(outputs.map(([path, output]) => [renamed(path), output]));
      });
    },
  };
}

/**
 * By the name of each chunk that holds the code of an entry, the name of the file that esbuild left of that entry.
 *
 * @param {import('esbuild').Metafile['outputs']} outputs
 * @returns {Map<string, string>}
 */
function entriesByChunk(outputs) {
  const all = Object.entries(outputs);
  const pairs = all.flatMap(([path, { entryPoint = '', inputs }]) => {
    if (entryPoint in inputs) return [];
    const [holder] = all.find((other) => entryPoint in other[1].inputs) ?? [];
    return holder === undefined ? [] : [/** @type {const} */ ([basename(holder), basename(path)])];
  });
  return new Map(pairs);
}

/**
 * Names of chunks, by those that esbuild gave them. A chunk that holds the code of an entry has the name of that entry.
 *
 * @param {import('esbuild').Metafile['outputs']} outputs
 * @param {ReadonlyMap<string, string>} entries as of `entriesByChunk`
 * @returns {Map<string, string>}
 * @throws Error when two chunks would have the same name
 */
function chunkNames(outputs, entries) {
  const names = new Map(
    Object.entries(outputs).map(([path, { entryPoint, inputs }]) => [
      basename(path),
      `${nameOf(entryPoint ?? largest(inputs))}.js`,
    ]),
  );
  for (const [holder, emptied] of entries) names.set(holder, names.get(emptied) ?? emptied);
  if (new Set(names.values()).size < names.size - entries.size)
    throw new Error(`Chunks of one name: ${[...names.values()]}`);
  return names;
}

/**
 * The largest file of a chunk; a chunk with none holds esbuild's own helpers for imports.
 *
 * @param {import('esbuild').Metafile['outputs'][string]['inputs']} inputs
 */
function largest(inputs) {
  const [first] = Object.entries(inputs).sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput);
  return first?.[0] ?? 'imports';
}

/** The package of a file, or the file without its folder and extension. @param {string} file */
function nameOf(file) {
  const [, inPackage] = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file) ?? [];
  return inPackage?.replace('/', '-') ?? basename(file).replace(/\..*$/, '');
}

/** @param {string} text @param {Map<string, string>} names */
function withNames(text, names) {
  let named = text;
  for (const [before, after] of names) named = named.replaceAll(`"./${before}"`, `"./${after}"`);
  return named;
}

module.exports = { commonJsChunks };
