import * as vscode from 'vscode';
import { originOf } from '../../endpoints/endpoint';
import type { Targets, VideoTarget } from '../asking/targets';
import type { EndpointList } from '../endpointList';
import type { SeenResults } from '../telling/seenResults';
import { CommandError, type Commands, confirm } from './command';

const DONT_EXPLAIN = 'veo.open.dontExplainKey';
const GOOGLE_ORIGIN = 'https://generativelanguage.googleapis.com';

/** Open Video URI. */
export function openCommands(
  targets: Targets,
  seen: SeenResults,
  endpoints: EndpointList,
  globalState: vscode.Memento,
): Commands {
  return {
    'veo.openVideoUri': async (...args) => {
      for (const target of await targets.videos(args, vscode.l10n.t('Open which video?'))) {
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
    throw new CommandError(vscode.l10n.t('A browser cannot open this address: {0}', uri));
  }
  const needsKey = !globalState.get(DONT_EXPLAIN) && keyIsWanted(target, url.origin, endpoints);
  if (needsKey && !(await explainKey(target, globalState))) return;
  await vscode.env.openExternal(vscode.Uri.parse(url.href, true));
}

/** Gemini files, and whatever an endpoint with a key serves itself, are not given to a browser, which sends no key. */
function keyIsWanted({ operation }: VideoTarget, origin: string, endpoints: EndpointList): boolean {
  const endpoint = endpoints.byId(operation.endpoint);
  if (endpoint && originOf(endpoint) === origin) return endpoint.auth.kind === 'key';
  return origin === GOOGLE_ORIGIN;
}

/** Whether to open it all the same. */
async function explainKey(target: VideoTarget, globalState: vscode.Memento): Promise<boolean> {
  const openAnyway = vscode.l10n.t('Open Anyway');
  const copyUri = vscode.l10n.t('Copy Video URI');
  const dontShow = vscode.l10n.t("Open and Don't Show Again");
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'This address wants your API key, which a browser does not send: it will probably show an error. A script that sends the key can fetch it.',
    ),
    openAnyway,
    copyUri,
    dontShow,
  );
  if (answer === copyUri) {
    await vscode.env.clipboard.writeText(target.video.uri);
    confirm(vscode.l10n.t('Copied {0}', target.video.uri));
  }
  if (answer === dontShow) await globalState.update(DONT_EXPLAIN, true);
  return answer === openAnyway || answer === dontShow;
}
