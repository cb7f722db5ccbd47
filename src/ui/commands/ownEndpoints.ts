import { type Endpoint, originOf } from '../../endpoints/endpoint';
import { t } from '../language/t';
import { orSettingsFault } from '../messages/commandError';
import { askModally, confirm } from '../messages/message';
import { askForEndpoint, type EndpointPromptParts, type OwnEndpointSetting } from '../prompts/askForEndpoint';
import { askForMissingKey } from '../prompts/askForKey';
import type { CurrentSettings } from '../settings';

export interface OwnEndpointParts extends EndpointPromptParts {
  readonly settings: CurrentSettings;
}

/** Asks for a new endpoint and adds it; undefined when the person gave up. */
export async function addEndpoint(parts: OwnEndpointParts): Promise<Endpoint | undefined> {
  const setting = await askForEndpoint(parts);
  if (!setting) return undefined;
  await orSettingsFault(parts.settings.change('endpoints', [...ownEntries(parts.settings), setting]));
  return { ...setting, auth: { kind: 'key' } };
}

/** Changes an endpoint. It keeps its id, and so its operations. A key belongs to an origin: a new origin needs its own. */
export async function editEndpoint(endpoint: Endpoint, parts: OwnEndpointParts): Promise<void> {
  const setting = await askForEndpoint(parts, endpoint);
  if (!setting) return;
  const entries = ownEntries(parts.settings).map((entry) => edited(entry, setting));
  await orSettingsFault(parts.settings.change('endpoints', entries));
  confirm(t('{0} was changed', setting.label));
  const changed: Endpoint = { ...setting, auth: { kind: 'key' } };
  if (originOf(changed) !== originOf(endpoint)) await askForMissingKey(changed, parts);
}

/** Removes an endpoint after a confirmation. */
export async function removeEndpoint(
  endpoint: Endpoint,
  { settings, endpoints }: OwnEndpointParts,
): Promise<void> {
  const button = t('Remove');
  const question = t('Remove the endpoint {0}?', endpoint.label);
  const detail = t('Its operations stay in the list, but are not checked until it is added again.');
  if ((await askModally(question, [detail], button)) !== button) return;
  const wasDefault = endpoint.id === endpoints.default?.id;
  const others = ownEntries(settings).filter((entry) => idOf(entry) !== endpoint.id);
  // In this order, so that the setting for the default endpoint never names a missing one.
  if (wasDefault) await orSettingsFault(settings.change('endpoint', undefined));
  await orSettingsFault(settings.change('endpoints', others));
  confirm(t('{0} was removed', endpoint.label));
}

/** The entries of the setting as they are, so that those that we cannot read stay in it. */
function ownEntries({ value }: CurrentSettings): readonly unknown[] {
  return Array.isArray(value.endpoints) ? value.endpoints : [];
}

/** An entry with its changes. It keeps properties that we do not know. */
function edited(entry: unknown, setting: OwnEndpointSetting): unknown {
  return idOf(entry) === setting.id ? { ...(entry as object), ...setting } : entry;
}

function idOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined;
}
