import type { Endpoint } from '../../endpoints/endpoint';
import type { Operation } from '../../operations/operation';
import { t } from '../language/t';
import { abbreviatedId } from '../messages/titles';
import { type EndpointChoice, pickEndpoint } from '../prompts/pickEndpoint';
import type { Interpretation } from '../prompts/textInterpreter';

type BareId = Extract<Interpretation, { kind: 'bareId' }>;

/** What looking for a bare id needs. `check` tracks it at an endpoint and checks it there. */
interface BareIdParts {
  readonly default: Endpoint | undefined;
  readonly check: (endpoint: Endpoint) => Promise<Operation | undefined>;
  /** Removes what `check` has tracked. */
  readonly forget: (operation: Operation) => void;
}

/** A bare id found at an endpoint, or what else the person wants with it. */
type BareIdResult =
  | { readonly kind: 'found'; readonly operation: Operation }
  | Extract<EndpointChoice, { kind: 'model' | 'add' }>;

/**
 * Looks for a bare id at the endpoints whose ids look so, in the order in which the person picks them: one that knows no
 * such job is marked, and the person is asked again. Where only one endpoint is likely, it is asked at once.
 *
 * @returns undefined when the person gave up
 */
export async function findBareId(
  { id, homes, needsModel }: BareId,
  parts: BareIdParts,
): Promise<BareIdResult | undefined> {
  const denied = new Set<Endpoint>();
  const [only] = homes;
  let choice: EndpointChoice | undefined =
    only && homes.length === 1 && !needsModel ? { kind: 'endpoint', endpoint: only } : undefined;
  for (;;) {
    const withModel = needsModel ? parts.default : undefined;
    const title = t('Endpoint of {0}', abbreviatedId(id));
    choice ??= await pickEndpoint({ title, endpoints: homes, denied, withModel });
    if (choice?.kind !== 'endpoint') return choice;
    const operation = await parts.check(choice.endpoint);
    if (operation && !isDenied(operation)) return { kind: 'found', operation };
    if (operation) parts.forget(operation);
    denied.add(choice.endpoint);
    choice = undefined;
  }
}

/** Whether the API itself said that it knows no such job. */
function isDenied(operation: Operation): boolean {
  return operation.state === 'running' && operation.denials !== undefined;
}
