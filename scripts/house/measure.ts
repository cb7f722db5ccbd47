import { type Bundle, measuredBundles } from './bundles';
import { type NamedFunction, namedFunctions } from './functions';
import { type ExportedName, exportedNames, importCircles, type RepeatedName, repeatedNames } from './modules';
import { oldWords, type SaidWord } from './oldWords';
import { roomOf, type SourceFile, sourceFiles } from './sourceFiles';

/** What `npm run house` measures in one checkout. */
export interface House {
  readonly files: readonly SourceFile[];
  readonly functions: readonly NamedFunction[];
  readonly exports: readonly ExportedName[];
  readonly repeated: readonly RepeatedName[];
  readonly words: readonly SaidWord[];
  readonly circles: readonly (readonly string[])[];
  readonly bundles: readonly Bundle[];
}

/** Sizes of a set of files, such as a room. */
export interface RoomSizes {
  readonly files: number;
  readonly lines: number;
  readonly medianFile: number;
  /** Files of at most 30 lines. */
  readonly smallFiles: number;
  /** Files of more than 250 lines. */
  readonly largeFiles: number;
  readonly functions: number;
  /** From a signature to its closing brace. */
  readonly medianFunction: number;
  readonly medianBody: number;
}

const SMALL_FILE_LINES = 30;
const LARGE_FILE_LINES = 250;
/** A function of more lines is long. */
export const LONG_FUNCTION_LINES = 25;
const ENTRIES = ['src/extension.ts', 'src/browser.ts'];

/** Measures the `src` of a checkout, which has its packages in `node_modules`. */
export async function measureHouse(root: string): Promise<House> {
  const files = sourceFiles(root, 'src');
  const importers = ['test', 'scripts'].flatMap((folder) => sourceFiles(root, folder));
  const functions = files.flatMap(namedFunctions);
  return {
    files,
    functions,
    exports: exportedNames(files, importers).filter(({ path }) => !ENTRIES.includes(path)),
    repeated: repeatedNames(files),
    words: oldWords(files, functions),
    circles: importCircles(files),
    bundles: await measuredBundles(root),
  };
}

/** The sizes of a room, or of all of `src` when none is given. */
export function roomSizes({ files, functions }: House, room?: string): RoomSizes {
  const isIn = (file: SourceFile) => room === undefined || roomsOf(file).includes(room);
  const inRoom = files.filter(isIn);
  const ofRoom = functions.filter(({ file }) => isIn(file));
  const lines = inRoom.map((file) => file.lines);
  return {
    files: inRoom.length,
    lines: lines.reduce((sum, count) => sum + count, 0),
    medianFile: median(lines),
    smallFiles: lines.filter((count) => count <= SMALL_FILE_LINES).length,
    largeFiles: lines.filter((count) => count > LARGE_FILE_LINES).length,
    functions: ofRoom.length,
    medianFunction: median(ofRoom.map((one) => one.lines)),
    medianBody: median(ofRoom.map((one) => one.bodyLines)),
  };
}

/** The rooms of `src` and the rooms in them, sorted by name. */
export function roomsIn({ files }: House): string[] {
  return [...new Set(files.flatMap(roomsOf))].sort();
}

/** Exports that no other file of `src` imports: values and types that nobody does, and those for tests and scripts. */
export function unimported({ exports }: House) {
  const isOfSrc = (path: string) => path.startsWith('src/');
  const unused = exports.filter(({ importers }) => importers.length === 0);
  return {
    values: unused.filter(({ isType }) => !isType),
    types: unused.filter(({ isType }) => isType),
    forTests: exports.filter(({ importers }) => importers.length > 0 && !importers.some(isOfSrc)),
  };
}

/** The long functions, the longest first. */
export function longFunctions({ functions }: House): NamedFunction[] {
  const long = functions.filter(({ lines }) => lines > LONG_FUNCTION_LINES);
  return long.sort((a, b) => b.lines - a.lines);
}

function roomsOf(file: SourceFile): string[] {
  return [roomOf(file, 1), roomOf(file, 2)];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
