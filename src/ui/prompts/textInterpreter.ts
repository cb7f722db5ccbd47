import { type Endpoint, SIMULATOR_ID } from '../../endpoints/endpoint';
import { protocolOf } from '../../endpoints/protocol';
import {
  type OperationId,
  operationKey,
  type Source,
  type TrackingDetails,
} from '../../operations/operation';
import { isOfKnownForm } from '../../references/bareId';
import type { ParsedText } from '../../references/parseText';
import type { Reference } from '../../references/reference';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { refusalSentence } from '../messages/refusalWords';

/** An operation that a text names, what the text says about it, and whether its endpoint is only assumed. */
export interface NamedOperation
  extends OperationId,
    Pick<Reference, 'label' | 'prompt'>,
    Pick<TrackingDetails, 'endpointAssumed'> {}

/** Operations of a text, each once, and why others of the text are left out, in words. */
interface LocatedOperations {
  readonly operations: readonly NamedOperation[];
  readonly leftOut: readonly string[];
}

/** What a person's text means: operations; a bare id that lacks its model; or nothing, and why. */
export type Interpretation =
  | ({ readonly kind: 'operations' } & LocatedOperations)
  | { readonly kind: 'bareId'; readonly id: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Finds out which operations a parsed text means, given the endpoints there are and the operations already tracked. */
export class TextInterpreter {
  constructor(
    readonly endpoints: EndpointList,
    readonly store: OperationStore,
  ) {}

  interpret(parsed: ParsedText): Interpretation {
    switch (parsed.kind) {
      case 'bareId':
        return this.trackedBareId(parsed.id) ?? this.newBareId(parsed.id);
      case 'refused':
        return { kind: 'refused', reason: refusalSentence(parsed.reason) };
      case 'references': {
        const located = this.locateAll(parsed.references);
        const [reason = ''] = located.leftOut;
        return located.operations.length > 0
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

  /** The operations of references. Several addresses may lead to one endpoint. @param endpoint as of `locate` */
  locateAll(references: readonly Reference[], endpoint?: Endpoint): LocatedOperations {
    const operations = new Map<string, NamedOperation>();
    const leftOut = new Set<string>();
    for (const reference of references) {
      const located = this.locate(reference, endpoint);
      if (!located) leftOut.add(this.whyNowhere(reference));
      else if (!operations.has(operationKey(located))) operations.set(operationKey(located), located);
    }
    return { operations: [...operations.values()], leftOut: [...leftOut] };
  }

  /**
   * Where a reference belongs: its address says so, else a tracked operation of that name, else it is the default
   * endpoint; and where that does not offer the contract of the name, the only endpoint that does.
   *
   * @param endpoint in place of the tracked operation and of the default endpoint
   */
  locate({ root, ...named }: Reference, endpoint?: Endpoint): NamedOperation | undefined {
    const { name } = named;
    const isCertain = root !== undefined || endpoint !== undefined;
    const tracked = isCertain ? undefined : this.store.list().find((operation) => operation.name === name);
    if (tracked) return { endpoint: tracked.endpoint, ...named, ...assumptionOf(tracked) };
    const found = root === undefined ? (endpoint ?? this.defaultFor(name)) : this.endpoints.at(root);
    if (!found || !canCheck(found, name)) return undefined;
    return { endpoint: found.id, ...named, ...(!isCertain && { endpointAssumed: true }) };
  }

  /** The name of the endpoint at which the operations will be checked; undefined if there are several. */
  destinationOf(interpretation: Interpretation): string | undefined {
    if (interpretation.kind === 'refused') return undefined;
    if (interpretation.kind === 'bareId') return this.endpoints.default?.label;
    const labels = new Set(
      interpretation.operations.map(({ endpoint }) => this.endpoints.byId(endpoint)?.label),
    );
    return labels.size === 1 ? [...labels][0] : undefined;
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
    return { kind: 'operations', operations: [{ endpoint, name }], leftOut: [] };
  }

  /** Only ids of a known form are sent anywhere. The simulator, which runs on this machine, gets any id. */
  private newBareId(id: string): Interpretation {
    const { default: endpoint } = this.endpoints;
    if (!endpoint) return { kind: 'refused', reason: noDefaultWords() };
    if (isOfKnownForm(id) || endpoint.id === SIMULATOR_ID) return { kind: 'bareId', id };
    const reason = t(
      '{0} gives no IDs of this form, so it was not sent there. Paste the whole name, models/{model}/operations/{id}, or the status address.',
      endpoint.label,
    );
    return { kind: 'refused', reason };
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

  private defaultFor(name: string): Endpoint | undefined {
    const { default: endpoint } = this.endpoints;
    if (!endpoint || canCheck(endpoint, name)) return endpoint;
    const able = this.endpoints.all.filter((one) => one.id !== SIMULATOR_ID && canCheck(one, name));
    return able.length === 1 ? able[0] : undefined;
  }

  private whyNowhere({ root }: Reference): string {
    const found = root === undefined ? this.endpoints.default : this.endpoints.at(root);
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

/** What to store about an operation that a text named. */
export function givenBy(named: NamedOperation, source: Source): TrackingDetails {
  const { label, prompt } = named;
  return {
    ...(label !== undefined && { label, labelOrigin: 'text' }),
    ...(prompt !== undefined && { prompt }),
    ...assumptionOf(named),
    source,
  };
}

function assumptionOf({
  endpointAssumed,
}: Pick<TrackingDetails, 'endpointAssumed'>): Pick<TrackingDetails, 'endpointAssumed'> {
  return endpointAssumed ? { endpointAssumed } : {};
}

function hasBareId(name: string, id: string): boolean {
  return name.endsWith(`/operations/${id}`);
}

function noDefaultWords(): string {
  return t(
    'The setting veo.endpoint names none of your endpoints. Correct it, or paste the whole status address.',
  );
}
