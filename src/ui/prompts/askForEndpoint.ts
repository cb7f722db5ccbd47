import * as vscode from 'vscode';
import { type Endpoint, type EndpointKind, originOf } from '../../endpoints/endpoint';
import { type EndpointRefusal, readEndpointRoot } from '../../endpoints/ownEndpoints';
import type { ApiKeys } from '../apiKeys';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { addressDoubt, kindWords, otherKindDoubt } from '../messages/trialWords';
import { faultOf, type Trial } from './trial';
import { askTried, type Doubt, type Reading } from './triedInput';

/** What asking for an endpoint works with. */
export interface EndpointQuestion {
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

/** Where an endpoint is, and what answers there. */
type Place = Pick<Endpoint, 'kind' | 'url'>;

/**
 * Asks for an endpoint of the person's own, or for what is to change of one; its address is tried in the box.
 *
 * @returns undefined when the person gave up
 */
export async function askForEndpoint(
  parts: EndpointQuestion,
  known?: Endpoint,
): Promise<OwnEndpointSetting | undefined> {
  const title = known ? t('Edit Endpoint') : t('Add Endpoint');
  const kind = await askForKind(t('{0} (1/3): What answers there?', title), known?.kind);
  const place = kind && (await askForPlace(t('{0} (2/3): Address', title), { kind, known }, parts));
  if (!place) return undefined;
  const { host } = new URL(place.url);
  const label = await askForLabel(t('{0} (3/3): Name', title), known?.label ?? host);
  if (label === undefined) return undefined;
  const id = known?.id ?? newId(host, parts.endpoints);
  return { id, label: label || host, kind: place.kind, url: place.url };
}

const DETAILS: Readonly<Record<EndpointKind, () => string>> = {
  litellm: () => t('Offers /gemini/v1beta and /v1/videos, as AI Thực Chiến does.'),
  google: () => t('Offers /v1beta as Google does, for example a proxy of your own.'),
};

/** The present kind is the first, so that Enter keeps it. */
async function askForKind(title: string, present?: EndpointKind): Promise<EndpointKind | undefined> {
  const kinds: readonly EndpointKind[] = present === 'google' ? ['google', 'litellm'] : ['litellm', 'google'];
  const items = kinds.map((kind) => ({ label: kindWords(kind), detail: DETAILS[kind](), of: kind }));
  return (await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true }))?.of;
}

function askForPlace(
  title: string,
  { kind, known }: { readonly kind: EndpointKind; readonly known: Endpoint | undefined },
  parts: EndpointQuestion,
): Promise<Place | undefined> {
  return askTried<Place>({
    title,
    prompt: t('Without /gemini, /v1 or /v1beta. Your API key will be sent there.'),
    placeholder: 'https://gateway.example.com',
    text: known?.url ?? '',
    trying: t('Trying the address…'),
    read: (text) => readPlace(kind, text),
    attempt: (place, signal) => doubtOf(place, parts, signal),
  });
}

function readPlace(kind: EndpointKind, text: string): Reading<Place> {
  const root = readEndpointRoot(kind, withScheme(text.trim()));
  return root.kind === 'refused'
    ? { kind: 'refused', reason: refusalWords(root.reason) }
    : { kind: 'value', value: { kind, url: root.url } };
}

/** People copy a host without what comes before it: a name with a dot, or this machine with a port. */
function withScheme(text: string): string {
  if (/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?(?:\/|$)/.test(text)) return `http://${text}`;
  return /^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:\/|$)/.test(text) ? `https://${text}` : text;
}

function refusalWords(reason: EndpointRefusal): string {
  return reason === 'insecureUrl'
    ? t('It must be https, for your API key would travel in the open. On this machine http will do.')
    : t('This is not a plain https address, such as https://gateway.example.com.');
}

/** What speaks against an address; one that answers as another kind does is taken for that. */
async function doubtOf(
  place: Place,
  { keys, trial }: EndpointQuestion,
  signal: AbortSignal,
): Promise<Doubt<Place> | undefined> {
  const endpoint = endpointAt(place);
  const fault = await faultOf(trial(endpoint, await keys.get(originOf(endpoint)), signal));
  const words = fault && addressDoubt(endpoint, fault);
  if (!fault || words === undefined) return undefined;
  const other = place.kind === 'litellm' ? 'google' : 'litellm';
  const isThere = !['offline', 'timeout', 'unauthorized'].includes(fault.kind);
  // Without the key: nobody has said that it is one for an API of that kind.
  const isOther = isThere && !(await faultOf(trial({ ...endpoint, kind: other }, undefined, signal)));
  if (!isOther) return { words, value: place };
  return { words: otherKindDoubt(place.kind, other), value: { ...place, kind: other } };
}

function endpointAt({ kind, url }: Place): Endpoint {
  return { id: '', label: new URL(url).host, kind, url, auth: { kind: 'key' } };
}

async function askForLabel(title: string, value: string): Promise<string | undefined> {
  const label = await vscode.window.showInputBox({
    title,
    prompt: t('How it is called in lists and messages'),
    value,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim().length > 100 ? t('At most {0} characters.', 100) : undefined),
  });
  return label?.trim();
}

/** The id comes from the host: it is what settings name the endpoint by. */
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
