import * as vscode from 'vscode';
import { type Endpoint, originOf } from '../../endpoints/endpoint';
import { type ApiKeys, keyStateOf } from '../apiKeys';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { CommandError } from '../messages/commandError';
import { inList } from '../messages/literalText';
import { askModally, confirm } from '../messages/message';
import { askForKey, keyStateWords } from '../prompts/askForKey';
import { addressWords } from '../prompts/endpointWords';
import type { CommandContext, Commands } from './command';

/**
 * Set API Key and Remove API Key: for the endpoint whose id is given, else for one that the person picks. The rows have a
 * command of their own, for the endpoint of the row.
 */
export function keyCommands(
  parts: Pick<CommandContext, 'keys' | 'endpoints' | 'targets' | 'trial' | 'settings'>,
): Commands {
  const { keys, endpoints, targets } = parts;
  const endpointFor = async (id: unknown, title: string): Promise<Endpoint | undefined> => {
    const given = typeof id === 'string' ? endpoints.byId(id) : undefined;
    return given ?? pickEndpoint(title, keys, endpoints);
  };
  const set = async (id: unknown) => {
    const endpoint = await endpointFor(id, t('Set the API key for which endpoint?'));
    if (endpoint) await askForKey(endpoint, parts);
  };
  return {
    'veo.setApiKey': set,
    'veo.setApiKeyOfOperation': (...args) => set(targets.endpointIn(args)),
    'veo.removeApiKey': async (id) => {
      const endpoint = await endpointFor(id, t('Remove the API key of which endpoint?'));
      if (endpoint) await removeKey(endpoint, keys);
    },
  };
}

async function pickEndpoint(
  title: string,
  keys: ApiKeys,
  endpoints: EndpointList,
): Promise<Endpoint | undefined> {
  const withKeys = endpoints.all.filter(({ auth }) => auth.kind === 'key');
  const defaultFirst = withKeys.toSorted(
    (a, b) => Number(b === endpoints.default) - Number(a === endpoints.default),
  );
  const items = defaultFirst.map(async (endpoint) => ({
    label: inList(endpoint.label),
    description: addressWords(endpoint),
    detail: keyStateWords(await keyStateOf(endpoint, keys)),
    endpoint,
  }));
  return (await vscode.window.showQuickPick(Promise.all(items), { placeHolder: title }))?.endpoint;
}

async function removeKey(endpoint: Endpoint, keys: ApiKeys): Promise<void> {
  if ((await keyStateOf(endpoint, keys)) !== 'set') {
    confirm(t('There is no API key for {0}', endpoint.label));
    return;
  }
  const remove = t('Remove');
  const question = t('Remove the API key for {0}?', endpoint.label);
  const detail = t('Its operations stay in the list, but are not checked until there is a key again.');
  if ((await askModally(question, [detail], remove)) !== remove) return;
  try {
    await keys.remove(originOf(endpoint));
  } catch {
    throw new CommandError(t('The secret storage of this system did not let the API key be removed.'));
  }
  confirm(t('API key for {0} removed', endpoint.label));
}
