import * as vscode from 'vscode';
import { type Endpoint, type EndpointKind, originOf } from '../../endpoints/endpoint';
import { readEndpointRoot } from '../../endpoints/endpointRoot';
import type { EndpointRefusal } from '../../endpoints/ownEndpoints';
import type { ApiKeys } from '../apiKeys';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { askWithTrial, type CheckedInput, type TrialWarning } from './askWithTrial';
import { faultOf, type Trial } from './trial';
import { addressWarning, kindWords, otherKindWarning } from './trialWords';

export interface EndpointPromptParts {
  readonly endpoints: EndpointList;
  readonly keys: ApiKeys;
  readonly trial: Trial;
}

/** An endpoint as it stands in the setting `veo.endpoints`. */
export interface OwnEndpointSetting {
  readonly id: string;
  readonly label: string;
  readonly kind: EndpointKind;
  readonly url: string;
}

/** The address of an endpoint, and which API answers there. */
type EndpointAddress = Pick<Endpoint, 'kind' | 'url'>;

/**
 * Asks for an endpoint of the person's own, and tries its address in the box.
 *
 * @param known the endpoint to be changed
 * @returns undefined when the person gave up
 */
export async function askForEndpoint(
  parts: EndpointPromptParts,
  known?: Endpoint,
): Promise<OwnEndpointSetting | undefined> {
  const title = known ? t('Edit Endpoint') : t('Add Endpoint');
  const kind = await askForKind(t('{0} (1/3): What answers there?', title), known?.kind);
  const address = kind && (await askForAddress(t('{0} (2/3): Address', title), { kind, known }, parts));
  if (!address) return undefined;
  const { host } = new URL(address.url);
  const label = await askForLabel(t('{0} (3/3): Name', title), known?.label ?? host);
  if (label === undefined) return undefined;
  const id = known?.id ?? newId(host, parts.endpoints);
  return { id, label: label || host, kind: address.kind, url: address.url };
}

const DETAILS: Readonly<Record<'litellm' | 'google', () => string>> = {
  litellm: () => t('Offers /gemini/v1beta and /v1/videos, as AI Thực Chiến does.'),
  google: () => t('Offers /v1beta as Google does, for example a proxy of your own.'),
};

/** The present kind comes first, so that Enter keeps it. */
async function askForKind(title: string, present?: EndpointKind): Promise<EndpointKind | undefined> {
  const kinds: readonly ('litellm' | 'google')[] =
    present === 'google' ? ['google', 'litellm'] : ['litellm', 'google'];
  const items = kinds.map((kind) => ({ label: kindWords(kind), detail: DETAILS[kind](), of: kind }));
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.of;
}

function askForAddress(
  title: string,
  { kind, known }: { readonly kind: EndpointKind; readonly known: Endpoint | undefined },
  parts: EndpointPromptParts,
): Promise<EndpointAddress | undefined> {
  return askWithTrial<EndpointAddress>({
    title,
    prompt: t('Without /gemini, /v1 or /v1beta. Your API key will be sent there.'),
    placeholder: 'https://gateway.example.com',
    text: known?.url ?? '',
    trying: t('Trying the address…'),
    read: (text) => readAddress(kind, text),
    attempt: (address, signal) => tryAddress(address, parts, signal),
  });
}

function readAddress(kind: EndpointKind, text: string): CheckedInput<EndpointAddress> {
  const root = readEndpointRoot(kind, withScheme(text.trim()));
  return root.kind === 'refused'
    ? { kind: 'refused', reason: refusalWords(root.reason) }
    : { kind: 'value', value: { kind, url: root.url } };
}

/** People copy a host without its scheme: a name with a dot, or this machine with a port. */
function withScheme(text: string): string {
  if (/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?(?:\/|$)/.test(text)) return `http://${text}`;
  return /^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:\/|$)/.test(text) ? `https://${text}` : text;
}

function refusalWords(reason: EndpointRefusal): string {
  return reason === 'insecureUrl'
    ? t('It must be https, for your API key would travel in the open. On this machine http will do.')
    : t('This is not a plain https address, such as https://gateway.example.com.');
}

/** Warns if the endpoint does not answer as one of its kind. If it answers as one of the other kind, Enter accepts that kind. */
async function tryAddress(
  address: EndpointAddress,
  { keys, trial }: EndpointPromptParts,
  signal: AbortSignal,
): Promise<TrialWarning<EndpointAddress> | undefined> {
  const endpoint = endpointAt(address);
  const fault = await faultOf(trial(endpoint, await keys.get(originOf(endpoint)), signal));
  const words = fault && addressWarning(endpoint, fault);
  if (!fault || words === undefined) return undefined;
  const other = address.kind === 'litellm' ? 'google' : 'litellm';
  const answers = !['offline', 'timeout', 'unauthorized'].includes(fault.kind);
  // The key is left out, since it may not belong to an API of the other kind.
  const isOther = answers && !(await faultOf(trial({ ...endpoint, kind: other }, undefined, signal)));
  if (!isOther) return { words, value: address };
  return { words: otherKindWarning(address.kind, other), value: { ...address, kind: other } };
}

function endpointAt({ kind, url }: EndpointAddress): Endpoint {
  return { id: '', label: new URL(url).host, kind, url, auth: { kind: 'key' } };
}

const MAX_LABEL_CHARACTERS = 100;

async function askForLabel(title: string, value: string): Promise<string | undefined> {
  const label = await vscode.window.showInputBox({
    title,
    prompt: t('How it is called in lists and messages'),
    value,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text.trim().length > MAX_LABEL_CHARACTERS
        ? t('At most {0} characters.', MAX_LABEL_CHARACTERS)
        : undefined,
  });
  return label?.trim();
}

/** An id that no endpoint has, made of the host so that a person recognizes it in the settings. */
function newId(host: string, endpoints: EndpointList): string {
  const stem =
    host
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/^-+|(?<!-)-+$/g, '')
      .slice(0, 56) || 'own';
  const taken = new Set(endpoints.all.map(({ id }) => id));
  const others = Array.from({ length: 99 }, (_, index) => `${stem}-${index + 2}`);
  return [stem, ...others].find((candidate) => !taken.has(candidate)) ?? stem;
}
