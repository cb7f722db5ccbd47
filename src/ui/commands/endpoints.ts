import * as vscode from 'vscode';
import { BUILT_IN_ENDPOINTS, type Endpoint, SIMULATOR_ID } from '../../endpoints/endpoint';
import { type ApiKeys, keyStateOf } from '../apiKeys';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { orSettingsFault } from '../messages/commandError';
import { inList } from '../messages/literalText';
import { confirm } from '../messages/message';
import { askForKey, askForMissingKey, keyStateWords } from '../prompts/askForKey';
import type { Commands } from './command';
import {
  addEndpoint,
  type OwnEndpointParts as EndpointCommandParts,
  editEndpoint,
  removeEndpoint,
} from './ownEndpoints';

/** What the person chose in the list of endpoints. */
type Choice =
  | { readonly kind: 'select' | 'setKey' | 'edit' | 'remove'; readonly endpoint: Endpoint }
  | { readonly kind: 'add' };

interface Item extends vscode.QuickPickItem {
  readonly choice?: Choice;
}

/**
 * Select Endpoint: which one is asked about operations whose text does not tell; and adding, changing and removing own
 * ones. Edit Endpoint leads to one of these at once.
 */
export function endpointCommands(parts: EndpointCommandParts): Commands {
  return {
    'veo.selectEndpoint': async () => {
      const choice = await choose(parts);
      if (choice) await act(choice, parts);
    },
    'veo.editEndpoint': () => edit(parts),
  };
}

async function act(choice: Choice, parts: EndpointCommandParts): Promise<void> {
  switch (choice.kind) {
    case 'select':
      return select(choice.endpoint, parts);
    case 'setKey':
      await askForKey(choice.endpoint, parts.keys, parts.trial);
      return;
    case 'edit':
      return editEndpoint(choice.endpoint, parts);
    case 'remove':
      return removeEndpoint(choice.endpoint, parts);
    case 'add':
      return add(parts);
  }
}

async function choose({ endpoints, keys }: EndpointCommandParts): Promise<Choice | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = t('Endpoint for New Operations');
  pick.placeholder = t('Default endpoint for operations pasted without an address');
  pick.matchOnDescription = true;
  pick.items = [
    ...(await Promise.all(endpoints.all.map((endpoint) => itemOf(endpoint, endpoints, keys)))),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: `$(add) ${t('Add Endpoint…')}`, choice: { kind: 'add' } },
  ];
  pick.activeItems = pick.items.filter(
    ({ choice }) => choice && 'endpoint' in choice && choice.endpoint === endpoints.default,
  );
  return new Promise((resolve) => {
    const settle = (choice: Choice | undefined) => {
      resolve(choice);
      pick.hide();
    };
    pick.onDidAccept(() => settle(pick.selectedItems[0]?.choice));
    pick.onDidTriggerItemButton(({ item, button }) => settle(choiceOfButton(item, button)));
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

/** What the buttons at the end of an entry do, by their icons. */
const KIND_OF_ICON = { key: 'setKey', edit: 'edit', trash: 'remove' } as const;
type ButtonIcon = keyof typeof KIND_OF_ICON;

interface Button extends vscode.QuickInputButton {
  readonly icon: ButtonIcon;
}

function button(icon: ButtonIcon, tooltip: string): Button {
  return { icon, iconPath: new vscode.ThemeIcon(icon), tooltip };
}

async function itemOf(endpoint: Endpoint, endpoints: EndpointList, keys: ApiKeys): Promise<Item> {
  const { auth, label, url } = endpoint;
  const setKey = button('key', t('Set API Key…'));
  const change = [button('edit', t('Edit Endpoint…')), button('trash', t('Remove Endpoint'))];
  return {
    label: endpoint === endpoints.default ? `$(check) ${inList(label)}` : inList(label),
    description: new URL(url).host,
    detail: keyStateWords(await keyStateOf(endpoint, keys)),
    buttons: [...(auth.kind === 'key' ? [setKey] : []), ...(isOwn(endpoint) ? change : [])],
    choice: { kind: 'select', endpoint },
  };
}

function choiceOfButton({ choice }: Item, button: vscode.QuickInputButton): Choice | undefined {
  if (!choice || !('endpoint' in choice)) return undefined;
  return { kind: KIND_OF_ICON[(button as Button).icon], endpoint: choice.endpoint };
}

function isOwn({ id }: Endpoint): boolean {
  return id !== SIMULATOR_ID && !BUILT_IN_ENDPOINTS.some((builtIn) => builtIn.id === id);
}

async function select(endpoint: Endpoint, parts: EndpointCommandParts): Promise<void> {
  await orSettingsFault(parts.settings.change('endpoint', endpoint.id));
  confirm(t('{0} is asked about new operations', endpoint.label));
  await askForMissingKey(endpoint, parts);
}

async function add(parts: EndpointCommandParts): Promise<void> {
  const endpoint = await addEndpoint(parts);
  if (endpoint) await select(endpoint, parts);
}

/** Edit Endpoint…: without an endpoint of the person's own there is only one to be added. */
async function edit(parts: EndpointCommandParts): Promise<void> {
  const own = parts.endpoints.all.filter(isOwn);
  if (own.length === 0) return add(parts);
  const items = own.map((endpoint) => ({
    label: inList(endpoint.label),
    description: new URL(endpoint.url).host,
    endpoint,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: t('Edit which endpoint?') });
  if (picked) await editEndpoint(picked.endpoint, parts);
}
