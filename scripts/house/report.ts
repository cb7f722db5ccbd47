import { table } from '../tables';
import type { Bundle } from './bundles';
import {
  type House,
  LONG_FUNCTION_LINES,
  longFunctions,
  type RoomSizes,
  roomSizes,
  roomsIn,
  unimported,
} from './measure';

/** How many files a row of the table of words names. */
const MAX_FILES_NAMED = 6;

/** All that was measured in one checkout, as chapters in Markdown. */
export function reportOf(house: House): string {
  return chapters([
    ['Rooms', roomTable(house)],
    [`Functions of more than ${LONG_FUNCTION_LINES} lines`, longFunctionList(house)],
    ['Functions that only forward', forwarderList(house)],
    ['Exports that no other file of `src` imports', exportList(house)],
    ['Types and classes that several files declare under one name', repeatedList(house)],
    ['Words of the old vocabulary', wordTable(house)],
    ['Circles of imports', circleList(house)],
    ['Bundles, minified', bundleTable(house)],
  ]);
}

/** The size of a bundle as a table shows it. */
export function kilobytesOf({ bytes }: Bundle): string {
  return bytes === undefined ? 'not built' : (bytes / 1000).toFixed(1);
}

/** Chapters in Markdown, each below its title. */
export function chapters(all: readonly (readonly [title: string, text: string])[]): string {
  return all.map(([title, text]) => `\n## ${title}\n\n${text}`).join('\n');
}

function roomTable(house: House): string {
  const heads = [
    'room',
    'files',
    'lines',
    'median of a file',
    'files ≤ 30 lines',
    'files > 250 lines',
    'functions',
    'median of a function',
    'of its body',
  ];
  const rows = roomsIn(house).map((room) => roomRow(room, roomSizes(house, room)));
  return table(heads, [...rows, roomRow('**all**', roomSizes(house))]);
}

function roomRow(room: string, sizes: RoomSizes): string[] {
  const { files, lines, medianFile, smallFiles, largeFiles, functions, medianFunction, medianBody } = sizes;
  const figures = [files, lines, medianFile, smallFiles, largeFiles, functions, medianFunction, medianBody];
  return [room, ...figures.map(String)];
}

function longFunctionList(house: House): string {
  const found = longFunctions(house);
  return list(
    `${found.length} of ${house.functions.length}.`,
    found.map(({ name, file, line, lines }) => `\`${name}\` ${file.path}:${line}, ${lines} lines`),
  );
}

function forwarderList({ functions }: House): string {
  const found = functions.filter(({ forwards }) => forwards);
  return list(
    `${found.length} of ${functions.length}.`,
    found.map(({ name, file, line }) => `\`${name}\` ${file.path}:${line}`),
  );
}

function exportList(house: House): string {
  const { values, types, forTests } = unimported(house);
  const counts = `Nobody imports ${values.length} values and ${types.length} types of ${house.exports.length} exports.`;
  return list(`${counts} Only tests and scripts import ${forTests.length}.`, [
    ...values.map(({ name, path }) => `\`${name}\` ${path}`),
    ...types.map(({ name, path }) => `\`${name}\` ${path} (type)`),
    ...forTests.map(({ name, path }) => `\`${name}\` ${path} (tests and scripts)`),
  ]);
}

function repeatedList({ repeated }: House): string {
  return list(
    `${repeated.length}.`,
    repeated.map(({ name, paths }) => `\`${name}\` ${paths.join(', ')}`),
  );
}

function wordTable({ words }: House): string {
  if (words.length === 0) return 'None.';
  const rows = words.map(({ word, names, comments, files }) => {
    const named = files.slice(0, MAX_FILES_NAMED).join(', ');
    const others = files.length - MAX_FILES_NAMED;
    return [word, `${names}`, `${comments}`, others > 0 ? `${named} and ${others} more` : named];
  });
  return table(['word', 'in names', 'in comments', 'where'], rows);
}

function circleList({ circles }: House): string {
  return list(
    `${circles.length}.`,
    circles.map((circle) => circle.join(', ')),
  );
}

function bundleTable({ bundles }: House): string {
  return table(
    ['bundle', 'KB'],
    bundles.map((bundle) => [bundle.name, kilobytesOf(bundle)]),
  );
}

function list(heading: string, items: readonly string[]): string {
  return [heading, '', ...items.map((item) => `- ${item}`)].join('\n').trim();
}
