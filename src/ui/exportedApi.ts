import * as v from 'valibot';
import * as vscode from 'vscode';
import { deepFreeze } from '../base/deepFreeze';
import type { Operation, OperationId } from '../operations/operation';
import { MAX_TEXT_LENGTH } from '../references/textLength';
import type { OperationStore } from '../tracking/list/operationStore';

interface TrackOptions {
  endpoint?: string;
  label?: string;
  startedAt?: string;
}

const asText = v.pipe(v.string(), v.maxLength(MAX_TEXT_LENGTH));
/** The schemas copy what they read: another extension may change its objects, or have getters, at any time. */
const idSchema = v.object({ endpoint: asText, name: asText });
const optionsSchema = v.object({
  endpoint: v.optional(asText),
  label: v.optional(asText),
  startedAt: v.optional(asText),
});

/** Options of `track`, as they were read. */
export type ReadOptions = v.InferOutput<typeof optionsSchema>;

/** What other extensions get from `extensions.getExtension('veo-operations.veo-operations').exports`. */
export interface VeoOperationsApi {
  readonly version: 1;
  /**
   * All running operations, then the last ended ones; frozen, like everything that this API returns. Older ones are not
   * here, but `check` and `remove` find them.
   */
  readonly operations: readonly Operation[];
  /**
   * Fires with the operations that were added or changed. It fires with none when some were only removed, or left the list
   * for the archive of older ones; an operation that comes back from there counts as added.
   */
  readonly onDidChangeOperations: vscode.Event<readonly Operation[]>;
  /**
   * Tracks every operation that a text names: full names, status addresses, JSON answers. The text beside a name becomes
   * its label, unless it has one.
   *
   * @param options `endpoint`: id of the endpoint for names without an address. `label`: in place of the labels in the
   * text. `startedAt`: when the jobs were started, in ISO 8601 with a time zone, for a better forecast of their end; no
   * answer changes it.
   * @throws Error for a text that is too long, an endpoint that does not exist, or a start that is no time, over a
   * minute in the future or over 30 days ago
   */
  track(text: string, options?: TrackOptions): Promise<Operation[]>;
  /**
   * Checks a tracked operation now and resolves with its new state.
   *
   * @throws Error when it is not tracked
   */
  check(operation: { endpoint: string; name: string }): Promise<Operation>;
  /** Removes an operation from the list; does nothing if it is not there. */
  remove(operation: { endpoint: string; name: string }): Promise<void>;
}

/** What the API asks for, once its arguments are read. */
export interface ApiRequests {
  track(text: string, options: ReadOptions): Promise<Operation[]>;
  check(id: OperationId): Promise<Operation>;
  remove(id: OperationId): Promise<void>;
}

/**
 * The exported API, and its listeners. Arguments are read before anything is loaded, since another extension may change
 * them at any time.
 *
 * @param load what answers requests
 */
export function createApi(
  store: OperationStore,
  load: () => Promise<ApiRequests>,
): { readonly api: VeoOperationsApi; readonly disposable: vscode.Disposable } {
  const changes = new vscode.EventEmitter<readonly Operation[]>();
  const listeners = [
    store.onDidChange((all) => changes.fire(deepFreeze(all.flatMap(({ after }) => after ?? [])))),
    store.onDidArchive(() => changes.fire(deepFreeze([]))),
  ];
  const api: VeoOperationsApi = Object.freeze({
    version: 1 as const,
    get operations() {
      return deepFreeze([...store.list()]);
    },
    onDidChangeOperations: changes.event,
    async track(given: string, givenOptions: TrackOptions = {}) {
      const [text, options] = [readText(given), readOptions(givenOptions)];
      return (await load()).track(text, options);
    },
    async check(operation: OperationId) {
      const id = readId(operation);
      return (await load()).check(id);
    },
    async remove(operation: OperationId) {
      const id = readId(operation);
      await (await load()).remove(id);
    },
  });
  return { api, disposable: vscode.Disposable.from(changes, ...listeners) };
}

/** @throws Error */
function readText(text: unknown): string {
  if (typeof text === 'string' && text.length <= MAX_TEXT_LENGTH) return text;
  throw new Error(`The text must be a string of at most ${MAX_TEXT_LENGTH} characters`);
}

/** @throws Error */
function readId(given: unknown): OperationId {
  const read = v.safeParse(idSchema, given);
  if (!read.success) throw new Error('An operation is named by two strings, endpoint and name');
  return read.output;
}

/** @throws Error */
function readOptions(given: unknown): ReadOptions {
  const read = v.safeParse(optionsSchema, given);
  if (!read.success) throw new Error('endpoint, label and startedAt must be strings');
  return read.output;
}
