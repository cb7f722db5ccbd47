import * as v from 'valibot';
import { MAX_TEXT_LENGTH } from '../../references/textLength';
import { t } from '../language/t';

/** Characters of a path, or of the id of an endpoint. */
const MAX_PATH_CHARACTERS = 4096;

/** Which operations a task waits for. */
type Wanted =
  | { readonly kind: 'running' }
  | { readonly kind: 'latest' }
  | { readonly kind: 'named'; readonly text: string }
  | { readonly kind: 'inFile'; readonly path: string };

/** What a task is to do. */
export interface TaskOrder {
  readonly wanted: Wanted;
  /** The id of an endpoint, for names without an address. */
  readonly endpoint?: string | undefined;
  /** The folder for the videos; undefined where none are to be saved. */
  readonly folder?: string | undefined;
  /** The file for the paths of the saved videos. */
  readonly list?: string | undefined;
}

/** A task's definition as it was read, or why it cannot be. */
type ReadDefinition =
  | { readonly kind: 'order'; readonly order: TaskOrder }
  | { readonly kind: 'refused'; readonly reason: string };

const path = v.optional(v.pipe(v.string(), v.trim(), v.maxLength(MAX_PATH_CHARACTERS)), '');

const DEFINITION = v.object({
  operation: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(MAX_TEXT_LENGTH))),
  file: path,
  endpoint: path,
  download: path,
  list: path,
});

/**
 * Reads the definition of a task, as it stands in `tasks.json` with values in place of the variables. An empty text counts
 * as none, since a variable may have no value, except for `operation`: to wait for something else then would be a surprise.
 */
export function readDefinition(definition: unknown): ReadDefinition {
  const read = v.safeParse(DEFINITION, definition);
  if (!read.success) return refused(faultWords(v.getDotPath(read.issues[0])));
  const { operation, file, endpoint, download, list } = read.output;
  if (operation !== undefined && file !== '') {
    return refused(t('Name the operations in "operation" or in "file" of the task, not in both.'));
  }
  if (operation === '') return refused(t('"operation" of the task is empty. Name an operation there.'));
  if (list !== '' && download === '') return refused(t('"list" of the task needs "download", a folder.'));
  const order = { wanted: wantedBy(operation, file), endpoint: given(endpoint) };
  return { kind: 'order', order: { ...order, folder: given(download), list: given(list) } };
}

function wantedBy(operation: string | undefined, file: string): Wanted {
  if (file !== '') return { kind: 'inFile', path: file };
  if (operation === undefined || operation === 'running') return { kind: 'running' };
  return operation === 'latest' ? { kind: 'latest' } : { kind: 'named', text: operation };
}

function given(text: string): string | undefined {
  return text === '' ? undefined : text;
}

function refused(reason: string): ReadDefinition {
  return { kind: 'refused', reason };
}

function faultWords(property: string | null): string {
  return property === null
    ? t('The definition of the task cannot be read.')
    : t('"{0}" of the task must be a text, and not too long.', property);
}
