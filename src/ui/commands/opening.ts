import * as vscode from 'vscode';
import { addressWantsKey } from '../../endpoints/endpoint';
import type { VideoTarget } from '../../saving/downloads';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { CommandError } from '../messages/commandError';
import { doneWords, leftOutAs, mergeLeftOut } from '../messages/leftOut';
import { confirm, inform } from '../messages/message';
import { withShortIds } from '../messages/titles';
import type { CommandContext, Commands } from './command';
import { copy } from './copying';

const DONT_EXPLAIN_KEY = 'veo.open.dontExplainKey';
/** More tabs are opened only after a question. */
const MAX_UNASKED_TABS = 5;

/** Open Video URI. */
export function openCommands({
  targets,
  seen,
  endpoints,
  globalState,
}: Pick<CommandContext, 'targets' | 'seen' | 'endpoints' | 'globalState'>): Commands {
  return {
    'veo.openVideoUri': async (...args) => {
      const { applicable, leftOut } = await targets.videos(args, t('Open which video?'), 'oneOrAll');
      seen.markSeen(applicable.map(({ operation }) => operation));
      const addresses = applicable.flatMap(addressOf);
      const [unopenable] = applicable;
      if (unopenable && addresses.length === 0) {
        throw new CommandError(
          t('A browser cannot open this address: {0}', withShortIds(unopenable.video.uri)),
        );
      }
      if (addresses.length > MAX_UNASKED_TABS && !(await confirmMany(addresses.length))) return;
      if (!(await openAll(addresses, endpoints, globalState))) return;
      const all = mergeLeftOut(leftOut, leftOutAs('addressless', applicable.length - addresses.length));
      if (all.size > 0) confirm(doneWords(t('Opened {0}', addresses.length), all));
    },
  };
}

interface Address {
  readonly target: VideoTarget;
  readonly url: URL;
}

/** The address that a browser can open; none if the video is in a bucket, for example. */
function addressOf(target: VideoTarget): Address[] {
  const { uri } = target.video;
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? [{ target, url }] : [];
}

/** Opens all addresses, after one explanation if any of them needs the key. @returns whether they were opened */
async function openAll(
  addresses: readonly Address[],
  endpoints: EndpointList,
  globalState: vscode.Memento,
): Promise<boolean> {
  const wantsKey = ({ target, url }: Address) =>
    addressWantsKey(url, endpoints.byId(target.operation.endpoint));
  const explains = !globalState.get(DONT_EXPLAIN_KEY) && addresses.some(wantsKey);
  if (explains && !(await explainKey(addresses, globalState))) return false;
  // A string is passed on as it is. A Uri would encode `:` and `=`, which breaks the signature of an address.
  for (const { url } of addresses) await vscode.env.openExternal(url.href as unknown as vscode.Uri);
  return true;
}

async function confirmMany(count: number): Promise<boolean> {
  const open = t('Open');
  const question = t('Open {0} addresses in the browser?', count);
  return (await vscode.window.showInformationMessage(question, { modal: true }, open)) === open;
}

/** @returns whether to open the addresses anyway */
async function explainKey(addresses: readonly Address[], globalState: vscode.Memento): Promise<boolean> {
  const openAnyway = t('Open Anyway');
  const copyUri = t('Copy Video URI');
  const dontShow = t("Open and Don't Show Again");
  const answer = await inform(
    t('This address wants an API key, which a browser does not send: it will probably show an error.'),
    openAnyway,
    copyUri,
    dontShow,
  );
  if (answer === copyUri) {
    const uris = addresses.map(({ target }) => target.video.uri);
    await copy(uris, new Map());
  }
  if (answer === dontShow) await globalState.update(DONT_EXPLAIN_KEY, true);
  return answer === openAnyway || answer === dontShow;
}
