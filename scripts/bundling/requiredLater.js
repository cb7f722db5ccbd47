const { basename, extname, resolve } = require('node:path');

/**
 * Makes of a `require()` of another entry, which only runs when it is needed, a `require()` of that entry's bundle. esbuild
 * splits at an `import()` alone, which gives what it loads too late for a getter.
 *
 * @returns {import('esbuild').Plugin}
 */
function requiredLater() {
  const isResolving = {};
  return {
    name: 'required later',
    setup(build) {
      const entries = Object.values(build.initialOptions.entryPoints ?? {}).map((entry) => resolve(entry));
      build.onResolve({ filter: /^\./ }, async ({ path, kind, pluginData, importer, resolveDir }) => {
        if (kind !== 'require-call' || pluginData === isResolving) return undefined;
        const found = await build.resolve(path, { kind, importer, resolveDir, pluginData: isResolving });
        if (!entries.includes(found.path)) return found;
        return { path: `./${basename(found.path, extname(found.path))}.js`, external: true };
      });
    },
  };
}

module.exports = { requiredLater };
