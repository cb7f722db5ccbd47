import { type Endpoint, originOf, SIMULATOR_ID } from '../../endpoints/endpoint';
import { protocolOf } from '../../endpoints/protocol';
import { isNameSegment, nameFormOf } from '../../operations/name';
import {
  type OperationId,
  operationKey,
  type Source,
  type TrackingDetails,
} from '../../operations/operation';
import { readGivenStart } from '../../operations/start';
import { isOfKnownForm } from '../../references/bareId';
import type { ParsedText } from '../../references/parseText';
import type { Reference } from '../../references/reference';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { refusalSentence } from '../messages/refusalWords';
import { IdForms, speaksOf } from './idForms';

/** An operation that a text names, what the text says about it, and whether its endpoint is only assumed. */
export interface NamedOperation
  extends OperationId,
    Omit<Reference, 'name' | 'root' | 'shape'>,
    Pick<TrackingDetails, 'endpointAssumed'> {}

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
interface LocatedOperations {
  readonly operations: readonly NamedOperation[];
  readonly open: readonly OpenReference[];
  readonly leftOut: readonly string[];
}

/**
 * What a person's text means: operations; a bare id, which may be one of some endpoints' (`homes`) or of the default one,
 * which then needs its model; or nothing, and why.
 */
export type Interpretation =
  | ({ readonly kind: 'operations' } & LocatedOperations)
  | {
      readonly kind: 'bareId';
      readonly id: string;
      readonly homes: readonly Endpoint[];
      readonly needsModel: boolean;
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** Finds out which operations a parsed text means, given the endpoints there are and the operations already tracked. */
export class TextInterpreter {
  private readonly idForms = new IdForms();

  constructor(
    readonly endpoints: EndpointList,
    readonly store: OperationStore,
  ) {}

  /** Loads what is known of the ids of services. Before that, more endpoints than needed may seem likely. */
  prepare(): Promise<void> {
    return this.idForms.load(this.endpoints.all);
  }

  interpret(parsed: ParsedText): Interpretation {
    switch (parsed.kind) {
      case 'bareId':
        return this.trackedBareId(parsed.id) ?? this.newBareId(parsed.id);
      case 'refused':
        return { kind: 'refused', reason: refusalSentence(parsed.reason) };
      case 'references': {
        const located = this.locateAll(parsed.references);
        const [reason = ''] = located.leftOut;
        return located.operations.length + located.open.length > 0
          ? { kind: 'operations', ...located }
          : { kind: 'refused', reason };
      }
    }
  }

  /**
   * Like `interpret`, after the operations that only the archive knows are back in the list. An archive that cannot be
   * read counts as empty.
   */
  async interpretWithArchive(parsed: ParsedText): Promise<Interpretation> {
    await this.prepare();
    const isWanted = this.unlistedIn(parsed);
    if (isWanted) await this.store.find(isWanted).catch(() => undefined);
    return this.interpret(parsed);
  }

  /** Whether a text that was typed into the filter of a list is meant to name operations. */
  namesOperations(parsed: ParsedText): boolean {
    const interpretation = this.interpret(parsed);
    if (interpretation.kind === 'bareId') return this.isLikelyId(interpretation.id);
    return interpretation.kind === 'operations';
  }

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
  private recentFirst(endpoints: readonly Endpoint[]): readonly Endpoint[] {
    const last = new Map<string, string>();
    for (const { endpoint, trackedAt } of this.store.list()) {
      if (trackedAt > (last.get(endpoint) ?? '')) last.set(endpoint, trackedAt);
    }
    return [...endpoints].sort((a, b) => (last.get(b.id) ?? '').localeCompare(last.get(a.id) ?? ''));
  }

  /** The name of the endpoint at which the operations will be checked; undefined if there are several. */
  destinationOf(interpretation: Interpretation): string | undefined {
    const labels = new Set(this.destinationsOf(interpretation).map((endpoint) => endpoint?.label));
    return labels.size === 1 ? [...labels][0] : undefined;
  }

  private destinationsOf(interpretation: Interpretation): readonly (Endpoint | undefined)[] {
    switch (interpretation.kind) {
      case 'refused':
        return [];
      case 'bareId':
        return [...interpretation.homes, ...(interpretation.needsModel ? [this.endpoints.default] : [])];
      case 'operations':
        return interpretation.operations.map(({ endpoint }) => this.endpoints.byId(endpoint));
    }
  }

  /** Whether a bare id likely belongs to an operation: it is no word, and not the id of a listed video. */
  isLikelyId(id: string): boolean {
    if (this.isTrackedId(id)) return true;
    const videos = this.store.list().flatMap((operation) => operation.videos);
    return isOfKnownForm(id) && /\d/.test(id) && videos.every(({ videoId }) => videoId !== id);
  }

  /** Whether a bare id belongs to an operation in the list. */
  isTrackedId(id: string): boolean {
    return this.trackedBareId(id) !== undefined;
  }

  /** A bare id of a tracked operation needs no model. */
  private trackedBareId(id: string): Interpretation | undefined {
    const tracked = this.store.list().find(({ name }) => hasBareId(name, id));
    if (!tracked) return undefined;
    const { endpoint, name } = tracked;
    return { kind: 'operations', operations: [{ endpoint, name }], open: [], leftOut: [] };
  }

  /** Only ids of a form that an endpoint gives are sent there. The simulator, which runs on this machine, gets any id. */
  private newBareId(id: string): Interpretation {
    const { default: endpoint } = this.endpoints;
    if (!endpoint) return { kind: 'refused', reason: noDefaultWords() };
    const homes = this.homesOfBareId(id);
    const mayBeGemini = isOfKnownForm(id) || (endpoint.id === SIMULATOR_ID && isNameSegment(id));
    const needsModel = mayBeGemini && canCheck(endpoint, `models/m/operations/${id}`);
    if (needsModel || homes.length > 0) return { kind: 'bareId', id, homes, needsModel };
    return { kind: 'refused', reason: this.whyNotSent(id, endpoint) };
  }

  /** A gateway may give ids of any form; of a service it is known which. */
  private whyNotSent(id: string, endpoint: Endpoint): string {
    const mayGiveAny = endpoint.kind === 'videos' || endpoint.kind === 'described';
    return mayGiveAny && this.idForms.fitOf(endpoint, id) === 'possible'
      ? t(
          'Which IDs {0} gives is not known, so it was not sent there. Paste the status address, or the whole answer to the start.',
          endpoint.label,
        )
      : t(
          '{0} gives no IDs of this form, so it was not sent there. Paste the whole name, models/{model}/operations/{id}, or the status address.',
          endpoint.label,
        );
  }

  /** Endpoints that are known for such ids. It may be a password, so others are not thought of. */
  private homesOfBareId(id: string): readonly Endpoint[] {
    const certain = this.endpoints.all.filter(
      (one) => one.id !== SIMULATOR_ID && canCheck(one, id) && this.idForms.fitOf(one, id) === 'certain',
    );
    return this.recentFirst(certain);
  }

  /** Matches what a text names without its endpoint and the list does not hold; undefined if there is no such operation. */
  private unlistedIn(parsed: ParsedText): ((id: OperationId) => boolean) | undefined {
    if (parsed.kind === 'refused') return undefined;
    if (parsed.kind === 'bareId') {
      return this.isTrackedId(parsed.id) ? undefined : ({ name }) => hasBareId(name, parsed.id);
    }
    const listed = new Set(this.store.list().map(({ name }) => name));
    const unlisted = parsed.references.filter(({ name, root }) => root === undefined && !listed.has(name));
    const names = new Set(unlisted.map(({ name }) => name));
    return names.size > 0 ? ({ name }) => names.has(name) : undefined;
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

/** Whether an endpoint can be asked about operations of such a name. */
export function canCheck(endpoint: Endpoint, name: string): boolean {
  return protocolOf(endpoint, name) !== undefined;
}

/** What to store about an operation that a text named. @param now ms since the epoch */
export function givenBy(named: NamedOperation, source: Source, now = Date.now()): TrackingDetails {
  const { endpoint: _, name: __, label, startedAt, endpointAssumed: ___, ...told } = named;
  const start = startedAt === undefined ? undefined : possibleStart(startedAt, now);
  return {
    ...told,
    ...(label !== undefined && { label, labelOrigin: 'text' }),
    ...(start !== undefined && { startedAt: start }),
    ...assumptionOf(named),
    source,
  };
}

/** A start that an answer told, unless it lies in the future or long ago. */
function possibleStart(told: string, now: number): string | undefined {
  try {
    return readGivenStart(told, now);
  } catch {
    return undefined;
  }
}

function assumptionOf({
  endpointAssumed,
}: Pick<TrackingDetails, 'endpointAssumed'>): Pick<TrackingDetails, 'endpointAssumed'> {
  return endpointAssumed ? { endpointAssumed } : {};
}

function hasBareId(name: string, id: string): boolean {
  return name === id || name.endsWith(`/operations/${id}`);
}

const NOWHERE: Location = { kind: 'nowhere' };

function at(operation: NamedOperation): Location {
  return { kind: 'at', operation };
}

/** An operation that a reference names, at this endpoint. */
export function operationAt({ id }: Pick<Endpoint, 'id'>, reference: Reference): NamedOperation {
  const { root: _, shape: __, ...named } = reference;
  return { endpoint: id, ...named };
}

function addNew(operations: Map<string, NamedOperation>, one: NamedOperation): void {
  if (!operations.has(operationKey(one))) operations.set(operationKey(one), one);
}

function whichWords(): string {
  return t('It may belong to several of your endpoints. Paste its status address, which tells which.');
}

function noDefaultWords(): string {
  return t(
    'The setting veo.endpoint names none of your endpoints. Correct it, or paste the whole status address.',
  );
}
