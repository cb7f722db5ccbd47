const { readdir, readFile } = require('node:fs/promises');
const { dirname, extname, resolve } = require('node:path');

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
      // A file that is also imported at once may be loaded before its `import()` is resolved.
      build.onStart(async () => {
        for (const path of await laterOf(dirname(paths[0] ?? ''))) importedLater.add(path);
      });
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

/** The sources of a folder that are behind an `import()`. @param {string} folder @returns {Promise<string[]>} */
async function laterOf(folder) {
  const files = await readdir(folder, { recursive: true });
  const sources = files.filter((file) => file.endsWith('.ts')).map((file) => resolve(folder, file));
  const found = sources.map(async (source) => {
    const imports = (await readFile(source, 'utf8')).matchAll(/(?<!typeof )\bimport\(\s*'(\.[^']+)'\s*\)/g);
    return [...imports].map(([, path]) => `${resolve(dirname(source), path ?? '')}.ts`);
  });
  return (await Promise.all(found)).flat();
}

module.exports = { onTopOf };
