import type { Endpoint, EndpointKind } from '../../endpoints/endpoint';
import { nameFormOf } from '../../operations/name';
import type { Reference } from '../../references/reference';
import { t } from '../language/t';
import { abbreviatedId } from '../messages/titles';
import type { EndpointPromptParts } from '../prompts/askForEndpoint';
import { speaksOf } from '../prompts/idForms';
import { type NamedOperation, operationAt } from '../prompts/namedOperation';
import { pickEndpoint } from '../prompts/pickEndpoint';
import type { OpenReference } from '../prompts/referenceLocator';
import { addEndpoint } from './ownEndpoints';

/**
 * Asks where references belong whose endpoint the text does not tell, or that are at an address of none: each endpoint
 * once for all of its references. Those about which the person gave up are left out.
 */
export async function placeOpen(
  open: readonly OpenReference[],
  parts: EndpointPromptParts,
): Promise<readonly NamedOperation[]> {
  const placed: NamedOperation[] = [];
  for (const group of groupsOf(open)) {
    const endpoint = await endpointFor(group, parts);
    const references = group.map(({ reference }) => reference);
    const known = endpoint ? references.filter((reference) => speaksOf(endpoint, reference)) : [];
    placed.push(...known.flatMap((reference) => (endpoint ? [operationAt(endpoint, reference)] : [])));
  }
  return placed;
}

type Group = readonly [OpenReference, ...OpenReference[]];

/** References with the same question. */
function groupsOf(open: readonly OpenReference[]): readonly Group[] {
  const groups = new Map<string, [OpenReference, ...OpenReference[]]>();
  for (const one of open) {
    const { location } = one;
    const key = location.kind === 'choice' ? location.endpoints.map(({ id }) => id).join(' ') : location.root;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

async function endpointFor(
  [first, ...others]: Group,
  parts: EndpointPromptParts,
): Promise<Endpoint | undefined> {
  const { reference, location } = first;
  if (location.kind === 'newAddress') {
    return addEndpoint(parts, { url: location.root, kind: guessedKind(reference) });
  }
  const title =
    others.length === 0
      ? t('Endpoint of {0}', abbreviatedId(reference.name))
      : t('Endpoint of {0} operations', others.length + 1);
  const choice = await pickEndpoint({ title, endpoints: location.endpoints });
  if (choice?.kind === 'add') return addEndpoint(parts);
  return choice?.kind === 'endpoint' ? choice.endpoint : undefined;
}

/** What likely answers at an address, by the path and the name in it; undefined where the person has to say. */
function guessedKind({ name, root = '', shape }: Reference): EndpointKind | undefined {
  if (shape === 'interaction') return 'google';
  if (shape === 'job') return undefined;
  if (shape === 'video') return 'videos';
  const form = nameFormOf(name);
  if (form === 'agentPlatform') return 'agentPlatform';
  if (form === 'gemini') return root.endsWith('/gemini') ? 'litellm' : 'google';
  return 'litellm';
}
