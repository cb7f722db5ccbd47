import type { Operation, SucceededOperation } from '../../operations/operation';
import { expiryOf } from '../../operations/video';
import type { OperationStore } from '../../tracking/list/operationStore';
import { t } from '../language/t';
import { showAction, unsavedActions } from './actions';
import type { MessageKind } from './coalescedMessages';
import { offer, warn } from './message';
import { dayAndTime, spanWords } from './timeWords';
import { titleOf } from './titles';

/** The messages of videos that the server will soon delete. */
export function expiryMessages(store: OperationStore): MessageKind<SucceededOperation> {
  return {
    show: notifyExpiring,
    stillUnseen: (operations) => operations.flatMap((one) => store.get(one) ?? []).filter(isStillUnsaved),
  };
}

/** Notifies that the server will soon delete videos that are not saved, in one message. */
export async function notifyExpiring(operations: readonly SucceededOperation[]): Promise<void> {
  const deadlineOf = (operation: SucceededOperation) => expiryOf(operation) ?? 0;
  const [first] = operations.toSorted((a, b) => deadlineOf(a) - deadlineOf(b));
  if (!first) return;
  const until = deadlineWords(deadlineOf(first), Date.now());
  if (operations.length === 1) {
    const text = t('{0}: kept on the server until {1}. It is not saved yet.', titleOf(first), until);
    return offer(warn, text, [[t('Download Video…'), 'veo.downloadVideo', first]]);
  }
  const text = t(
    'The server will soon delete the videos of {0} operations; the first is kept until {1}. They are not saved yet.',
    operations.length,
    until,
  );
  return offer(warn, text, [...unsavedActions(operations), showAction(first)]);
}

/** A time of the next hours with the day of the week, and how far away it is: "Mon 14:53 (4 h)". Both in ms. */
function deadlineWords(at: number, now: number): string {
  return t('{0} ({1})', dayAndTime(at, now), spanWords(Math.max(0, at - now)));
}

function isStillUnsaved(operation: Operation): operation is SucceededOperation {
  return operation.state === 'succeeded' && (expiryOf(operation) ?? 0) > Date.now();
}
