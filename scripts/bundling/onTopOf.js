const { readFile } = require('node:fs/promises');
const { extname, resolve } = require('node:path');

/**
 * Tells esbuild that whatever is loaded by an `import()` comes on top of the whole entry, which is there by then. Without
 * that, each set of files that some `import()` shares with the entry would be a chunk of its own, and every start would load
 * all of these.
 *
 * @param {string} entry path of the entry
 * @returns {import('esbuild').Plugin}
 */
function onTopOf(entry) {
  return {
    name: 'on top of the entry',
    setup(build) {
      /** @type {Set<string>} */
      const importedLater = new Set();
      build.onResolve(
        { filter: /./ },
        async ({ path, kind, pluginData, importer, namespace, resolveDir }) => {
          if (kind !== 'dynamic-import' || pluginData === importedLater) return undefined;
          const found = await build.resolve(path, {
            ...{ kind, importer, namespace, resolveDir },
            pluginData: importedLater,
          });
          if (!found.external) importedLater.add(found.path);
          return found;
        },
      );
      build.onLoad({ filter: /\.[cm]?[jt]s$/, namespace: 'file' }, async ({ path }) => {
        if (!importedLater.has(path)) return undefined;
        // On the first line, so that the others keep their numbers.
        const contents = `import ${JSON.stringify(resolve(entry))};${await readFile(path, 'utf8')}`;
        return { contents, loader: extname(path).endsWith('ts') ? 'ts' : 'js' };
      });
    },
  };
}

module.exports = { onTopOf };
