import * as vscode from 'vscode';
import type { Endpoint } from '../../endpoints/endpoint';
import { addEndpoint } from '../commands/ownEndpoints';
import { t } from '../language/t';
import { inList, literally } from '../messages/literalText';
import type { EndpointPromptParts } from '../prompts/askForEndpoint';
import { addressWords } from '../prompts/endpointWords';
import { canCheck } from '../prompts/textInterpreter';
import type { ImportedEndpoint, ImportedList } from './importedOperations';
import type { Homeless, Homes } from './importPlan';

/** Finds or asks for the endpoints of all operations; undefined when the person gave up. */
export async function findHomes(list: ImportedList, parts: EndpointPromptParts): Promise<Homes | undefined> {
  const { homelessIn, homesOf } = await import('./importPlan');
  const homes = new Map(homesOf(list, parts.endpoints.all));
  for (const group of homelessIn(list, homes)) {
    const choice = await pickHome(group, parts);
    if (!choice) return undefined;
    if (choice.kind === 'endpoint') homes.set(group.endpoint.id, choice.endpoint);
  }
  return homes;
}

type Home = { readonly kind: 'endpoint'; readonly endpoint: Endpoint } | { readonly kind: 'leaveOut' };

interface HomeItem extends vscode.QuickPickItem {
  readonly choose: () => Promise<Home | undefined>;
}

async function pickHome(group: Homeless, parts: EndpointPromptParts): Promise<Home | undefined> {
  const { endpoint: told, operations } = group;
  const able = parts.endpoints.all.filter((one) => operations.every(({ name }) => canCheck(one, name)));
  const items: HomeItem[] = [
    { label: t('Leave Out'), choose: async () => ({ kind: 'leaveOut' }) },
    { label: `$(add) ${t('Add Endpoint…')}`, choose: () => addHome(group, parts) },
    ...able.map((endpoint) => ({
      label: inList(endpoint.label),
      description: inList(addressWords(endpoint)),
      choose: async (): Promise<Home> => ({ kind: 'endpoint', endpoint }),
    })),
  ];
  const shown = await shownEndpoint(told);
  const title =
    operations.length === 1
      ? t('1 operation is of an endpoint that is not here: {0}', shown)
      : t('{0} operations are of an endpoint that is not here: {1}', operations.length, shown);
  const placeHolder = t('Add it, choose the endpoint that knows them, or leave them out');
  const options = { title: literally(title), placeHolder, ignoreFocusOut: true, matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.choose();
}

/** A label alone may be that of another endpoint: what is asked there tells its address. */
async function shownEndpoint(told: ImportedEndpoint): Promise<string> {
  const { rootOf } = await import('./importPlan');
  const url = rootOf(told);
  return url === undefined ? told.label : `${told.label}, ${addressWords({ url })}`;
}

/** Only an address and a kind come from the file, and the person confirms both. */
async function addHome({ endpoint: told }: Homeless, parts: EndpointPromptParts): Promise<Home | undefined> {
  const { rootOf } = await import('./importPlan');
  const url = rootOf(told);
  const isKnown = url !== undefined && told.kind !== 'described';
  const endpoint = await addEndpoint(parts, isKnown ? { url, kind: told.kind } : undefined);
  return endpoint && { kind: 'endpoint', endpoint };
}
