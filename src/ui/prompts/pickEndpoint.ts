import * as vscode from 'vscode';
import type { Endpoint } from '../../endpoints/endpoint';
import { t } from '../language/t';
import { inList, literally } from '../messages/literalText';

/** What the person chose: one of the endpoints, the default one with a model, or to add another. */
export type EndpointChoice =
  | { readonly kind: 'endpoint'; readonly endpoint: Endpoint }
  | { readonly kind: 'model' }
  | { readonly kind: 'add' };

interface Item extends vscode.QuickPickItem {
  readonly choice: EndpointChoice;
}

interface Offered {
  readonly title: string;
  /** The likeliest first. */
  readonly endpoints: readonly Endpoint[];
  /** Endpoints that have already said that they know no such job. */
  readonly denied?: ReadonlySet<Endpoint>;
  /** The endpoint that would need the model together with the id. */
  readonly withModel?: Endpoint | undefined;
}

/** Asks to which endpoint a job belongs; undefined when the person gave up. */
export async function pickEndpoint({
  title,
  endpoints,
  denied = new Set(),
  withModel,
}: Offered): Promise<EndpointChoice | undefined> {
  const likely = endpoints.filter((endpoint) => !denied.has(endpoint));
  const items: Item[] = likely.map((endpoint) => itemOf(endpoint, false));
  if (withModel) {
    const description = t('an operation of Gemini, with its model');
    items.push({ label: inList(withModel.label), description, choice: { kind: 'model' } });
  }
  items.push({ label: `$(add) ${t('Add Endpoint…')}`, choice: { kind: 'add' } });
  // The last, so that Enter does not ask again what has just said no.
  items.push(...endpoints.filter((one) => denied.has(one)).map((endpoint) => itemOf(endpoint, true)));
  const isLeft = likely.length > 0 || withModel !== undefined;
  const placeHolder = isLeft
    ? t('Which endpoint knows it? It is asked at once.')
    : t('No such job is known there. Check the ID, or add its endpoint.');
  const options = { title: literally(title), placeHolder, matchOnDescription: true, ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(items, options))?.choice;
}

function itemOf(endpoint: Endpoint, isDenied: boolean): Item {
  const { host } = new URL(endpoint.url);
  return {
    label: inList(endpoint.label),
    description: isDenied ? `${host} · ${t('knows no such job')}` : host,
    choice: { kind: 'endpoint', endpoint },
  };
}
