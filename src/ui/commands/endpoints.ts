import * as vscode from 'vscode';
import { BUILT_IN_ENDPOINTS, type Endpoint, SIMULATOR_ID } from '../../endpoints/endpoint';
import { type ApiKeys, keyStateOf } from '../apiKeys';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { orSettingsFault } from '../messages/commandError';
import { inList } from '../messages/literalText';
import { confirm } from '../messages/message';
import type { EndpointPromptParts } from '../prompts/askForEndpoint';
import { askForKey, askForMissingKey, keyStateWords } from '../prompts/askForKey';
import { addressWords } from '../prompts/endpointWords';
import { untilHidden } from '../prompts/untilHidden';
import type { Commands } from './command';
import { addEndpoint, editEndpoint, removeEndpoint } from './ownEndpoints';

/** What the person chose in the list of endpoints. */
type EndpointAction =
  | { readonly kind: 'select' | 'setKey' | 'edit' | 'remove'; readonly endpoint: Endpoint }
  | { readonly kind: 'add' };

interface Item extends vscode.QuickPickItem {
  readonly action?: EndpointAction;
}

/**
 * Select Endpoint: the default endpoint for operations pasted without an address, with buttons that add, change and remove
 * own endpoints. Edit Endpoint changes one of these directly.
 */
export function endpointCommands(parts: EndpointPromptParts): Commands {
  return {
    'veo.selectEndpoint': async () => {
      const action = await chooseAction(parts);
      if (action) await run(action, parts);
    },
    'veo.editEndpoint': () => edit(parts),
  };
}

async function run(action: EndpointAction, parts: EndpointPromptParts): Promise<void> {
  switch (action.kind) {
    case 'select':
      return select(action.endpoint, parts);
    case 'setKey':
      await askForKey(action.endpoint, parts);
      return;
    case 'edit':
      return editEndpoint(action.endpoint, parts);
    case 'remove':
      return removeEndpoint(action.endpoint, parts);
    case 'add':
      return add(parts);
  }
}

async function chooseAction({ endpoints, keys }: EndpointPromptParts): Promise<EndpointAction | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = t('Endpoint for New Operations');
  pick.placeholder = t('Default endpoint for operations pasted without an address');
  pick.matchOnDescription = true;
  pick.items = [
    ...(await Promise.all(endpoints.all.map((endpoint) => itemOf(endpoint, endpoints, keys)))),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    // Among many endpoints it is below the fold: it stays in sight once somebody searches.
    { label: `$(add) ${t('Add Endpoint…')}`, action: { kind: 'add' }, alwaysShow: true },
  ];
  pick.activeItems = pick.items.filter(
    ({ action }) => action?.kind === 'select' && action.endpoint === endpoints.default,
  );
  return untilHidden<EndpointAction>(pick, (finish) => {
    pick.onDidAccept(() => finish(pick.selectedItems[0]?.action));
    pick.onDidTriggerItemButton(({ item, button }) => finish(actionOfButton(item, button)));
  });
}

/** The actions of the buttons of an item, by their icons. */
const KIND_OF_ICON = { key: 'setKey', edit: 'edit', trash: 'remove' } as const;
type ButtonIcon = keyof typeof KIND_OF_ICON;

interface Button extends vscode.QuickInputButton {
  readonly icon: ButtonIcon;
}

function button(icon: ButtonIcon, tooltip: string): Button {
  return { icon, iconPath: new vscode.ThemeIcon(icon), tooltip };
}

async function itemOf(endpoint: Endpoint, endpoints: EndpointList, keys: ApiKeys): Promise<Item> {
  const { auth, label } = endpoint;
  const setKey = button('key', t('Set API Key…'));
  const change = [button('edit', t('Edit Endpoint…')), button('trash', t('Remove Endpoint'))];
  return {
    label: endpoint === endpoints.default ? `$(check) ${inList(label)}` : inList(label),
    description: addressWords(endpoint),
    detail: keyStateWords(await keyStateOf(endpoint, keys)),
    buttons: [...(auth.kind === 'key' ? [setKey] : []), ...(isOwn(endpoint) ? change : [])],
    action: { kind: 'select', endpoint },
  };
}

function actionOfButton({ action }: Item, button: vscode.QuickInputButton): EndpointAction | undefined {
  if (action?.kind !== 'select') return undefined;
  return { kind: KIND_OF_ICON[(button as Button).icon], endpoint: action.endpoint };
}

function isOwn({ id }: Endpoint): boolean {
  return id !== SIMULATOR_ID && !BUILT_IN_ENDPOINTS.some((builtIn) => builtIn.id === id);
}

async function select(endpoint: Endpoint, parts: EndpointPromptParts): Promise<void> {
  await orSettingsFault(parts.settings.change('endpoint', endpoint.id));
  confirm(t('{0} is asked about new operations', endpoint.label));
  await askForMissingKey(endpoint, parts);
}

async function add(parts: EndpointPromptParts): Promise<void> {
  const endpoint = await addEndpoint(parts);
  if (endpoint) await select(endpoint, parts);
}

/** Without an own endpoint there is nothing to edit, so one is added. */
async function edit(parts: EndpointPromptParts): Promise<void> {
  const own = parts.endpoints.all.filter(isOwn);
  if (own.length === 0) return add(parts);
  const items = own.map((endpoint) => ({
    label: inList(endpoint.label),
    description: addressWords(endpoint),
    endpoint,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: t('Edit which endpoint?') });
  if (picked) await editEndpoint(picked.endpoint, parts);
}
