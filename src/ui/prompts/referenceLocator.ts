import { type Endpoint, originOf, SIMULATOR_ID } from '../../endpoints/endpoint';
import { nameFormOf } from '../../operations/name';
import { operationKey } from '../../operations/operation';
import type { Reference } from '../../references/reference';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { type IdForms, speaksOf } from './idForms';
import { assumptionOf, type NamedOperation, operationAt } from './namedOperation';

/** Where a reference belongs. `choice`: only the person knows which; `newAddress`: at an endpoint that is not there yet. */
type Location =
  | { readonly kind: 'at'; readonly operation: NamedOperation }
  | { readonly kind: 'choice'; readonly endpoints: readonly Endpoint[] }
  | { readonly kind: 'newAddress'; readonly root: string }
  | { readonly kind: 'nowhere' };

/** A reference about which the person has to be asked. */
export interface OpenReference {
  readonly reference: Reference;
  readonly location: Extract<Location, { kind: 'choice' | 'newAddress' }>;
}

/** Operations of a text, each once; references about which the person has to be asked; and why others are left out. */
export interface LocatedOperations {
  readonly operations: readonly NamedOperation[];
  readonly open: readonly OpenReference[];
  readonly leftOut: readonly string[];
}

/** Finds out at which endpoint the jobs are that a text names. */
export class ReferenceLocator {
  constructor(
    private readonly endpoints: EndpointList,
    private readonly store: OperationStore,
    private readonly idForms: IdForms,
  ) {}

  /** The operations of references. Several addresses may lead to one endpoint. @param endpoint as of `locationOf` */
  locateAll(references: readonly Reference[], endpoint?: Endpoint): LocatedOperations {
    const operations = new Map<string, NamedOperation>();
    const open: OpenReference[] = [];
    const leftOut = new Set<string>();
    for (const reference of references) {
      const location = this.locationOf(reference, endpoint);
      if (location.kind === 'at') addNew(operations, location.operation);
      else if (location.kind === 'nowhere') leftOut.add(this.whyNowhere(reference));
      else open.push({ reference, location });
    }
    return { operations: [...operations.values()], open, leftOut: [...leftOut] };
  }

  /**
   * The same without references about which the person would have to be asked: what may be at several endpoints is taken
   * to be at the default one, or else left out, as what is at an unknown address.
   */
  settled({ operations, open, leftOut }: LocatedOperations): LocatedOperations {
    const all = new Map(operations.map((one) => [operationKey(one), one]));
    const reasons = new Set(leftOut);
    for (const { reference, location } of open) {
      const { default: endpoint } = this.endpoints;
      const isAtDefault = location.kind === 'choice' && endpoint && speaksOf(endpoint, reference);
      if (isAtDefault) addNew(all, { ...operationAt(endpoint, reference), endpointAssumed: true });
      else reasons.add(location.kind === 'choice' ? whichWords() : this.whyNowhere(reference));
    }
    return { operations: [...all.values()], open: [], leftOut: [...reasons] };
  }

  /**
   * Where a reference belongs: its address says so, else a tracked operation of that name, else the endpoint whose ids look
   * so; for a name that shows its form, the default endpoint comes first.
   *
   * @param endpoint in place of the tracked operation and of the default endpoint
   */
  private locationOf(reference: Reference, endpoint?: Endpoint): Location {
    const { root, name } = reference;
    if (root !== undefined) return this.locationAt(root, reference);
    if (endpoint) return speaksOf(endpoint, reference) ? at(operationAt(endpoint, reference)) : NOWHERE;
    const tracked = this.store.list().find((operation) => operation.name === name);
    if (tracked) return at({ ...operationAt({ id: tracked.endpoint }, reference), ...assumptionOf(tracked) });
    const [home, ...others] = this.homesOf(reference);
    if (!home) return NOWHERE;
    if (others.length > 0) return { kind: 'choice', endpoints: this.recentFirst([home, ...others]) };
    return at({ ...operationAt(home, reference), endpointAssumed: true });
  }

  private locationAt(root: string, reference: Reference): Location {
    const { all } = this.endpoints;
    const { origin } = new URL(root);
    const there = [this.endpoints.at(root), ...all.filter((one) => originOf(one) === origin)];
    const found = there.find((one) => one && speaksOf(one, reference));
    if (found) return at(operationAt(found, reference));
    return there[0] ? NOWHERE : { kind: 'newAddress', root };
  }

  /** The endpoints to which a reference without an address may belong. */
  private homesOf(reference: Reference): readonly Endpoint[] {
    const { default: endpoint, all } = this.endpoints;
    const isTried = reference.shape === undefined || endpoint?.id === SIMULATOR_ID;
    if (!endpoint) return [];
    if (isTried && speaksOf(endpoint, reference)) return [endpoint];
    return this.idForms.likely(
      reference,
      all.filter(({ id }) => id !== SIMULATOR_ID),
    );
  }

  /** Endpoints in the order in which they were used last. */
  recentFirst(endpoints: readonly Endpoint[]): readonly Endpoint[] {
    const last = new Map<string, string>();
    for (const { endpoint, trackedAt } of this.store.list()) {
      if (trackedAt > (last.get(endpoint) ?? '')) last.set(endpoint, trackedAt);
    }
    return [...endpoints].sort((a, b) => (last.get(b.id) ?? '').localeCompare(last.get(a.id) ?? ''));
  }

  private whyNowhere({ name, root }: Reference): string {
    const found = root === undefined ? this.endpoints.default : this.endpoints.at(root);
    if (found && nameFormOf(name) !== 'videos') {
      return t(
        '{0} has no operations with such a name. Add the endpoint that has with Select Endpoint….',
        found.label,
      );
    }
    if (found) {
      return t(
        '{0} does not know IDs that begin with video_: they belong to a gateway. Choose yours with Select Endpoint….',
        found.label,
      );
    }
    if (root === undefined) return noDefaultWords();
    return t(
      '{0} is none of your endpoints. Add it with Select Endpoint… if you trust it with your API key.',
      new URL(root).host,
    );
  }
}

const NOWHERE: Location = { kind: 'nowhere' };

function at(operation: NamedOperation): Location {
  return { kind: 'at', operation };
}

function addNew(operations: Map<string, NamedOperation>, one: NamedOperation): void {
  if (!operations.has(operationKey(one))) operations.set(operationKey(one), one);
}

function whichWords(): string {
  return t('It may belong to several of your endpoints. Paste its status address, which tells which.');
}

/** That there is no default endpoint, and what to do. */
export function noDefaultWords(): string {
  return t(
    'The setting veo.endpoint names none of your endpoints. Correct it, or paste the whole status address.',
  );
}
