import * as vscode from 'vscode';
import type { Operation } from '../../operations/operation';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { doneWords, type LeftOut } from '../messages/leftOut';
import { confirm } from '../messages/message';
import { hasReason, reasonWords } from '../messages/reasonWords';
import type { CommandTargets } from '../prompts/commandTargets';
import { reasonUri } from '../view/reasonDocuments';
import type { SeenResults } from '../view/seenResults';
import type { Commands } from './command';

/** Show Reason and Copy Error: why an operation has no video, or could not be checked. */
export function reasonCommands(
  targets: CommandTargets,
  seen: SeenResults,
  endpoints: EndpointList,
): Commands {
  return {
    'veo.showReason': async (...args) => {
      const placeHolder = t('Show the reason of which operation?');
      const operations = await targets.operationsThat(hasReason, args, placeHolder);
      seen.markSeen(operations);
      for (const operation of operations) {
        await vscode.commands.executeCommand('vscode.open', reasonUri(operation));
      }
    },
    'veo.copyError': async (...args) => {
      const placeHolder = t('Copy the error of which operation?');
      const { applicable, leftOut } = await targets.choose(hasReason, args, placeHolder);
      seen.markSeen(applicable);
      await copyReasons(applicable, leftOut, endpoints);
    },
  };
}

/** Of several, one paragraph each. */
async function copyReasons(
  operations: readonly Operation[],
  leftOut: LeftOut,
  endpoints: EndpointList,
): Promise<void> {
  const texts = operations.map((operation) => reasonWords(operation, endpoints));
  const [first] = texts;
  if (first === undefined) return;
  await vscode.env.clipboard.writeText(texts.join('\n\n'));
  const done = texts.length === 1 ? t('Copied {0}', first) : t('Copied {0} errors', texts.length);
  confirm(doneWords(done, leftOut));
}
