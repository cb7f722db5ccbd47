import * as vscode from 'vscode';
import { type Endpoint, offers, SIMULATOR_ID } from '../../endpoints/endpoint';
import { contractOf, isNameSegment } from '../../operations/name';
import {
  type Operation,
  type OperationId,
  operationKey,
  type Source,
  type TrackingDetails,
} from '../../operations/operation';
import { isOfKnownForm } from '../../references/bareId';
import { parseText } from '../../references/parseText';
import type { Reference } from '../../references/reference';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { literally } from '../messages/literalText';
import { shortTitle } from '../messages/names';
import { refusalWords } from '../messages/refusalWords';

/** An operation that a text names, with what the text tells of it, and whether its endpoint is only assumed. */
export interface NamedOperation
  extends OperationId,
    Pick<Reference, 'label' | 'prompt'>,
    Pick<TrackingDetails, 'endpointAssumed'> {}

/**
 * A person's text, understood: operations and their endpoints, and why others of it are left out; a bare id that lacks
 * its model; or why the text is refused.
 */
export type Understood =
  | {
      readonly kind: 'operations';
      readonly operations: readonly NamedOperation[];
      readonly leftOut: readonly string[];
    }
  | { readonly kind: 'bareId'; readonly id: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Models of contract A, the newest first (ai.google.dev/gemini-api/docs/video). */
const KNOWN_MODELS = [
  'veo-3.1-generate-preview',
  'veo-3.1-fast-generate-preview',
  'veo-3.0-generate-001',
  'veo-3.0-fast-generate-001',
  'veo-3.0-generate-preview',
  'veo-2.0-generate-001',
];

/** Understands texts in the light of the endpoints there are and the operations already tracked. */
export class OperationInput {
  constructor(
    private readonly endpoints: EndpointList,
    private readonly store: OperationStore,
  ) {}

  /** @param endpoint for operations whose text does not tell; the default endpoint when not given */
  understand(text: string, endpoint?: Endpoint): Understood {
    const parsed = parseText(text);
    if (parsed.kind === 'bareId') return this.knownBareId(parsed.id) ?? this.newBareId(parsed.id);
    if (parsed.kind === 'refused') return { kind: 'refused', reason: refusalWords(parsed.reason) };
    return this.located(parsed.references, endpoint);
  }

  private located(references: readonly [Reference, ...Reference[]], endpoint?: Endpoint): Understood {
    const operations = this.locateAll(references, endpoint);
    if (operations.length === 0) return { kind: 'refused', reason: this.whyNowhere(references[0]) };
    const nowhere = references.filter((reference) => !this.locate(reference, endpoint));
    const leftOut = [...new Set(nowhere.map((reference) => this.whyNowhere(reference)))];
    return { kind: 'operations', operations, leftOut };
  }

  /** The operations of references, each once: several addresses may lead to one endpoint. */
  locateAll(references: readonly Reference[], endpoint?: Endpoint): NamedOperation[] {
    const found = new Map<string, NamedOperation>();
    for (const reference of references) {
      const one = this.locate(reference, endpoint);
      if (one && !found.has(operationKey(one))) found.set(operationKey(one), one);
    }
    return [...found.values()];
  }

  /**
   * The same, of operations too that only the archive knows: they are in the list again by then. An archive that cannot
   * be read is as none.
   */
  async lookUp(text: string): Promise<Understood> {
    const isMeant = this.unlisted(text);
    if (isMeant) await this.store.find(isMeant).catch(() => undefined);
    return this.understand(text);
  }

  /** Tells the operations that a text means without telling their endpoints, and that are not in the list. */
  private unlisted(text: string): ((id: OperationId) => boolean) | undefined {
    const parsed = parseText(text);
    if (parsed.kind === 'bareId') {
      return this.knownBareId(parsed.id) ? undefined : ({ name }) => hasBareId(name, parsed.id);
    }
    if (parsed.kind === 'refused') return undefined;
    const listed = new Set(this.store.list().map(({ name }) => name));
    const names = new Set(
      parsed.references.flatMap(({ name, root }) => (root === undefined && !listed.has(name) ? name : [])),
    );
    return names.size > 0 ? ({ name }) => names.has(name) : undefined;
  }

  /**
   * Where a reference belongs: its address tells, else an operation of that name that is tracked, else the default; and
   * where the default does not offer the contract of such a name, the only endpoint that does.
   */
  locate({ root, ...named }: Reference, endpoint?: Endpoint): NamedOperation | undefined {
    const { name } = named;
    const isTold = root !== undefined || endpoint !== undefined;
    const tracked = isTold ? undefined : this.store.list().find((operation) => operation.name === name);
    if (tracked) return { endpoint: tracked.endpoint, ...named, ...assumptionOf(tracked) };
    const found = root === undefined ? (endpoint ?? this.usual(name)) : this.endpoints.at(root);
    if (!found || !offers(found, contractOf(name) ?? 'gemini')) return undefined;
    return { endpoint: found.id, ...named, ...(!isTold && { endpointAssumed: true }) };
  }

  private usual(name: string): Endpoint | undefined {
    const contract = contractOf(name) ?? 'gemini';
    const { default: usual } = this.endpoints;
    if (!usual || offers(usual, contract)) return usual;
    const able = this.endpoints.all.filter((one) => one.id !== SIMULATOR_ID && offers(one, contract));
    return able.length === 1 ? able[0] : undefined;
  }

  /** Whether a text that stands where anything may be typed is meant to name operations. */
  isMeant(text: string): boolean {
    const understood = this.understand(text);
    return understood.kind === 'bareId' ? this.isLikelyId(understood.id) : understood.kind === 'operations';
  }

  /** The operation as it is tracked already. */
  tracked(id: OperationId): Operation | undefined {
    return this.store.get(id);
  }

  /** What the endpoint of an operation is called. */
  endpointLabel({ endpoint }: OperationId): string | undefined {
    return this.endpoints.byId(endpoint)?.label;
  }

  /** Whether a bare id is likely meant as an operation's: it is no word, and not that of a video listed. */
  isLikelyId(id: string): boolean {
    if (this.isTrackedId(id)) return true;
    const videos = this.store.list().flatMap((operation) => operation.videos);
    return isOfKnownForm(id) && /\d/.test(id) && videos.every(({ videoId }) => videoId !== id);
  }

  /** Whether a bare id is that of an operation in the list. */
  isTrackedId(id: string): boolean {
    return this.knownBareId(id) !== undefined;
  }

  /** A bare id of a tracked operation needs no model. */
  private knownBareId(id: string): Understood | undefined {
    const tracked = this.store.list().find(({ name }) => hasBareId(name, id));
    if (!tracked) return undefined;
    const { endpoint, name } = tracked;
    return { kind: 'operations', operations: [{ endpoint, name }], leftOut: [] };
  }

  private whyNowhere({ root }: Reference): string {
    const found = root === undefined ? this.endpoints.default : this.endpoints.at(root);
    if (found) {
      return t(
        '{0} does not know IDs that begin with video_: they belong to a gateway. Choose yours with Select Endpoint….',
        found.label,
      );
    }
    if (root === undefined) return NO_DEFAULT();
    return t(
      '{0} is none of your endpoints. Add it with Select Endpoint… if you trust it with your API key.',
      new URL(root).host,
    );
  }

  /** One that nobody knows goes nowhere unless it may be an id: the simulator, which is on this machine, takes any. */
  private newBareId(id: string): Understood {
    const { default: usual } = this.endpoints;
    if (!usual) return { kind: 'refused', reason: NO_DEFAULT() };
    if (isOfKnownForm(id) || usual.id === SIMULATOR_ID) return { kind: 'bareId', id };
    const reason = t(
      '{0} gives no IDs of this form, so it was not sent there. Paste the whole name, models/{model}/operations/{id}, or the status address.',
      usual.label,
    );
    return { kind: 'refused', reason };
  }

  /** Where what a text means is looked for; undefined where it names several places. */
  destination(understood: Understood): string | undefined {
    if (understood.kind === 'refused') return undefined;
    if (understood.kind === 'bareId') return this.endpoints.default?.label;
    const labels = new Set(understood.operations.map((operation) => this.endpointLabel(operation)));
    return labels.size === 1 ? [...labels][0] : undefined;
  }

  /** Asks which model a bare id belongs to, and tells where it will be looked for: it may be something else. */
  async askForModel(id: string): Promise<string | undefined> {
    const used = this.store.list().flatMap(({ model = '' }) => (isNameSegment(model) ? model : []));
    const models = [...new Set([...used, ...KNOWN_MODELS])];
    const other = t('Other Model…');
    const where = this.endpoints.default?.label ?? '';
    const picked = await vscode.window.showQuickPick([...models, other], {
      title: literally(t('Look for {0} at {1}: which model makes it?', shortTitle(id), where)),
      placeHolder: t('The API wants the model together with the ID.'),
    });
    return picked === other ? inputModel() : picked;
  }
}

/** What is told of an operation by the text that names it. */
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

async function inputModel(): Promise<string | undefined> {
  const model = await vscode.window.showInputBox({
    prompt: t('The name of the model, as the API has it'),
    placeHolder: 'veo-3.1-generate-preview',
    validateInput: (value) =>
      isNameSegment(value.trim()) ? undefined : t('Letters, digits, dots and dashes only.'),
  });
  return model?.trim();
}

const NO_DEFAULT = () =>
  t('The setting veo.endpoint names none of your endpoints. Correct it, or paste the whole status address.');
