const { readFileSync } = require('node:fs');

/**
 * CommonJS makes of each `import * as vscode` a copy of several hundred properties, at each start of VS Code. An import of
 * names is none: so all files import the namespace of one module, which imports by name what its declaration has.
 *
 * @returns {import('esbuild').Plugin}
 */
function vscodeByName() {
  return {
    name: 'vscode by name',
    setup(build) {
      build.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
        namespace === 'by name'
          ? { path: 'vscode', external: true }
          : { path: 'vscode', namespace: 'by name' },
      );
      build.onLoad({ filter: /^vscode$/, namespace: 'by name' }, () => ({
        contents: `export { ${declaredNames().join(', ')} } from 'vscode';`,
      }));
    },
  };
}

/** Everything that the module `vscode` has at run time. One tab is the indentation of its own declarations. */
function declaredNames() {
  const declaration = readFileSync(require.resolve('@types/vscode/index.d.ts'), 'utf8');
  const exported = declaration.matchAll(/^\texport (?:namespace|class|enum|const|let|function) (\w+)/gm);
  return [...new Set([...exported].map(([, name]) => name))];
}

module.exports = { vscodeByName };
