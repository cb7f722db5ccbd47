import { resolve } from 'node:path';
import { bundleSizes } from './house/bundles';
import { type NamedFunction, namedFunctions } from './house/functions';
import { exportedNames, importCircles } from './house/modules';
import { oldWords } from './house/oldWords';
import { roomOf, type SourceFile, sourceFiles } from './house/sourceFiles';
import { repository } from './repository';
import { table } from './tables';

/** `house.ts [checkout]`: prints as Markdown how `src` is built, of this checkout or of another one. */
async function main(): Promise<void> {
  const root = resolve(process.argv[2] ?? repository);
  const files = sourceFiles(root, 'src');
  const others = ['test', 'scripts'].flatMap((folder) => sourceFiles(root, folder));
  const functions = files.flatMap(namedFunctions);
  const chapters = [
    ['Rooms', roomTable(files, functions)],
    ['Functions that only forward', forwarderList(functions)],
    ['Exports that no other file of `src` imports', exportList(files, others)],
    ['Words of the old vocabulary', wordTable(files, functions)],
    ['Circles of imports', circleList(files)],
    ['Bundles, minified', await bundleTable(root)],
  ];
  for (const [title, text] of chapters) console.log(`\n## ${title}\n\n${text}`);
}

function roomTable(files: readonly SourceFile[], functions: readonly NamedFunction[]): string {
  const rooms = new Set(files.flatMap((file) => [roomOf(file, 1), roomOf(file, 2)]));
  const rows = [...rooms].sort().map((room) => {
    const isIn = (file: SourceFile) => roomOf(file, 1) === room || roomOf(file, 2) === room;
    return roomRow(
      room,
      files.filter(isIn),
      functions.filter(({ file }) => isIn(file)),
    );
  });
  const heads = [
    'room',
    'files',
    'lines',
    'median of a file',
    'files ≤ 30 lines',
    'functions',
    'median of a function',
    'of its body',
  ];
  return table(heads, [...rows, roomRow('**all**', files, functions)]);
}

function roomRow(
  room: string,
  files: readonly SourceFile[],
  functions: readonly NamedFunction[],
): readonly string[] {
  const lines = files.map((file) => file.lines);
  const all = lines.reduce((sum, count) => sum + count, 0);
  const small = lines.filter((count) => count <= 30).length;
  const ofFunctions = median(functions.map((one) => one.lines));
  const ofBodies = median(functions.map((one) => one.bodyLines));
  const figures = [files.length, all, median(lines), small, functions.length, ofFunctions, ofBodies];
  return [room, ...figures.map(String)];
}

function forwarderList(functions: readonly NamedFunction[]): string {
  const found = functions.filter(({ forwards }) => forwards);
  return list(
    `${found.length} of ${functions.length}.`,
    found.map(({ name, file, line }) => `\`${name}\` ${file.path}:${line}`),
  );
}

function exportList(files: readonly SourceFile[], others: readonly SourceFile[]): string {
  const isEntry = (path: string) => path === 'src/extension.ts' || path === 'src/browser.ts';
  const names = exportedNames(files, others).filter(({ path }) => !isEntry(path));
  const unused = names.filter(({ importers }) => importers.length === 0);
  const values = unused.filter(({ isType }) => !isType);
  const types = unused.filter(({ isType }) => isType);
  const foreign = names.filter(({ importers }) => importers.length > 0 && !importers.some(isOfSrc));
  const counts = `Nobody imports ${values.length} values and ${types.length} types of ${names.length} exports.`;
  return list(`${counts} Only tests and scripts import ${foreign.length}.`, [
    ...values.map(({ name, path }) => `\`${name}\` ${path}`),
    ...types.map(({ name, path }) => `\`${name}\` ${path} (type)`),
    ...foreign.map(({ name, path }) => `\`${name}\` ${path} (tests and scripts)`),
  ]);
}

function isOfSrc(path: string): boolean {
  return path.startsWith('src/');
}

function wordTable(files: readonly SourceFile[], functions: readonly NamedFunction[]): string {
  const words = oldWords(files, functions);
  if (words.length === 0) return 'None.';
  const rows = words.map(({ word, names, comments, files: said }) => {
    const where =
      said.length > 6 ? `${said.slice(0, 6).join(', ')} and ${said.length - 6} more` : said.join(', ');
    return [word, `${names}`, `${comments}`, where];
  });
  return table(['word', 'in names', 'in comments', 'where'], rows);
}

function circleList(files: readonly SourceFile[]): string {
  const circles = importCircles(files);
  return list(
    `${circles.length}.`,
    circles.map((circle) => circle.join(', ')),
  );
}

async function bundleTable(root: string): Promise<string> {
  const sizes = await bundleSizes(root);
  return table(
    ['bundle', 'KB'],
    sizes.map(([name, bytes]) => [name, (bytes / 1000).toFixed(1)]),
  );
}

function list(heading: string, items: readonly string[]): string {
  return [heading, '', ...items.map((item) => `- ${item}`)].join('\n').trim();
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

void main();
