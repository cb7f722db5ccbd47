import { posix } from 'node:path';
import type { SourceFile } from './sourceFiles';
import { nameOf, type SyntaxNode } from './syntax';

/** Stands for all exports of a file, as in `import *`, `import()` and `export *`. */
const ALL = '*';

const TYPE_DECLARATIONS = ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration'];
const NAMED_DECLARATIONS = [...TYPE_DECLARATIONS, 'ClassDeclaration'];

/** An import statement: the file and the names that it takes from there. */
interface Import {
  readonly from: string;
  readonly names: readonly string[];
}

/** An export, and who imports it. */
export interface ExportedName {
  readonly path: string;
  readonly name: string;
  readonly isType: boolean;
  readonly importers: readonly string[];
}

/** All exports of `files`, with those of `files` and `others` that import them. */
export function exportedNames(files: readonly SourceFile[], others: readonly SourceFile[]): ExportedName[] {
  const importers = new Map<string, string[]>();
  for (const file of [...files, ...others])
    for (const { from, names } of importsOf(file))
      for (const name of names) addTo(importers, `${from}:${name}`, file.path);
  const importersOf = (path: string, name: string) => importers.get(`${path}:${name}`) ?? [];
  return files.flatMap(({ path, statements }) =>
    statements.flatMap(exportsOf).map(({ name, isType }) => {
      return { path, name, isType, importers: [...importersOf(path, name), ...importersOf(path, ALL)] };
    }),
  );
}

/** A type or a class that several files declare under one name. */
export interface RepeatedName {
  readonly name: string;
  readonly paths: readonly string[];
}

/** The names of types and classes that more than one of the files declares. */
export function repeatedNames(files: readonly SourceFile[]): RepeatedName[] {
  const paths = new Map<string, string[]>();
  for (const { path, statements } of files)
    for (const name of new Set(statements.flatMap(declaredType))) addTo(paths, name, path);
  return [...paths].filter(([, found]) => found.length > 1).map(([name, found]) => ({ name, paths: found }));
}

/** Circles of imports, each as the files that reach one another. Imports of types count, too. */
export function importCircles(files: readonly SourceFile[]): string[][] {
  const imports = new Map(files.map((file) => [file.path, importsOf(file).map(({ from }) => from)]));
  const reached = new Map(files.map(({ path }) => [path, reachedFrom(path, imports)]));
  const inCircle = files.map(({ path }) => path).filter((path) => reached.get(path)?.has(path));
  const circleOf = (path: string) =>
    inCircle.filter((other) => reached.get(path)?.has(other) && reached.get(other)?.has(path));
  return [...new Set(inCircle.map((path) => circleOf(path).join('\n')))].map((circle) => circle.split('\n'));
}

function reachedFrom(path: string, imports: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const next = [...(imports.get(path) ?? [])];
  for (let from = next.pop(); from !== undefined; from = next.pop()) {
    if (reached.has(from)) continue;
    reached.add(from);
    next.push(...(imports.get(from) ?? []));
  }
  return reached;
}

function importsOf({ path, nodes }: SourceFile): Import[] {
  return nodes.flatMap((node) => {
    const source = sourceOf(node);
    if (!source?.startsWith('.')) return [];
    const from = `${posix.join(posix.dirname(path), source)}.ts`;
    return [{ from, names: namesTaken(node) }];
  });
}

/** The module that a statement, an `import()` or a type `import('…')` names. */
function sourceOf(node: SyntaxNode): string | undefined {
  if (node.type === 'CallExpression' && node.callee?.type === 'Import') return nameOf(node.arguments?.[0]);
  if (node.type === 'TSImportType') return nameOf((node.argument ?? node.source) as SyntaxNode);
  return nameOf(node.source);
}

function namesTaken({ specifiers = [] }: SyntaxNode): readonly string[] {
  const names = specifiers.map(({ type, imported, local }) => {
    if (type === 'ImportNamespaceSpecifier') return ALL;
    return type === 'ImportDefaultSpecifier' ? 'default' : (nameOf(imported ?? local) ?? ALL);
  });
  return names.length > 0 ? names : [ALL];
}

function exportsOf({ type, declaration, specifiers = [] }: SyntaxNode): { name: string; isType: boolean }[] {
  if (type === 'ExportDefaultDeclaration') return [{ name: 'default', isType: false }];
  if (type !== 'ExportNamedDeclaration') return [];
  const isType = TYPE_DECLARATIONS.includes(declaration?.type ?? '');
  const declared = declaration?.declarations ?? (declaration ? [declaration] : []);
  const names = [
    ...declared.map(({ id }) => nameOf(id)),
    ...specifiers.map(({ exported }) => nameOf(exported)),
  ];
  return names.flatMap((name) => (name === undefined ? [] : [{ name, isType }]));
}

function declaredType(statement: SyntaxNode): string | [] {
  const { type, id } = statement.declaration ?? statement;
  return NAMED_DECLARATIONS.includes(type) ? (nameOf(id) ?? []) : [];
}

function addTo(map: Map<string, string[]>, key: string, value: string): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}
