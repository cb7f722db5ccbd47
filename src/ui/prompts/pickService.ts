import * as vscode from 'vscode';
import type { EndpointKind } from '../../endpoints/endpoint';
import type { AuthSetting } from '../../endpoints/ownEndpoints';
import type { Preset } from '../../endpoints/presets';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { addressWords, kindWords } from './endpointWords';

/** What a new endpoint is to be, as far as it is known before anything was asked. */
export interface Service {
  readonly kind: EndpointKind;
  /** The id of what is known of it. */
  readonly preset?: string;
  readonly label?: string;
  /** Absent where people have addresses of their own. */
  readonly url?: string;
  readonly auth?: AuthSetting;
}

/** What a person wants to add: a service or a server, or an API that they describe in the settings. */
export type NewEndpoint =
  | { readonly kind: 'service'; readonly service: Service }
  | { readonly kind: 'description' };

interface Item extends vscode.QuickPickItem {
  readonly chosen?: NewEndpoint;
}

/** Asks what to add: services with an address of their own come first, then what people host themselves. */
export async function pickService(endpoints: EndpointList): Promise<NewEndpoint | undefined> {
  const { PRESETS } = await import('../../endpoints/presets');
  const items: Item[] = [
    separator(t('Services')),
    ...PRESETS.filter(({ url }) => url !== undefined).map((preset) => itemOf(preset, endpoints)),
    separator(t('Your Own Server')),
    itemOfKind('litellm', t('Offers /gemini/v1beta and /v1/videos, as AI Thực Chiến does.')),
    // Who types an address finds no service: most gateways are of this kind.
    { ...itemOfKind('videos', t('Offers /v1/videos, as many gateways do.')), alwaysShow: true },
    ...PRESETS.filter(isHostedByPeople).map((preset) => itemOf(preset, endpoints)),
    itemOfKind('google', t('Offers /v1beta as Google does, for example a proxy of your own.')),
    separator(t('Anything Else')),
    {
      label: t('Described API'),
      detail: t('You describe it in a few lines of the settings, which open with an example.'),
      alwaysShow: true, // It is the way on for a person who searches in vain.
      chosen: { kind: 'description' },
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: t('Add Endpoint: Which service?'),
    placeHolder: t('Search services; your own server and any other API are at the end'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.chosen;
}

/** The kinds that have a row of their own stand for what is nothing more. */
function isHostedByPeople({ url, kind }: Preset): boolean {
  return url === undefined && kind !== 'litellm';
}

/** Another name under which people look for a kind of endpoint. */
function formerName(kind: EndpointKind): string[] {
  return kind === 'agentPlatform' ? [t('formerly Vertex AI')] : [];
}

function separator(label: string): Item {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function itemOf(preset: Preset, endpoints: EndpointList): Item {
  const { label, url } = preset;
  const service = serviceOf(preset);
  const chosen: NewEndpoint = { kind: 'service', service };
  if (url === undefined) return { label, description: t('Gateway with /v1/videos'), chosen };
  const isThere = endpoints.ofService(service) !== undefined;
  const added = isThere ? [t('already added')] : [];
  const description = [addressWords({ url }), ...formerName(preset.kind), ...added].join(' · ');
  return { label, description, chosen };
}

/** A known service as what a new endpoint is to be. */
export function serviceOf({ id, label, kind, url, auth }: Preset): Service {
  return { kind, preset: id, label, ...(url !== undefined && { url }), ...(auth && { auth }) };
}

function itemOfKind(kind: EndpointKind, detail: string): Item {
  return { label: kindWords(kind), detail, chosen: { kind: 'service', service: { kind } } };
}
