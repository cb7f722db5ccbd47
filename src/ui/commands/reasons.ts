import * as vscode from 'vscode';
import type { Operation } from '../../operations/operation';
import type { Poller } from '../../tracking/polling/poller';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { doneWords, type LeftOut } from '../messages/leftOut';
import { confirm } from '../messages/message';
import { duringProgress } from '../messages/progress';
import { hasReason, reasonWords } from '../messages/reasonWords';
import { checkingTitle } from '../messages/stateWords';
import type { AnswerDocuments } from '../view/answerDocuments';
import { reasonUri } from '../view/reasonDocuments';
import type { CommandContext, Commands } from './command';

/** Show Reason, Copy Error and Show Answer: why an operation has no video, or could not be checked. */
export function reasonCommands({
  targets,
  seen,
  endpoints,
  answers,
  poller,
}: Pick<CommandContext, 'targets' | 'seen' | 'endpoints' | 'answers' | 'poller'>): Commands {
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
    'veo.showAnswer': async (...args) => {
      const placeHolder = t('Show the answer for which operation?');
      for (const operation of await targets.operationsThat(isUnreadable, args, placeHolder)) {
        await showAnswer(operation, answers, poller);
      }
    },
  };
}

function isUnreadable(operation: Operation): operation is Operation {
  return operation.problem?.kind === 'malformed';
}

/** Answers are kept in memory only, so after a restart the API is requested once more. */
async function showAnswer(operation: Operation, answers: AnswerDocuments, poller: Poller): Promise<void> {
  if (await answers.show(operation)) return;
  await duringProgress(checkingTitle([operation]), (signal) => poller.check(operation, signal));
  if (!(await answers.show(operation))) confirm(t('The API gave another answer this time'));
}

/** Copies one paragraph for each operation. */
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
