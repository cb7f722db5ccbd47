import type { Operation } from '../../operations/operation';
import type { Poller } from '../../tracking/polling/poller';
import { t } from '../language/t';
import { confirm } from '../messages/message';
import { duringProgress } from '../messages/progress';
import { checkingTitle } from '../messages/stateWords';
import type { CommandTargets } from '../prompts/commandTargets';
import type { AnswerDocuments } from '../view/answerDocuments';
import type { Commands } from './command';

/** Show Answer: what an API said that could not be understood. After a restart it is asked for once more. */
export function answerCommands(targets: CommandTargets, answers: AnswerDocuments, poller: Poller): Commands {
  return {
    'veo.showAnswer': async (...args) => {
      const placeHolder = t('Show the answer for which operation?');
      for (const operation of await targets.operationsThat(isUnreadable, args, placeHolder)) {
        if (await answers.show(operation)) continue;
        await duringProgress(checkingTitle([operation]), (signal) => poller.check(operation, signal));
        if (!(await answers.show(operation))) confirm(t('The API gave another answer this time'));
      }
    },
  };
}

function isUnreadable(operation: Operation): operation is Operation {
  return operation.problem?.kind === 'malformed';
}
