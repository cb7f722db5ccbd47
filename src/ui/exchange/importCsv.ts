import Papa from 'papaparse';
import { defined } from '../../base/defined';
import { EXPORT_VERSION } from './exportedOperations';
import { unguarded } from './formulaGuard';

/** A comma as we write it; a semicolon where the decimal sign is a comma, and tabs, as Excel saves a table anew. */
const DELIMITERS = [',', ';', '\t'] as const;
/** Without these columns no operation can be read. */
const NEEDED = ['endpoint', 'name', 'state', 'trackedAt'] as const;
/** Ours have twenty; a person may have added some. */
const MAX_COLUMNS = 100;
const MAX_HEADING_CHARACTERS = 10_000;

/** What a spreadsheet makes of an id that is a long number. The number is lost. */
const ROUNDED_ID = /^\d(?:[.,]\d+)?E\+\d+$/i;
/** A time in UTC, as we write it or as a spreadsheet shows it. */
const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?Z?$/;
/** Where the decimal sign is a comma, a spreadsheet writes numbers so. */
const NUMBER = /^-?\d+(?:[.,]\d+)?$/;

/** A table in the form of an exported list, unchecked. */
interface TableAsList {
  readonly version: typeof EXPORT_VERSION;
  readonly operations: readonly object[];
  /** Empty for a table of release 0.9.0. */
  readonly endpoints: readonly object[];
}

/**
 * Reads a table that `csvOf` has written, or a spreadsheet that saved it anew.
 *
 * @param mostRows further rows are not read
 * @returns undefined where the text is no such table
 */
export function listOfCsv(text: string, mostRows: number): TableAsList | undefined {
  const delimiter = delimiterOf(text);
  if (delimiter === undefined) return undefined;
  const options = { delimiter, preview: mostRows + 1, skipEmptyLines: 'greedy' } as const;
  const [headings = [], ...lines] = Papa.parse<readonly string[]>(text, options).data;
  const columns = headings.slice(0, MAX_COLUMNS).map((heading) => heading.trim());
  const rows = lines.map((cells) => new Map(columns.map((column, at) => [column, cells[at] ?? ''])));
  return { version: EXPORT_VERSION, operations: rows.map(operationOf), endpoints: endpointsOf(rows) };
}

function delimiterOf(text: string): (typeof DELIMITERS)[number] | undefined {
  const [heading = ''] = text.slice(0, MAX_HEADING_CHARACTERS).split(/[\r\n]/, 1);
  return DELIMITERS.find((delimiter) => {
    const columns = heading.split(delimiter).map((column) => column.trim().replace(/^"(.*)"$/, '$1'));
    return NEEDED.every((needed) => columns.includes(needed));
  });
}

/** The cells of a row by their columns. */
type Cells = ReadonlyMap<string, string>;

/** Each once. An endpoint without an address says no more than its id. */
function endpointsOf(rows: readonly Cells[]): object[] {
  const told = rows.map((row) => ({
    id: row.get('endpoint'),
    kind: row.get('endpointKind'),
    url: row.get('endpointUrl'),
  }));
  return [...new Map(told.filter(({ url }) => url).map((one) => [one.id, one])).values()];
}

/** An empty cell says nothing. */
function operationOf(row: Cells): object {
  const cell = (column: string) => unguarded(row.get(column) ?? '').trim() || undefined;
  const number = (column: string) => numberOf(cell(column));
  const time = (column: string) => cell(column)?.replace(TIME, timeInUtc);
  const name = cell('name');
  const amount = number('cost');
  return defined({
    ...{ label: cell('label'), prompt: cell('prompt'), state: cell('state'), model: cell('model') },
    ...{ endpoint: cell('endpoint'), name: name && ROUNDED_ID.test(name) ? undefined : name },
    ...{ trackedAt: time('trackedAt'), startedAt: time('startedAt'), finishedAt: time('finishedAt') },
    ...{ seconds: number('seconds'), size: cell('size') },
    cost: amount === undefined ? undefined : defined({ amount, currency: cell('currency') }),
    error: { code: number('errorCode') ?? cell('errorCode') ?? '', message: cell('errorMessage') ?? '' },
    filterReasons: cell('filterReasons')?.split(/\r?\n/),
    videos: videosOf(row.get('videoUris') ?? '', row.get('videoIds') ?? ''),
  });
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && NUMBER.test(text) ? Number(text.replace(',', '.')) : undefined;
}

function timeInUtc(_: string, day: string, minute: string, second = ':00'): string {
  return `${day}T${minute}${second}Z`;
}

/** One a line. Release 0.9.0 left out the lines of videos without an id or an address. */
function videosOf(uris: string, ids: string): object[] {
  const [uriLines, idLines] = [linesOf(uris), linesOf(ids)];
  const areParallel = uriLines.length === idLines.length;
  return uriLines.map((uri, at) =>
    defined({ uri: uri || undefined, videoId: (areParallel && idLines[at]) || undefined }),
  );
}

function linesOf(cell: string): string[] {
  return cell === '' ? [] : unguarded(cell).split(/\r?\n/);
}
