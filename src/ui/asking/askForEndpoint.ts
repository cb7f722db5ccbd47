import * as vscode from 'vscode';
import {
  type Endpoint,
  type EndpointKind,
  type EndpointRefusal,
  originOf,
  readEndpointRoot,
} from '../../endpoints/endpoint';
import { VideoApiError } from '../../endpoints/videoApi';
import type { ApiKeys } from '../apiKeys';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { withFault } from '../telling/faultWords';
import { warn } from '../telling/message';
import { duringProgress } from '../telling/progress';

/** Asks an endpoint whether it is there; throws VideoApiError when it is not. */
export type Trial = (endpoint: Endpoint, key: string | undefined, signal: AbortSignal) => Promise<void>;

/** An endpoint as it stands in the setting `veo.endpoints`. */
export interface OwnEndpointSetting {
  readonly id: string;
  readonly label: string;
  readonly kind: EndpointKind;
  readonly url: string;
}

/** Asks for an endpoint of the person's own, until one answers or the person wants it all the same; undefined when given up. */
export async function askForEndpoint(
  endpoints: EndpointList,
  keys: ApiKeys,
  trial: Trial,
): Promise<OwnEndpointSetting | undefined> {
  const kind = await askForKind();
  let url: string | undefined = '';
  while (kind) {
    url = await askForUrl(kind, url);
    if (url === undefined) return undefined;
    const root = readEndpointRoot(kind, url);
    if (root.kind === 'refused') continue;
    const setting = settingFor(kind, root.url, endpoints);
    const verdict = await tryOut(setting, keys, trial);
    if (verdict === 'givenUp') return undefined;
    if (verdict === 'wanted') return named(setting);
  }
  return undefined;
}

async function askForKind(): Promise<EndpointKind | undefined> {
  const items: (vscode.QuickPickItem & { kind_: EndpointKind })[] = [
    {
      label: t('LiteLLM Gateway'),
      detail: t('Offers /gemini/v1beta and /v1/videos, as AI Thực Chiến does.'),
      kind_: 'litellm',
    },
    {
      label: t('Gemini API'),
      detail: t('Offers /v1beta as Google does, for example a proxy of your own.'),
      kind_: 'google',
    },
  ];
  const title = t('Add Endpoint (1/3): What answers there?');
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.kind_;
}

async function askForUrl(kind: EndpointKind, value: string): Promise<string | undefined> {
  const url = await vscode.window.showInputBox({
    title: t('Add Endpoint (2/3): Address'),
    prompt: t('Without /gemini, /v1 or /v1beta. Your API key will be sent there.'),
    placeHolder: 'https://gateway.example.com',
    value,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? undefined : whyNotAnAddress(kind, text)),
  });
  const trimmed = url?.trim();
  return trimmed === '' ? askForUrl(kind, '') : trimmed;
}

function whyNotAnAddress(kind: EndpointKind, url: string): string | undefined {
  const root = readEndpointRoot(kind, url.trim());
  return root.kind === 'refused' ? refusalWords(root.reason) : undefined;
}

function refusalWords(reason: EndpointRefusal): string {
  return reason === 'insecureUrl'
    ? t('It must be https, for your API key would travel in the open. On this machine http will do.')
    : t('This is not a plain https address, such as https://gateway.example.com.');
}

/** The id comes from the host: it is what settings name the endpoint by. */
function settingFor(kind: EndpointKind, url: string, endpoints: EndpointList): OwnEndpointSetting {
  const address = new URL(url);
  const stem =
    address.host
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 56) || 'own';
  const taken = new Set(endpoints.all.map(({ id }) => id));
  const others = Array.from({ length: 99 }, (_, index) => `${stem}-${index + 2}`);
  const id = [stem, ...others].find((candidate) => !taken.has(candidate)) ?? stem;
  return { id, label: address.host, kind, url };
}

async function tryOut(
  setting: OwnEndpointSetting,
  keys: ApiKeys,
  trial: Trial,
): Promise<'wanted' | 'changeAddress' | 'givenUp'> {
  const endpoint: Endpoint = { ...setting, auth: { kind: 'key' } };
  try {
    const key = await keys.get(originOf(endpoint));
    const title = t('Trying {0}…', setting.label);
    await duringProgress(title, (signal) => trial(endpoint, key, signal));
    return 'wanted';
  } catch (error) {
    if (!(error instanceof VideoApiError)) throw error;
    return askAfterFault(setting, error);
  }
}

async function askAfterFault(
  { label }: OwnEndpointSetting,
  { kind, detail }: VideoApiError,
): Promise<'wanted' | 'changeAddress' | 'givenUp'> {
  const addAnyway = t('Add Anyway');
  const change = t('Change Address');
  const text =
    kind === 'unauthorized'
      ? t('{0} answers, but refused the API key that you have set for it.', label)
      : withFault(t('{0} did not answer as such an endpoint should.', label), detail);
  const answer = await warn(text, addAnyway, change);
  if (answer === addAnyway) return 'wanted';
  return answer === change ? 'changeAddress' : 'givenUp';
}

async function named(setting: OwnEndpointSetting): Promise<OwnEndpointSetting | undefined> {
  const label = await vscode.window.showInputBox({
    title: t('Add Endpoint (3/3): Name'),
    prompt: t('How it is called in lists and messages'),
    value: setting.label,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim().length > 100 ? t('At most {0} characters.', 100) : undefined),
  });
  return label === undefined ? undefined : { ...setting, label: label.trim() || setting.label };
}
