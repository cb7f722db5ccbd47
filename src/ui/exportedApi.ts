import * as v from 'valibot';
import * as vscode from 'vscode';
import { deepFreeze } from '../base/deepFreeze';
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

/** Characters of what somebody gave that an error repeats. */
const SHOWN_LENGTH = 64;

interface TrackOptions {
  endpoint?: string;
  label?: string;
  startedAt?: string;
}

const asText = v.pipe(v.string(), v.maxLength(MAX_TEXT_LENGTH));
/** What other extensions give is copied when it is read: it may change, and answer differently, at any time. */
const idSchema = v.object({ endpoint: asText, name: asText });
const optionsSchema = v.object({
  endpoint: v.optional(asText),
  label: v.optional(asText),
  startedAt: v.optional(asText),
});

/** What other extensions get from `extensions.getExtension('veo-operations.veo-operations').exports`. */
export interface VeoOperationsApi {
  readonly version: 1;
  /** In listing order: running first; frozen, as all that is given out here. All that run and the last ended ones; the API finds older ones by their names. */
  readonly operations: readonly Operation[];
  /**
   * Fires with the operations that were added or changed; with none when some were only removed, or are listed no more
   * because they are among the older ones now. One of these that is listed again fires as one that was added.
   */
  readonly onDidChangeOperations: vscode.Event<readonly Operation[]>;
  /**
   * Tracks every operation that a text names: full names, status addresses, JSON answers. What stands beside a name is
   * its label, unless it has one.
   *
   * @param options `endpoint`: id of the endpoint for names whose text does not tell. `label`: in place of those in the
   * text. `startedAt`: when the jobs were
   * started, in ISO 8601 with a time zone; the end is then foreseen better. No answer changes it.
   * @throws Error for a text that is too long, an endpoint that does not exist, or a start that is no time, over a
   * minute in the future or over 30 days ago.
   */
  track(text: string, options?: TrackOptions): Promise<Operation[]>;
  /**
   * Checks a tracked operation now and resolves with it as it is then.
   *
   * @throws Error when it is not tracked.
   */
  check(operation: { endpoint: string; name: string }): Promise<Operation>;
  /** Takes an operation out of the list; harmless when it is not there. */
  remove(operation: { endpoint: string; name: string }): Promise<void>;
}

/** The exported API, and what must be disposed with it. */
export function createApi(
  store: OperationStore,
  poller: Poller,
  endpoints: EndpointList,
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
      const named = namedIn(text, options.endpoint, endpoints, interpreter);
      const own = givenIn(options);
      return store.trackAll(named.map((id) => ({ id, given: { ...toldOf(id, own), ...own } })));
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

function namedIn(
  text: string,
  endpointId: string | undefined,
  endpoints: EndpointList,
  interpreter: TextInterpreter,
): readonly NamedOperation[] {
  if (typeof text !== 'string' || text.length > MAX_TEXT_LENGTH) {
    throw new Error(`The text must be a string of at most ${MAX_TEXT_LENGTH} characters`);
  }
  const endpoint = endpointId === undefined ? undefined : endpoints.byId(endpointId);
  if (endpointId !== undefined && !endpoint) {
    throw new Error(`There is no endpoint "${textFrom(endpointId, SHOWN_LENGTH)}"`);
  }
  if (!endpoint && !endpoints.default) throw new Error('The setting veo.endpoint names no endpoint');
  return interpreter.locateAll(findReferences(text), endpoint).operations;
}

function givenIn({ label = '', startedAt }: v.InferOutput<typeof optionsSchema>): TrackingDetails {
  const name = oneLine(label, LABEL_LENGTH);
  return {
    ...(name !== '' && { label: name }),
    ...(startedAt !== undefined && { startedAt: readGivenStart(startedAt, Date.now()) }),
  };
}

/** A label that the caller gives is the word of a person: nothing is left of that in the text. */
function toldOf({ label, ...named }: NamedOperation, own: TrackingDetails): TrackingDetails {
  const isTextNeeded = label !== undefined && own.label === undefined;
  return givenBy(isTextNeeded ? { ...named, label } : named, 'api');
}
