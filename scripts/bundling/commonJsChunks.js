const { basename, dirname, join } = require('node:path');
const esbuild = require('esbuild');

/**
 * Turns the chunks that esbuild split into CommonJS, which every supported VS Code loads, and through which its proxy
 * settings reach us. Each chunk gets a name that lasts from build to build: that of the file behind its `import()`, or of
 * the largest file of those that several chunks share.
 *
 * @param {Readonly<Record<string, string>>} sharedNames by the path of each entry, the name of the chunk that holds its own code
 * @returns {import('esbuild').Plugin}
 */
function commonJsChunks(sharedNames) {
  return {
    name: 'CommonJS chunks',
    setup(build) {
      const { minify, sourcemap, target, charset } = build.initialOptions;
      build.onEnd(async (result) => {
        const { metafile } = result;
        if (!metafile) return;
        const names = chunkNames(metafile.outputs, sharedNames);
        const renamed = (path) => join(dirname(path), names.get(basename(path)) ?? basename(path));
        const convert = async (file) => {
          const named = withExportsAsObject(withNames(file.text, names));
          const { code } = await esbuild.transform(named, {
            ...{ minify, sourcemap, target, charset },
            format: 'cjs',
            platform: 'node',
            supported: { 'dynamic-import': false },
          });
          return { ...file, path: renamed(file.path), contents: Buffer.from(code), text: code };
        };
        result.outputFiles = await Promise.all((result.outputFiles ?? []).map(convert));
        const outputs = Object.entries(metafile.outputs).map(([path, output]) => [renamed(path), output]);
        metafile.outputs = Object.fromEntries(outputs);
      });
    },
  };
}

/**
 * Names of chunks, by those that esbuild gave them.
 *
 * @param {import('esbuild').Metafile['outputs']} outputs
 * @param {Readonly<Record<string, string>>} sharedNames as those of `commonJsChunks`
 * @returns {Map<string, string>}
 * @throws Error when two chunks would have the same name
 */
function chunkNames(outputs, sharedNames) {
  const names = new Map();
  for (const [path, { entryPoint, inputs }] of Object.entries(outputs)) {
    const [, sharedName] =
      Object.entries(sharedNames).find(([entry]) => entryPoint !== entry && entry in inputs) ?? [];
    names.set(basename(path), `${sharedName ?? nameOf(entryPoint ?? largest(inputs))}.js`);
  }
  if (new Set(names.values()).size < names.size)
    throw new Error(`Chunks of one name: ${[...names.values()]}`);
  return names;
}

/** @param {import('esbuild').Metafile['outputs'][string]['inputs']} inputs */
function largest(inputs) {
  const [[file = '']] = Object.entries(inputs).sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput);
  return file;
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

/**
 * Replaces the export at the end of a chunk by an object. esbuild would define a getter for each of some hundred exports,
 * which takes a tenth of a start. Nothing that a chunk exports is assigned again once the chunk is loaded.
 *
 * @param {string} text
 */
function withExportsAsObject(text) {
  return text.replace(/export\s*\{([^{}]*)\};?(?=\s*(?:\/\/[^\n]*\s*)?$)/, (_all, list) => {
    const pairs = list.split(',').flatMap((item) => {
      const [, local, exported = local] = /^\s*(\S+)(?:\s+as\s+(\S+))?\s*$/.exec(item) ?? [];
      return local === undefined ? [] : [`${exported}: ${local}`];
    });
    return `module.exports = { __esModule: true, ${pairs.join(', ')} };`;
  });
}

module.exports = { commonJsChunks };
