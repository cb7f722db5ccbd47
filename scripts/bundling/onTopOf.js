const { readdir, readFile } = require('node:fs/promises');
const { dirname, extname, join, resolve } = require('node:path');

/** An `import()` of a file of ours that runs; not one of types. */
const IMPORTED_LATER = /(?<!\btypeof )\bimport\('(\.[^']+)'\)/g;

/**
 * Tells esbuild that whatever is loaded by an `import()` comes on top of all entries, and each entry on top of those before it,
 * which are there by then. Without that, each set of files that some of them share would be a chunk of its own, and every
 * start would load all of these.
 *
 * @param {readonly string[]} entries paths, in the folder of all sources or below it
 * @param {string} sources the path of that folder
 * @returns {import('esbuild').Plugin}
 */
function onTopOf(entries, sources) {
  const paths = entries.map((entry) => resolve(entry));
  return {
    name: 'on top of the entry',
    setup(build) {
      /** @type {Set<string>} */
      const importedLater = new Set();
      // Known before anything is loaded: a file may be reached by an `import` first, and by an `import()` later.
      build.onStart(async () => {
        for (const path of await importedLaterIn(sources)) importedLater.add(path);
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

/** The paths of the files that the sources in a folder load by `import()`. @param {string} folder */
async function importedLaterIn(folder) {
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => name.endsWith('.ts')).map((name) => resolve(folder, name));
  const found = files.map(async (file) => {
    const matches = [...(await readFile(file, 'utf8')).matchAll(IMPORTED_LATER)];
    return matches.map(([, path = '']) => `${join(dirname(file), path)}.ts`);
  });
  return (await Promise.all(found)).flat();
}

module.exports = { onTopOf };
