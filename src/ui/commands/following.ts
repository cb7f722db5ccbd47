import type { Operation, RunningOperation } from '../../operations/operation';
import type { OperationStore } from '../../tracking/list/operationStore';
import { t } from '../language/t';
import { doneWords, type LeftOut, withLeftOut } from '../messages/leftOut';
import { confirm, inform } from '../messages/message';
import { titleOf } from '../messages/titles';
import type { CommandTargets } from '../prompts/commandTargets';
import type { Commands } from './command';

/** Stop Following and Follow Again: background polling of single operations. */
export function followingCommands(targets: CommandTargets, store: OperationStore): Commands {
  return {
    'veo.stopFollowing': async (...args) => {
      const placeHolder = t('Stop following which operation?');
      const { applicable, leftOut } = await targets.choose(isFollowed, args, placeHolder);
      stop(applicable, store);
      if (applicable.length > 0) void offerToFollow(applicable, leftOut, store);
    },
    'veo.followAgain': async (...args) => {
      const placeHolder = t('Follow which operation again?');
      const { applicable, leftOut } = await targets.choose(isUnfollowed, args, placeHolder);
      follow(applicable, store);
      if (leftOut.size > 0) confirm(doneWords(t('Following {0} again', applicable.length), leftOut));
    },
  };
}

function isFollowed(operation: Operation): operation is RunningOperation {
  return operation.state === 'running' && operation.unfollowedAt === undefined;
}

function isUnfollowed(operation: Operation): operation is RunningOperation {
  return operation.state === 'running' && operation.unfollowedAt !== undefined;
}

function stop(operations: readonly RunningOperation[], store: OperationStore): void {
  const unfollowedAt = new Date().toISOString();
  store.update(operations.map((operation) => ({ ...operation, unfollowedAt })));
}

/** Reads the operations anew, since an answer may have come. An unknown status gets its full time again. */
function follow(operations: readonly Operation[], store: OperationStore): void {
  const current = operations.flatMap((operation) => store.get(operation) ?? []).filter(isUnfollowed);
  store.update(current.map(({ unfollowedAt: _, unknownStatus: __, ...operation }) => operation));
}

async function offerToFollow(
  stopped: readonly RunningOperation[],
  leftOut: LeftOut,
  store: OperationStore,
): Promise<void> {
  const again = t('Follow Again');
  const [first] = stopped;
  const text =
    stopped.length === 1 && first
      ? t('{0} is not followed any more. It stays in the list; Check Now checks it.', titleOf(first))
      : t(
          '{0} operations are not followed any more. They stay in the list; Check Now checks them.',
          stopped.length,
        );
  const whole = withLeftOut(text, leftOut);
  if ((await inform(whole, again)) === again) follow(stopped, store);
}
