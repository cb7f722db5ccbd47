import * as v from 'valibot';
import { type Operation, type OperationId, operationKey } from '../../operations/operation';
import { fromRecord, toRecord } from '../../operations/record';
import { RECORD_VERSION } from '../../operations/recordVersion';
import { parseJson } from '../../outside/json';

/** One line of the archive. `read` validates the record, which takes most of the time. */
type ArchiveLine =
  | { readonly kind: 'kept'; readonly id: OperationId; readonly key: string; read(): Operation | undefined }
  | { readonly kind: 'removed'; readonly key: string }
  | { readonly kind: 'unreadable' };

const id = v.object({ endpoint: v.string(), name: v.string() });
const removal = v.object({ version: v.literal(RECORD_VERSION), removed: id });
const keeping = v.object({ operation: id });

/** The line of an operation: its record, as in the workspace state. */
export function keptLine(operation: Operation): string {
  return JSON.stringify(toRecord(operation));
}

/** The line that says that an operation was removed, so that earlier lines about it no longer count. */
export function removedLine({ endpoint, name }: OperationId): string {
  return JSON.stringify({ version: RECORD_VERSION, removed: { endpoint, name } });
}

/** Twice what a record may have, since JSON writes some characters as six. A longer line is unreadable. */
export const MAX_LINE_CHARACTERS = 128 * 1024;

/** Parses a line. Other releases and programs may have written it. */
export function readLine(text: string): ArchiveLine {
  if (text.length > MAX_LINE_CHARACTERS) return { kind: 'unreadable' };
  const line = parseJson(text);
  if (v.is(keeping, line)) {
    const { operation } = line;
    return { kind: 'kept', id: operation, key: operationKey(operation), read: () => fromRecord(line) };
  }
  if (v.is(removal, line)) return { kind: 'removed', key: operationKey(line.removed) };
  return { kind: 'unreadable' };
}
