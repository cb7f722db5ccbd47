import * as vscode from 'vscode';
import { type Endpoint, originOf } from '../../endpoints/endpoint';
import type { ApiKeys } from '../apiKeys';
import { askForKey } from '../asking/askForKey';
import type { Targets } from '../asking/targets';
import type { EndpointList } from '../endpointList';
import { CommandError, type Commands, confirm } from './command';

/** Set API Key and Remove API Key. From a row they act on its endpoint; with an endpoint's id, on that one. */
export function keyCommands(keys: ApiKeys, endpoints: EndpointList, targets: Targets): Commands {
  const endpointFor = async (args: readonly unknown[], title: string): Promise<Endpoint | undefined> => {
    const id = typeof args[0] === 'string' ? args[0] : targets.endpointIn(args);
    return (id === undefined ? undefined : endpoints.byId(id)) ?? pickEndpoint(title, keys, endpoints);
  };
  return {
    'veo.setApiKey': async (...args) => {
      const endpoint = await endpointFor(args, vscode.l10n.t('Set the API key for which endpoint?'));
      if (endpoint) await askForKey(endpoint, keys);
    },
    'veo.removeApiKey': async (...args) => {
      const endpoint = await endpointFor(args, vscode.l10n.t('Remove the API key of which endpoint?'));
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
    label: endpoint.label,
    description: new URL(endpoint.url).host,
    detail:
      (await keys.get(originOf(endpoint))) === undefined
        ? vscode.l10n.t('no API key')
        : vscode.l10n.t('API key set'),
    endpoint,
  }));
  return (await vscode.window.showQuickPick(Promise.all(items), { placeHolder: title }))?.endpoint;
}

async function removeKey(endpoint: Endpoint, keys: ApiKeys): Promise<void> {
  const origin = originOf(endpoint);
  if ((await keys.get(origin)) === undefined) {
    confirm(vscode.l10n.t('There is no API key for {0}', endpoint.label));
    return;
  }
  const remove = vscode.l10n.t('Remove');
  const question = vscode.l10n.t('Remove the API key for {0}?', endpoint.label);
  const detail = vscode.l10n.t(
    'Its operations stay in the list, but are not checked until there is a key again.',
  );
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) !== remove) return;
  try {
    await keys.remove(origin);
  } catch {
    throw new CommandError(
      vscode.l10n.t('The secret storage of this system did not let the API key be removed.'),
    );
  }
  confirm(vscode.l10n.t('API key for {0} removed', endpoint.label));
}
