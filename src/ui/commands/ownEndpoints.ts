import { type Endpoint, type EndpointKind, originOf } from '../../endpoints/endpoint';
import { authOf } from '../../endpoints/ownEndpoints';
import { t } from '../language/t';
import { orSettingsFault } from '../messages/commandError';
import { askModally, confirm } from '../messages/message';
import { changeEntry, idOfEntry, ownEntries } from '../ownEndpointEntries';
import { askForChanges, askForEndpoint, type EndpointPromptParts } from '../prompts/askForEndpoint';
import { askForMissingKey } from '../prompts/askForKey';
import { putExampleIntoSettings, showEndpointSettings } from '../prompts/endpointSettings';
import { type NewEndpoint, pickService, serviceOf } from '../prompts/pickService';

/** What a pasted address tells of the endpoint at which it is. */
interface KnownAddress {
  readonly url: string;
  readonly kind: EndpointKind | undefined;
}

/**
 * Asks for a new endpoint and adds it. One that is there already is not added again.
 *
 * @param pasted of an operation whose endpoint is not there yet: it is what the person is asked to confirm
 * @returns undefined when the person gave up, or describes the endpoint in the settings
 */
export async function addEndpoint(
  parts: EndpointPromptParts,
  pasted?: KnownAddress,
): Promise<Endpoint | undefined> {
  const { endpoints, settings } = parts;
  const chosen = (pasted && (await serviceAt(pasted))) ?? (await pickService(endpoints));
  if (!chosen) return undefined;
  if (chosen.kind === 'description') {
    await putExampleIntoSettings(settings);
    return undefined;
  }
  const present = endpoints.ofService(chosen.service);
  if (present) return present;
  const setting = await askForEndpoint(chosen.service, parts, pasted?.url);
  if (!setting) return undefined;
  await orSettingsFault(settings.change('endpoints', [...ownEntries(settings), setting]));
  return { ...setting, auth: authOf(setting.auth) };
}

/** The service with this address, or else a server of the kind that the address tells. */
async function serviceAt({ url, kind }: KnownAddress): Promise<NewEndpoint | undefined> {
  const { PRESETS } = await import('../../endpoints/presets');
  const { origin } = new URL(url);
  const preset = PRESETS.find((one) => one.url !== undefined && new URL(one.url).origin === origin);
  if (preset) return { kind: 'service', service: serviceOf(preset) };
  return kind && { kind: 'service', service: { kind } };
}

/** Changes an endpoint. It keeps its id, and so its operations. A key belongs to an origin: a new origin needs its own. */
export async function editEndpoint(endpoint: Endpoint, parts: EndpointPromptParts): Promise<void> {
  // Its address is the least of what a person may want to change there.
  if (endpoint.api !== undefined) return showEndpointSettings();
  const changes = await askForChanges(endpoint, parts);
  if (!changes) return;
  await changeEntry(parts.settings, endpoint.id, changes);
  confirm(t('{0} was changed', changes.label));
  const changed: Endpoint = { ...endpoint, ...changes };
  if (originOf(changed) !== originOf(endpoint)) await askForMissingKey(changed, parts);
}

/** Removes an endpoint after a confirmation. */
export async function removeEndpoint(
  endpoint: Endpoint,
  { settings, endpoints }: EndpointPromptParts,
): Promise<void> {
  const button = t('Remove');
  const question = t('Remove the endpoint {0}?', endpoint.label);
  const detail = t('Its operations stay in the list, but are not checked until it is added again.');
  if ((await askModally(question, [detail], button)) !== button) return;
  const wasDefault = endpoint.id === endpoints.default?.id;
  const others = ownEntries(settings).filter((entry) => idOfEntry(entry) !== endpoint.id);
  // In this order, so that the setting for the default endpoint never names a missing one.
  if (wasDefault) await orSettingsFault(settings.change('endpoint', undefined));
  await orSettingsFault(settings.change('endpoints', others));
  confirm(t('{0} was removed', endpoint.label));
}
