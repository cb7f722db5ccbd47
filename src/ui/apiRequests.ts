import type { Endpoint } from '../endpoints/endpoint';
import { LABEL_LENGTH, type TrackingDetails } from '../operations/operation';
import { readGivenStart } from '../operations/start';
import { oneLine } from '../outside/oneLine';
import { textFrom } from '../outside/text';
import { findReferences } from '../references/reference';
import type { OperationStore } from '../tracking/list/operationStore';
import type { Poller } from '../tracking/polling/poller';
import type { EndpointList } from './endpointList';
import type { ApiRequests, ReadOptions } from './exportedApi';
import { givenBy, type NamedOperation } from './prompts/namedOperation';
import type { ReferenceTracking } from './prompts/referenceTracking';

/** Of an argument that an error quotes. */
const MAX_QUOTED_CHARACTERS = 64;

/** Answers what other extensions ask for. */
export function apiRequests(store: OperationStore, poller: Poller, tracking: ReferenceTracking): ApiRequests {
  return {
    async track(text, options) {
      await tracking.interpreter.prepare();
      const named = operationsIn(text, options.endpoint, tracking);
      const own = givenIn(options);
      return store.trackAll(named.map((id) => ({ id, given: { ...detailsOf(id, own), ...own } })));
    },
    async check(id) {
      await store.fetch(id);
      return poller.check(id);
    },
    async remove(id) {
      await store.fetch(id);
      store.remove([id]);
    },
  };
}

/** @throws Error */
function operationsIn(
  text: string,
  endpointId: string | undefined,
  tracking: ReferenceTracking,
): readonly NamedOperation[] {
  const endpoint = endpointNamed(endpointId, tracking.endpoints);
  return tracking.located(findReferences(text), endpoint).operations;
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

function givenIn({ label = '', startedAt }: ReadOptions): TrackingDetails {
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
