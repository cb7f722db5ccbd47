/** The last statement of a chunk that esbuild split, before the comment with its source map: all that the chunk exports. */
const EXPORTS = /export\s*\{([^{}]*)\};?(?=\s*(?:\/\/[^\n]*\s*)?$)/;

/**
 * Replaces the export at the end of a chunk by an object. esbuild would define a getter for each of some hundred exports,
 * which takes a tenth of a start. Nothing that a chunk exports is assigned again once the chunk is loaded.
 *
 * @param {string} text
 */
function withExportsAsObject(text) {
  return text.replace(EXPORTS, (_all, list) => {
    const pairs = pairsOf(list).map(([local, exported]) => `${exported}: ${local}`);
    return `module.exports = { __esModule: true, ${pairs.join(', ')} };`;
  });
}

/**
 * Adds to the exports of a chunk what an entry exports of it, under the entry's names.
 *
 * @param {string} chunk
 * @param {string} entry imports from that chunk, and exports, but has no code of its own
 */
function withExportsOf(chunk, entry) {
  const [, list = ''] = EXPORTS.exec(chunk) ?? [];
  const locals = new Map(pairsOf(list).map(([local, exported]) => [exported, local]));
  const [, imports = ''] = /import\s*\{([^{}]*)\}\s*from/.exec(entry) ?? [];
  const imported = new Map(pairsOf(imports).map(([theirs, local]) => [local, theirs]));
  const [, exports = ''] = EXPORTS.exec(entry) ?? [];
  for (const [local, exported] of pairsOf(exports)) {
    locals.set(exported, locals.get(imported.get(local) ?? '') ?? local);
  }
  const all = [...locals].map(([exported, local]) => `${local} as ${exported}`);
  return chunk.replace(EXPORTS, () => `export { ${all.join(', ')} };`);
}

/** The names of a list such as `a, b as c`: each before and behind `as`. @param {string} list */
function pairsOf(list) {
  return list.split(',').flatMap((item) => {
    const [, before, behind = before] = /^\s*(\S+)(?:\s+as\s+(\S+))?\s*$/.exec(item) ?? [];
    return before === undefined || behind === undefined ? [] : [/** @type {const} */ ([before, behind])];
  });
}

module.exports = { withExportsAsObject, withExportsOf };
