import type { ExportedEndpoint, ExportedList, ExportedOperation } from './exportedOperations';
import { guarded } from './formulaGuard';

type CellReader = (operation: ExportedOperation, endpoint: ExportedEndpoint | undefined) => unknown;

/** By their headings, which are those of the exported API where there is one. Videos are one a line. */
const COLUMNS: readonly (readonly [heading: string, read: CellReader])[] = [
  ['label', ({ label }) => label],
  ['prompt', ({ prompt }) => prompt],
  ['state', ({ state }) => state],
  ['model', ({ model }) => model],
  ['endpoint', ({ endpoint }) => endpoint],
  ['name', ({ name }) => name],
  ['trackedAt', ({ trackedAt }) => trackedAt],
  ['startedAt', ({ startedAt }) => startedAt],
  ['finishedAt', ({ finishedAt }) => finishedAt],
  ['seconds', ({ seconds }) => seconds],
  ['size', ({ size }) => size],
  ['cost', ({ cost }) => (cost as { amount?: number } | undefined)?.amount],
  ['currency', ({ cost }) => (cost as { currency?: string } | undefined)?.currency],
  ['errorCode', ({ error }) => error?.code],
  ['errorMessage', ({ error }) => error?.message],
  ['filterReasons', ({ filterReasons }) => joined(filterReasons as readonly string[] | undefined)],
  ['videoIds', ({ videos }) => joined(videos.map(({ videoId = '' }) => videoId))],
  ['videoUris', ({ videos }) => joined(videos.map(({ uri = '' }) => uri))],
  ['endpointKind', (_, endpoint) => endpoint?.kind],
  ['endpointUrl', (_, endpoint) => endpoint?.url],
];

/** Without it, Excel reads a file as of the computer's own code page, and Vietnamese becomes unreadable. */
const BYTE_ORDER_MARK = '\ufeff';

/** Operations as a table (RFC 4180), one a row, for spreadsheets. */
export function csvOf({ operations, endpoints }: Pick<ExportedList, 'operations' | 'endpoints'>): string {
  const headings = COLUMNS.map(([heading]) => heading);
  const rows = operations.map((operation) => {
    const endpoint = endpoints.find(({ id }) => id === operation.endpoint);
    return COLUMNS.map(([, read]) => read(operation, endpoint));
  });
  return BYTE_ORDER_MARK + [headings, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Numbers stay numbers, also negative ones. */
function cell(value: unknown): string {
  if (value === undefined) return '';
  const text = String(value);
  const harmless = typeof value === 'string' ? guarded(text) : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function joined(texts: readonly string[] | undefined): string | undefined {
  return texts?.length ? texts.join('\n') : undefined;
}
