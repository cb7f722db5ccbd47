import * as vscode from 'vscode';
import { addressWantsKey } from '../../endpoints/endpoint';
import type { VideoTarget } from '../../saving/downloads';
import type { Targets } from '../asking/targets';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { CommandError } from '../telling/commandError';
import { confirm, inform } from '../telling/message';
import { withShortIds } from '../telling/names';
import type { SeenResults } from '../telling/seenResults';
import type { Commands } from './command';

const DONT_EXPLAIN = 'veo.open.dontExplainKey';

/** Open Video URI. */
export function openCommands(
  targets: Targets,
  seen: SeenResults,
  endpoints: EndpointList,
  globalState: vscode.Memento,
): Commands {
  return {
    'veo.openVideoUri': async (...args) => {
      for (const target of await targets.videos(args, t('Open which video?'))) {
        seen.look([target.operation]);
        await open(target, endpoints, globalState);
      }
    },
  };
}

async function open(
  target: VideoTarget,
  endpoints: EndpointList,
  globalState: vscode.Memento,
): Promise<void> {
  const { uri } = target.video;
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw new CommandError(t('A browser cannot open this address: {0}', uri));
  }
  const endpoint = endpoints.byId(target.operation.endpoint);
  const explains = !globalState.get(DONT_EXPLAIN) && addressWantsKey(url, endpoint);
  if (explains && !(await explainKey(target, globalState))) return;
  // A string passes as it is; a Uri would be written anew, with `:` and `=` encoded, and its signature broken.
  await vscode.env.openExternal(url.href as unknown as vscode.Uri);
}

/** Whether to open it all the same. */
async function explainKey(target: VideoTarget, globalState: vscode.Memento): Promise<boolean> {
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
    await vscode.env.clipboard.writeText(target.video.uri);
    confirm(t('Copied {0}', withShortIds(target.video.uri)));
  }
  if (answer === dontShow) await globalState.update(DONT_EXPLAIN, true);
  return answer === openAnyway || answer === dontShow;
}
