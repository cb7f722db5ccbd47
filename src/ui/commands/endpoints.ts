import * as vscode from 'vscode';
import { BUILT_IN_ENDPOINTS, type Endpoint, originOf, SIMULATOR_ID } from '../../endpoints/endpoint';
import type { ApiKeys } from '../apiKeys';
import { askForEndpoint, type Trial } from '../asking/askForEndpoint';
import { askForKey } from '../asking/askForKey';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import type { CurrentSettings } from '../settings';
import { CommandError, SETTINGS_UNWRITABLE } from '../telling/commandError';
import { confirm } from '../telling/message';
import type { Commands } from './command';

/** What Select Endpoint works with. */
export interface EndpointCommandParts {
  readonly endpoints: EndpointList;
  readonly keys: ApiKeys;
  readonly settings: CurrentSettings;
  readonly trial: Trial;
}

/** What the person chose in the list of endpoints. */
type Choice =
  | { readonly kind: 'select' | 'setKey' | 'remove'; readonly endpoint: Endpoint }
  | { readonly kind: 'add' };

interface Item extends vscode.QuickPickItem {
  readonly choice?: Choice;
}

/** Select Endpoint: which one is asked about operations whose text does not tell; and adding and removing own ones. */
export function endpointCommands(parts: EndpointCommandParts): Commands {
  return {
    'veo.selectEndpoint': async () => {
      const choice = await choose(parts);
      if (choice?.kind === 'select') await select(choice.endpoint, parts);
      if (choice?.kind === 'setKey') await askForKey(choice.endpoint, parts.keys);
      if (choice?.kind === 'remove') await remove(choice.endpoint, parts);
      if (choice?.kind === 'add') await add(parts);
    },
  };
}

async function choose({ endpoints, keys }: EndpointCommandParts): Promise<Choice | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = t('Endpoint for New Operations');
  pick.placeholder = t('Which endpoint knows operations whose text does not tell?');
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

const KEY_ICON = new vscode.ThemeIcon('key');
const REMOVE_ICON = new vscode.ThemeIcon('trash');

async function itemOf(endpoint: Endpoint, endpoints: EndpointList, keys: ApiKeys): Promise<Item> {
  const { auth, label, url } = endpoint;
  const isDefault = endpoint === endpoints.default;
  const setKey = { iconPath: KEY_ICON, tooltip: t('Set API Key…') };
  const remove = { iconPath: REMOVE_ICON, tooltip: t('Remove Endpoint') };
  return {
    label: isDefault ? `$(check) ${label}` : label,
    description: new URL(url).host,
    detail: await keyState(endpoint, keys),
    buttons: [...(auth.kind === 'key' ? [setKey] : []), ...(isOwn(endpoint) ? [remove] : [])],
    choice: { kind: 'select', endpoint },
  };
}

async function keyState(endpoint: Endpoint, keys: ApiKeys): Promise<string> {
  if (endpoint.auth.kind === 'none') return t('needs no API key');
  return (await keys.get(originOf(endpoint))) === undefined ? t('no API key') : t('API key set');
}

function choiceOfButton({ choice }: Item, button: vscode.QuickInputButton): Choice | undefined {
  if (!choice || !('endpoint' in choice)) return undefined;
  return { kind: button.iconPath === KEY_ICON ? 'setKey' : 'remove', endpoint: choice.endpoint };
}

function isOwn({ id }: Endpoint): boolean {
  return id !== SIMULATOR_ID && !BUILT_IN_ENDPOINTS.some((builtIn) => builtIn.id === id);
}

/** An endpoint without a key is of little use, so the key is asked for with it. */
async function select(endpoint: Endpoint, { settings, keys }: EndpointCommandParts): Promise<void> {
  await written(settings.change('endpoint', endpoint.id));
  confirm(t('{0} is asked about new operations', endpoint.label));
  const needsKey = endpoint.auth.kind === 'key' && (await keys.get(originOf(endpoint))) === undefined;
  if (needsKey) await askForKey(endpoint, keys);
}

async function add(parts: EndpointCommandParts): Promise<void> {
  const setting = await askForEndpoint(parts.endpoints, parts.keys, parts.trial);
  if (!setting) return;
  await written(parts.settings.change('endpoints', [...ownEntries(parts.settings), setting]));
  await select({ ...setting, auth: { kind: 'key' } }, parts);
}

async function remove(endpoint: Endpoint, { settings, endpoints }: EndpointCommandParts): Promise<void> {
  const button = t('Remove');
  const question = t('Remove the endpoint {0}?', endpoint.label);
  const detail = t('Its operations stay in the list, but are not checked until it is added again.');
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, button);
  if (answer !== button) return;
  const wasDefault = endpoint.id === endpoints.default?.id;
  const others = ownEntries(settings).filter((entry) => idOf(entry) !== endpoint.id);
  // In this order, or else the setting would name an endpoint that there is not.
  if (wasDefault) await written(settings.change('endpoint', undefined));
  await written(settings.change('endpoints', others));
  confirm(t('{0} was removed', endpoint.label));
}

/** As they stand in the setting: also those that could not be read stay where they are. */
function ownEntries({ value }: CurrentSettings): readonly unknown[] {
  return Array.isArray(value.endpoints) ? value.endpoints : [];
}

function idOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined;
}

async function written(change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch {
    throw new CommandError(SETTINGS_UNWRITABLE());
  }
}
