import type { Endpoint } from '../../endpoints/endpoint';
import { readEndpointRoot } from '../../endpoints/endpointRoot';
import { protocolOf } from '../../endpoints/protocol';
import { type Operation, operationKey } from '../../operations/operation';
import { withTrackingDetails } from '../../operations/trackingDetails';
import { textFrom } from '../../outside/text';
import type { ImportedEndpoint, ImportedList } from './importedOperations';

/** Of an id that a file gives without saying more of its endpoint. */
const MAX_SHOWN_CHARACTERS = 64;

/** Operations of an endpoint of a file that is not here. */
export interface Homeless {
  readonly endpoint: ImportedEndpoint;
  readonly operations: readonly Operation[];
}

/** The endpoints here of those of a file, by their ids there; undefined where they are left out. */
export type Homes = ReadonlyMap<string, Endpoint | undefined>;

/**
 * Finds the endpoints of a file among those that are here: by their addresses, since an id may be another server here; by
 * their ids only where the file does not tell an address.
 */
export function homesOf({ operations, endpoints }: ImportedList, present: readonly Endpoint[]): Homes {
  const ids = [...new Set(operations.map(({ endpoint }) => endpoint))];
  return new Map(ids.map((id) => [id, homeOf(endpointInFile(id, endpoints), present)]));
}

function homeOf(told: ImportedEndpoint, present: readonly Endpoint[]): Endpoint | undefined {
  const { id, kind, url } = told;
  const named = present.find((endpoint) => endpoint.id === id);
  const root = rootOf(told);
  if (url === undefined) return named;
  if (named && named.url === root) return named;
  return present.find((endpoint) => endpoint.url === root && endpoint.kind === kind);
}

/** The address of an endpoint of a file, as endpoints are stored here; undefined where it is none that could be asked. */
export function rootOf({ kind, url }: ImportedEndpoint): string | undefined {
  if (kind === undefined || url === undefined) return undefined;
  const root = readEndpointRoot(kind, url);
  return root.kind === 'root' ? root.url : undefined;
}

/** The operations whose endpoints are not here, by endpoint. */
export function homelessIn({ operations, endpoints }: ImportedList, homes: Homes): Homeless[] {
  const missing = [...homes].filter(([, home]) => home === undefined).map(([id]) => id);
  return missing.map((id) => ({
    endpoint: endpointInFile(id, endpoints),
    operations: operations.filter(({ endpoint }) => endpoint === id),
  }));
}

function endpointInFile(id: string, endpoints: readonly ImportedEndpoint[]): ImportedEndpoint {
  return (
    endpoints.find((endpoint) => endpoint.id === id) ?? { id, label: textFrom(id, MAX_SHOWN_CHARACTERS) }
  );
}

/** What an import does. */
export interface ImportPlan {
  /** Not in the list, and not in the archive. */
  readonly added: readonly Operation[];
  /** Those of the list that the file knows more of, as they are now and as they will be. */
  readonly filled: readonly { readonly before: Operation; readonly after: Operation }[];
  /** How many are known here, with or without a change. */
  readonly known: number;
  /** How many have no endpoint here. */
  readonly leftOut: number;
  readonly unreadable: number;
}

interface KnownHere {
  readonly homes: Homes;
  readonly listed: (operation: Operation) => Operation | undefined;
  /** The keys of operations that are in the archive, or in the list. */
  readonly known: ReadonlySet<string>;
}

/** Plans an import: what is known here stays as it is, and gets only what it lacks. No end of a file replaces one of ours. */
export function planImport({ operations, unreadable }: ImportedList, here: KnownHere): ImportPlan {
  const housed = operations.flatMap((operation) => {
    const home = here.homes.get(operation.endpoint);
    return home ? [{ home, operation: { ...operation, endpoint: home.id } }] : [];
  });
  const named = housed.filter(({ home, operation }) => protocolOf(home, operation.name) !== undefined);
  const moved = [...new Map(named.map(({ operation }) => [operationKey(operation), operation])).values()];
  const isKnown = (one: Operation) => here.known.has(operationKey(one)) || here.listed(one) !== undefined;
  return {
    added: moved.filter((one) => !isKnown(one)),
    filled: moved.flatMap((one) => filling(here.listed(one), one)),
    known: moved.filter(isKnown).length,
    leftOut: operations.length - housed.length,
    unreadable: unreadable + housed.length - named.length,
  };
}

/** A label of another list is that of a text: it never replaces one of a person. A start is not taken, or it would count as the person's. */
function filling(before: Operation | undefined, { model, label, prompt, seconds, size }: Operation) {
  if (!before) return [];
  const given = Object.entries({ model, label, prompt, seconds, size }).filter(
    ([, value]) => value !== undefined,
  );
  const details = { ...Object.fromEntries(given), labelOrigin: 'text', endpointAssumed: true } as const;
  const after = withTrackingDetails(before, details);
  return after === before ? [] : [{ before, after }];
}
