const { readFile } = require('node:fs/promises');
const { extname, resolve } = require('node:path');

/**
 * Tells esbuild that whatever is loaded by an `import()` comes on top of all entries, and each entry on top of those before it,
 * which are there by then. Without that, each set of files that some of them share would be a chunk of its own, and every
 * start would load all of these.
 *
 * @param {readonly string[]} entries paths
 * @returns {import('esbuild').Plugin}
 */
function onTopOf(entries) {
  const paths = entries.map((entry) => resolve(entry));
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
        const below = importedLater.has(path) ? paths : paths.slice(0, Math.max(paths.indexOf(path), 0));
        if (below.length === 0) return undefined;
        // On the first line, so that the others keep their numbers.
        const imports = below.map((entry) => `import ${JSON.stringify(entry)};`).join('');
        const contents = imports + (await readFile(path, 'utf8'));
        return { contents, loader: extname(path).endsWith('ts') ? 'ts' : 'js' };
      });
    },
  };
}

module.exports = { onTopOf };
