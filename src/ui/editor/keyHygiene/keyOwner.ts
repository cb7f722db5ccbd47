import * as vscode from 'vscode';
import { type Endpoint, originOf } from '../../../endpoints/endpoint';
import { foreignKey } from '../../../endpoints/pastedKey';
import { PRESETS } from '../../../endpoints/presets';
import { type ApiKeys, keyStateOf } from '../../apiKeys';
import { t } from '../../language/t';
import { CommandError } from '../../messages/commandError';
import { inList } from '../../messages/literalText';
import { askModally } from '../../messages/message';
import { keyStateWords } from '../../prompts/askForKey';
import { addressWords } from '../../prompts/endpointWords';

/** Whose a key is: an endpoint, or a service at which the person has none. */
export type KeyOwner = Pick<Endpoint, 'id' | 'kind' | 'label'>;

/** The service whose address stands nearest to a key, where the person has no endpoint there. */
export function serviceBeside(
  [nearest]: readonly string[],
  endpoints: readonly Endpoint[],
): KeyOwner | undefined {
  if (endpoints.some((one) => originOf(one) === nearest)) return undefined;
  return PRESETS.find(({ url }) => url !== undefined && new URL(url).origin === nearest);
}

/**
 * The endpoint that a key is for: the only one whose address stands beside it, or the one that a person picks.
 *
 * @returns undefined when the person gave up
 * @throws CommandError where no endpoint takes such a key, or only the address of another service stands beside it
 */
export async function ownerOf(
  key: string,
  origins: readonly string[],
  { all, keys }: { readonly all: readonly Endpoint[]; readonly keys: ApiKeys },
): Promise<Endpoint | undefined> {
  const possible = oneOfEachOrigin(
    all.filter(({ auth, kind }) => auth.kind === 'key' && foreignKey(key, kind) === undefined),
  );
  if (possible.length === 0) {
    throw new CommandError(t('None of your endpoints takes such a key. Add its endpoint, then try again.'));
  }
  const beside = origins.flatMap((origin) => possible.filter((one) => originOf(one) === origin));
  const service = serviceBeside(origins, all);
  if (service && beside.length === 0) throw noEndpoint(origins[0] ?? '');
  const certain = service ? [] : beside.length > 0 ? beside : possible.filter((one) => isOnlyTaker(key, one));
  if (certain.length === 1) return certain[0];
  return pickOwner([...new Set([...beside, ...certain, ...possible])], keys);
}

function noEndpoint(origin: string): CommandError {
  return new CommandError(
    t(
      '{0} is none of your endpoints. Add it with Select Endpoint… if you trust it with your API key.',
      new URL(origin).host,
    ),
  );
}

/** Keys are stored by origin. */
function oneOfEachOrigin(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const origins = endpoints.map(originOf);
  return endpoints.filter((endpoint, at) => origins.indexOf(originOf(endpoint)) === at);
}

/** A key of Google's form beside no address is for the Gemini API, or for one of its proxies. */
function isOnlyTaker(key: string, { kind }: Endpoint): boolean {
  return kind === 'google' && foreignKey(key, 'litellm') === 'google';
}

async function pickOwner(endpoints: readonly Endpoint[], keys: ApiKeys): Promise<Endpoint | undefined> {
  const items = endpoints.map(async (endpoint) => ({
    label: inList(endpoint.label),
    description: addressWords(endpoint),
    detail: keyStateWords(await keyStateOf(endpoint, keys)),
    endpoint,
  }));
  const placeHolder = t('Which endpoint is this API key for? It is sent nowhere else.');
  return (await vscode.window.showQuickPick(Promise.all(items), { placeHolder }))?.endpoint;
}

/**
 * Stores a key, unless there is another that the person keeps.
 *
 * @returns whether the key may leave its text: false when the person gave up
 * @throws CommandError where the secret storage refuses: the text would have the only copy that lasts
 */
export async function storeUnlessKept(key: string, endpoint: Endpoint, keys: ApiKeys): Promise<boolean> {
  const origin = originOf(endpoint);
  const stored = await keys.get(origin);
  if (stored === key) return true;
  if (stored !== undefined) {
    const [replace, keep] = [t('Replace It'), t('Keep It')];
    const question = t('There is another API key for {0} already. Replace it?', endpoint.label);
    const detail = t('If you keep it, the key of the text is stored nowhere.');
    const answer = await askModally(question, [detail], replace, keep);
    if (answer !== replace) return answer === keep;
  }
  if ((await keys.set(origin, key)) === 'secretStorage') return true;
  throw new CommandError(
    t('The secret storage of this system did not accept the API key, so the text was left as it is.'),
  );
}
