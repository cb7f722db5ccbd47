import { table } from '../tables';
import { type House, LONG_FUNCTION_LINES, longFunctions, roomSizes, roomsIn, unimported } from './measure';
import { chapters, kilobytesOf } from './report';

/** Two checkouts side by side, as chapters in Markdown. */
export function comparisonOf(before: House, after: House): string {
  return chapters([
    ['Before and after', figureTable(before, after)],
    ['Lines by room', roomTable(before, after)],
    ['Words of the old vocabulary', wordTable(before, after)],
  ]);
}

function figureTable(before: House, after: House): string {
  const old = new Map(figuresOf(before));
  const now = new Map(figuresOf(after));
  const names = [...new Set([...old.keys(), ...now.keys()])];
  return table(
    ['what', 'before', 'after'],
    names.map((name) => [name, old.get(name) ?? '', now.get(name) ?? '']),
  );
}

function figuresOf(house: House): (readonly [name: string, figure: string])[] {
  const sizes = roomSizes(house);
  const { values, types } = unimported(house);
  const said = house.words.reduce((sum, { names, comments }) => sum + names + comments, 0);
  const counts = [
    ['files', sizes.files],
    ['lines', sizes.lines],
    ['median lines of a file', sizes.medianFile],
    ['files ≤ 30 lines', sizes.smallFiles],
    ['files > 250 lines', sizes.largeFiles],
    ['functions', sizes.functions],
    ['median lines of a function', sizes.medianFunction],
    [`functions of more than ${LONG_FUNCTION_LINES} lines`, longFunctions(house).length],
    ['functions that only forward', house.functions.filter(({ forwards }) => forwards).length],
    ['exported values that nobody imports', values.length],
    ['exported types that nobody imports', types.length],
    ['names of types that several files declare', house.repeated.length],
    ['uses of the old vocabulary', said],
    ['circles of imports', house.circles.length],
  ] as const;
  return [
    ...counts.map(([name, count]) => [name, String(count)] as const),
    ...house.bundles.map((bundle) => [`\`${bundle.name}\`, KB`, kilobytesOf(bundle)] as const),
  ];
}

function roomTable(before: House, after: House): string {
  const rooms = [...new Set([...roomsIn(before), ...roomsIn(after)])].sort();
  const rows = [...rooms, undefined].map((room) => {
    const { lines: old } = roomSizes(before, room);
    const { lines: now } = roomSizes(after, room);
    return [room ?? '**all**', String(old), String(now), percentage(old, now)];
  });
  return table(['room', 'before', 'after', 'change'], rows);
}

function wordTable(before: House, after: House): string {
  const countIn = ({ words }: House, sought: string) => {
    const said = words.find(({ word }) => word === sought);
    return String(said ? said.names + said.comments : 0);
  };
  const words = [...new Set([...before.words, ...after.words].map(({ word }) => word))];
  if (words.length === 0) return 'None.';
  return table(
    ['word', 'before', 'after'],
    words.map((word) => [word, countIn(before, word), countIn(after, word)]),
  );
}

function percentage(old: number, now: number): string {
  if (old === 0) return 'new';
  const change = Math.round((now / old - 1) * 100);
  return `${change > 0 ? '+' : ''}${change} %`;
}
