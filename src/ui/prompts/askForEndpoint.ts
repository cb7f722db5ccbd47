import * as vscode from 'vscode';
import { type Endpoint, type EndpointKind, originOf } from '../../endpoints/endpoint';
import { readEndpointRoot } from '../../endpoints/endpointRoot';
import { type AuthSetting, authOf } from '../../endpoints/ownEndpoints';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import type { KeyPromptParts } from './askForKey';
import { askWithTrial, type CheckedInput, type TrialWarning } from './askWithTrial';
import type { Service } from './pickService';
import { faultOf } from './trial';
import { addressWarning, otherKindWarning } from './trialWords';

export interface EndpointPromptParts extends KeyPromptParts {
  readonly endpoints: EndpointList;
}

/** What is asked about an endpoint, as it stands in the setting `veo.endpoints`. */
interface OwnEndpointSetting {
  readonly id: string;
  readonly label: string;
  readonly kind: EndpointKind;
  readonly url: string;
  readonly preset?: string;
  readonly auth?: AuthSetting;
}

/** The address of an endpoint, and which API answers there. */
type EndpointAddress = Pick<Endpoint, 'kind' | 'url' | 'auth' | 'preset'>;

/**
 * Asks for what is not known of an endpoint to be added: its address, which is tried in the box, and its name. Nothing is
 * asked about a service whose address and name are known.
 *
 * @param pasted the address that is in the box at first
 * @returns undefined when the person gave up
 */
export async function askForEndpoint(
  service: Service,
  parts: EndpointPromptParts,
  pasted = '',
): Promise<OwnEndpointSetting | undefined> {
  const { label: serviceLabel, url, auth, preset } = service;
  const isKnown = url !== undefined && serviceLabel !== undefined;
  const address = await addressOf(service, parts, pasted);
  if (!address) return undefined;
  const { host } = new URL(address.url);
  const label = isKnown
    ? serviceLabel
    : await askForLabel(t('{0} (2/2): Name', t('Add Endpoint')), serviceLabel ?? host);
  if (label === undefined) return undefined;
  const id = newId(preset ?? host, parts.endpoints);
  const known = { ...(preset !== undefined && { preset }), ...(auth && { auth }) };
  return { id, label: label || host, kind: address.kind, url: address.url, ...known };
}

async function addressOf(
  { kind, url, auth, preset }: Service,
  parts: EndpointPromptParts,
  pasted: string,
): Promise<EndpointAddress | undefined> {
  const known = { kind, auth: authOf(auth), ...(preset !== undefined && { preset }) };
  if (url !== undefined) return { ...known, url };
  const title = t('{0} (1/2): Address', t('Add Endpoint'));
  if (pasted === '') return askForAddress({ title, known: { ...known, url: '' } }, parts);
  const root = readEndpointRoot(kind, pasted);
  return askForAddress(
    {
      title,
      known: { ...known, url: root.kind === 'root' ? root.url : pasted },
      prompt: t(
        'Operations in the text are at this address, which is none of your endpoints. Add it only if you trust it: your API key will be sent there.',
      ),
    },
    parts,
  );
}

/** Asks for another address and name of an endpoint; undefined when the person gave up. */
export async function askForChanges(
  known: Endpoint,
  parts: EndpointPromptParts,
): Promise<Pick<Endpoint, 'label' | 'kind' | 'url'> | undefined> {
  const title = t('Edit Endpoint');
  const address = await askForAddress({ title: t('{0} (1/2): Address', title), known }, parts);
  if (!address) return undefined;
  const label = await askForLabel(t('{0} (2/2): Name', title), known.label);
  if (label === undefined) return undefined;
  return { label: label || new URL(address.url).host, kind: address.kind, url: address.url };
}

/** What the box for an address shows. */
interface AddressBox {
  readonly title: string;
  /** What is known of the endpoint; its url is empty, or the one that is in the box at first. */
  readonly known: EndpointAddress;
  /** In place of what is to be typed. */
  readonly prompt?: string;
}

function askForAddress(
  { title, known, prompt = addressPrompt(known.kind) }: AddressBox,
  parts: EndpointPromptParts,
): Promise<EndpointAddress | undefined> {
  return askWithTrial<EndpointAddress>({
    title,
    prompt,
    placeholder: 'https://gateway.example.com',
    text: known.url,
    trying: t('Trying the address…'),
    read: (text) => readAddress(known, text),
    attempt: (address, signal) => tryAddress(address, parts, signal),
  });
}

function addressPrompt(kind: EndpointKind): string {
  switch (kind) {
    case 'litellm':
    case 'google':
      return t('Without /gemini, /v1 or /v1beta. Your API key will be sent there.');
    case 'videos':
      return t('What comes before /v1/videos. Your API key will be sent there.');
    case 'agentPlatform':
    case 'described':
      return t('What comes before the paths of its API. Your API key will be sent there.');
  }
}

function readAddress(known: EndpointAddress, text: string): CheckedInput<EndpointAddress> {
  const root = readEndpointRoot(known.kind, withScheme(text.trim()));
  return root.kind === 'refused'
    ? { kind: 'refused', reason: refusalWords(root.reason) }
    : { kind: 'value', value: { ...known, url: root.url } };
}

/** People copy a host without its scheme: a name with a dot, or this machine with a port. */
function withScheme(text: string): string {
  if (/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?(?:\/|$)/.test(text)) return `http://${text}`;
  return /^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:\/|$)/.test(text) ? `https://${text}` : text;
}

function refusalWords(reason: 'badUrl' | 'insecureUrl'): string {
  return reason === 'insecureUrl'
    ? t('It must be https, for your API key would travel in the open. On this machine http will do.')
    : t('This is not a plain https address, such as https://gateway.example.com.');
}

/** The kind that people choose by mistake for another. */
const OTHER_KIND: Readonly<Partial<Record<EndpointKind, EndpointKind>>> = {
  litellm: 'google',
  videos: 'google',
  google: 'litellm',
};

/** Warns if the endpoint does not answer as one of its kind. If it answers as one of another kind, Enter accepts that kind. */
async function tryAddress(
  address: EndpointAddress,
  { keys, trial }: EndpointPromptParts,
  signal: AbortSignal,
): Promise<TrialWarning<EndpointAddress> | undefined> {
  const endpoint = { ...address, id: '', label: new URL(address.url).host };
  const key = endpoint.auth.kind === 'none' ? undefined : await keys.get(originOf(endpoint));
  const fault = await faultOf(trial(endpoint, key, signal));
  const words = fault && addressWarning(endpoint, fault);
  if (!fault || words === undefined) return undefined;
  const other = OTHER_KIND[address.kind];
  const answers = !['offline', 'timeout', 'unauthorized'].includes(fault.kind);
  if (!other || !answers) return { words, value: address };
  // The key is left out, since it may not belong to an API of the other kind.
  const isOther = !(await faultOf(trial({ ...endpoint, kind: other }, undefined, signal)));
  if (!isOther) return { words, value: address };
  return { words: otherKindWarning(address.kind, other), value: { ...address, kind: other } };
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

/** An id that no endpoint has, made of a name so that a person recognizes it in the settings. */
function newId(name: string, endpoints: EndpointList): string {
  const stem =
    name
      .replace(/[^A-Za-z0-9]+/g, '-')
      .replace(/^-+|(?<!-)-+$/g, '')
      .slice(0, 56) || 'own';
  const taken = new Set(endpoints.all.map(({ id }) => id));
  const others = Array.from({ length: 99 }, (_, index) => `${stem}-${index + 2}`);
  return [stem, ...others].find((candidate) => !taken.has(candidate)) ?? stem;
}
