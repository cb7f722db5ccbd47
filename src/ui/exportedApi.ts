import * as vscode from 'vscode';
import { deepFreeze } from '../base/deepFreeze';
import { defined } from '../base/defined';
import { DisposableStore } from '../base/disposableStore';
import type { Late } from '../base/late';
import type { Operation, OperationId } from '../operations/operation';
import { MAX_TEXT_LENGTH } from '../references/textLength';
import type { OperationStore } from '../tracking/list/operationStore';

interface TrackOptions {
  endpoint?: string;
  label?: string;
  startedAt?: string;
}

/** Options of `track`, as they were read. */
export type ReadOptions = Readonly<TrackOptions>;

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
   * its label, unless it has one. A job that may belong to several endpoints is tracked at the default one if that can check
   * it, and else left out, like one at the address of no endpoint.
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
 * @param list read when another extension looks at it
 * @param load what answers requests
 */
export function createApi(
  list: Pick<Late<{ readonly store: OperationStore }>, 'get' | 'whenMade'>,
  load: () => Promise<ApiRequests>,
): { readonly api: VeoOperationsApi; readonly disposable: vscode.Disposable } {
  const changes = new vscode.EventEmitter<readonly Operation[]>();
  const disposables = new DisposableStore(changes);
  list.whenMade(({ store }) => {
    disposables.add(
      store.onDidChange((all) => changes.fire(deepFreeze(all.flatMap(({ after }) => after ?? [])))),
    );
    disposables.add(store.onDidArchive(() => changes.fire(deepFreeze([]))));
  });
  const api: VeoOperationsApi = Object.freeze({
    version: 1 as const,
    get operations() {
      return deepFreeze([...list.get().store.list()]);
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
  return { api, disposable: disposables };
}

/** @throws Error */
function readText(text: unknown): string {
  if (isText(text)) return text;
  throw new Error(`The text must be a string of at most ${MAX_TEXT_LENGTH} characters`);
}

/** Copies what it reads: another extension may change its objects, or have getters, at any time. @throws Error */
function readId(given: unknown): OperationId {
  const { endpoint, name } = fieldsOf(given);
  if (isText(endpoint) && isText(name)) return { endpoint, name };
  throw new Error('An operation is named by two strings, endpoint and name');
}

/** Copies as `readId` does. @throws Error */
function readOptions(given: unknown): ReadOptions {
  const { endpoint, label, startedAt } = fieldsOf(given);
  const options = defined({ endpoint, label, startedAt });
  const isObject = typeof given === 'object' && given !== null;
  if (isObject && Object.values(options).every(isText)) return options as ReadOptions;
  throw new Error('endpoint, label and startedAt must be strings');
}

function fieldsOf(given: unknown): Readonly<Record<string, unknown>> {
  return (given ?? {}) as Readonly<Record<string, unknown>>;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_TEXT_LENGTH;
}
