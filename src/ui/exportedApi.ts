import * as v from 'valibot';
import * as vscode from 'vscode';
import { deepFreeze } from '../base/deepFreeze';
import type { Endpoint } from '../endpoints/endpoint';
import {
  LABEL_LENGTH,
  type Operation,
  type OperationId,
  type TrackingDetails,
} from '../operations/operation';
import { readGivenStart } from '../operations/start';
import { oneLine } from '../outside/oneLine';
import { textFrom } from '../outside/text';
import { findReferences, MAX_TEXT_LENGTH } from '../references/reference';
import type { OperationStore } from '../tracking/list/operationStore';
import type { Poller } from '../tracking/polling/poller';
import type { EndpointList } from './endpointList';
import { givenBy, type NamedOperation, type TextInterpreter } from './prompts/textInterpreter';

/** Of an argument that an error quotes. */
const MAX_QUOTED_CHARACTERS = 64;

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

/** The exported API, and its listeners. */
export function createApi(
  store: OperationStore,
  poller: Poller,
  interpreter: TextInterpreter,
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
    async track(text: string, given: TrackOptions = {}) {
      const options = readOptions(given);
      const named = operationsIn(text, options.endpoint, interpreter);
      const own = givenIn(options);
      return store.trackAll(named.map((id) => ({ id, given: { ...detailsOf(id, own), ...own } })));
    },
    async check(operation: OperationId) {
      const id = readId(operation);
      await store.fetch(id);
      return poller.check(id);
    },
    async remove(operation: OperationId) {
      const id = readId(operation);
      await store.fetch(id);
      store.remove([id]);
    },
  });
  return { api, disposable: vscode.Disposable.from(changes, ...listeners) };
}

/** @throws Error */
function readId(given: unknown): OperationId {
  const read = v.safeParse(idSchema, given);
  if (!read.success) throw new Error('An operation is named by two strings, endpoint and name');
  return read.output;
}

/** @throws Error */
function readOptions(given: unknown): v.InferOutput<typeof optionsSchema> {
  const read = v.safeParse(optionsSchema, given);
  if (!read.success) throw new Error('endpoint, label and startedAt must be strings');
  return read.output;
}

/** @throws Error */
function operationsIn(
  text: unknown,
  endpointId: string | undefined,
  interpreter: TextInterpreter,
): readonly NamedOperation[] {
  if (typeof text !== 'string' || text.length > MAX_TEXT_LENGTH) {
    throw new Error(`The text must be a string of at most ${MAX_TEXT_LENGTH} characters`);
  }
  const endpoint = endpointNamed(endpointId, interpreter.endpoints);
  return interpreter.locateAll(findReferences(text), endpoint).operations;
}

/** Undefined if none is named and the default endpoint is meant. @throws Error */
function endpointNamed(endpointId: string | undefined, endpoints: EndpointList): Endpoint | undefined {
  const endpoint = endpointId === undefined ? undefined : endpoints.byId(endpointId);
  if (endpointId !== undefined && !endpoint) {
    throw new Error(`There is no endpoint "${textFrom(endpointId, MAX_QUOTED_CHARACTERS)}"`);
  }
  if (!endpoint && !endpoints.default) throw new Error('The setting veo.endpoint names no endpoint');
  return endpoint;
}

function givenIn({ label = '', startedAt }: v.InferOutput<typeof optionsSchema>): TrackingDetails {
  const name = oneLine(label, LABEL_LENGTH);
  return {
    ...(name !== '' && { label: name }),
    ...(startedAt !== undefined && { startedAt: readGivenStart(startedAt, Date.now()) }),
  };
}

/** A label that the caller gives replaces the one in the text. */
function detailsOf({ label, ...named }: NamedOperation, own: TrackingDetails): TrackingDetails {
  const isTextNeeded = label !== undefined && own.label === undefined;
  return givenBy(isTextNeeded ? { ...named, label } : named, 'api');
}
