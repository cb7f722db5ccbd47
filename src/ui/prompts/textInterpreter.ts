import { type Endpoint, SIMULATOR_ID } from '../../endpoints/endpoint';
import { protocolOf } from '../../endpoints/protocol';
import { isNameSegment } from '../../operations/name';
import type { OperationId } from '../../operations/operation';
import { isOfKnownForm } from '../../references/bareId';
import type { ParsedText } from '../../references/parseText';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { refusalSentence } from '../messages/refusalWords';
import { IdForms } from './idForms';
import { type LocatedOperations, noDefaultWords, ReferenceLocator } from './referenceLocator';

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
  readonly locator: ReferenceLocator;
  private readonly idForms = new IdForms();

  constructor(
    readonly endpoints: EndpointList,
    readonly store: OperationStore,
  ) {
    this.locator = new ReferenceLocator(endpoints, store, this.idForms);
  }

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
        const located = this.locator.locateAll(parsed.references);
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
    return this.locator.recentFirst(certain);
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
}

/** Whether an endpoint can be asked about operations of such a name. */
export function canCheck(endpoint: Endpoint, name: string): boolean {
  return protocolOf(endpoint, name) !== undefined;
}

function hasBareId(name: string, id: string): boolean {
  return name === id || name.endsWith(`/operations/${id}`);
}
