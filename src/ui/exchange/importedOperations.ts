import * as v from 'valibot';
import { defined } from '../../base/defined';
import { ENDPOINT_KINDS } from '../../endpoints/endpoint';
import { type Operation, operationKey } from '../../operations/operation';
import { parseJson } from '../../outside/json';
import { textFrom } from '../../outside/text';
import { EXPORT_VERSION } from './exportedOperations';
import { listOfCsv } from './importCsv';
import { addressOf, fieldsOf } from './importedFields';
import { importedOperation } from './importedOperation';

/** Larger files are not read. The operations of years have some megabytes. */
export const MAX_IMPORTED_BYTES = 10 * 1024 * 1024;
const MAX_IMPORTED_OPERATIONS = 10_000;
const MAX_ENDPOINTS = 1000;
const MAX_ID_CHARACTERS = 100;

/** What a file says of an endpoint. Nothing of it is set up here by itself. */
export interface ImportedEndpoint {
  readonly id: string;
  readonly label: string;
  readonly kind?: (typeof ENDPOINT_KINDS)[number];
  readonly url?: string;
}

/** What a file of exported operations holds. */
export interface ImportedList {
  readonly kind: 'list';
  /** Each once. */
  readonly operations: readonly Operation[];
  readonly endpoints: readonly ImportedEndpoint[];
  /** How many operations could not be read. */
  readonly unreadable: number;
}

/** `newer`: of a later release. `other`: no list of ours. */
type ReadImport = ImportedList | { readonly kind: 'newer' | 'tooMany' | 'other' };

const list = v.object({
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  operations: v.array(v.unknown()),
  endpoints: v.optional(v.array(v.unknown()), []),
});

/**
 * Reads exported operations, as JSON or as a table, which anybody may have written: what they say of themselves is kept, but no file of the other
 * computer, and nothing that only the newer release knows. Videos without an address that is good for us are asked for again.
 *
 * @param now ms since the epoch
 * @throws the reason of `signal` when it was aborted
 */
export async function readImport(text: string, now: number, signal?: AbortSignal): Promise<ReadImport> {
  const plain = text.replace(/^\ufeff/, '');
  const parsed = listOfCsv(plain, MAX_IMPORTED_OPERATIONS + 1) ?? parseJson(plain);
  if (isNewer(parsed)) return { kind: 'newer' };
  const read = v.safeParse(list, parsed);
  if (!read.success) return { kind: 'other' };
  const { operations: given, endpoints } = read.output;
  if (given.length > MAX_IMPORTED_OPERATIONS) return { kind: 'tooMany' };
  const operations = await eachWithPauses(given, (one) => importedOperation(one, now), signal);
  const readable = operations.filter((one) => one !== undefined);
  return {
    kind: 'list',
    operations: [...new Map(readable.map((one) => [operationKey(one), one])).values()],
    endpoints: endpoints.slice(0, MAX_ENDPOINTS).flatMap(importedEndpoint),
    unreadable: operations.length - readable.length,
  };
}

/** A quarter of a millisecond each: other work runs in between. */
const READ_AT_ONCE = 100;

async function eachWithPauses<T, R>(
  items: readonly T[],
  read: (item: T) => R,
  signal?: AbortSignal,
): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += READ_AT_ONCE) {
    results.push(...items.slice(at, at + READ_AT_ONCE).map(read));
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
  }
  return results;
}

function isNewer(parsed: unknown): boolean {
  const { version, operations } = fieldsOf(parsed);
  return typeof version === 'number' && version > EXPORT_VERSION && Array.isArray(operations);
}

const endpointFields = v.object({
  id: v.pipe(v.string(), v.maxLength(MAX_ID_CHARACTERS)),
  label: v.optional(v.string(), ''),
  kind: v.fallback(v.optional(v.picklist(ENDPOINT_KINDS)), undefined),
  url: v.fallback(v.optional(v.string()), undefined),
});

function importedEndpoint(given: unknown): ImportedEndpoint[] {
  const read = v.safeParse(endpointFields, given);
  if (!read.success) return [];
  const { id, label, kind, url } = read.output;
  const shown = textFrom(label, MAX_ID_CHARACTERS) || textFrom(id, MAX_ID_CHARACTERS);
  return [{ id, label: shown, ...defined({ kind, url: addressOf(url) }) }];
}
