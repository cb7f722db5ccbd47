import type { Operation, SucceededOperation } from '../../operations/operation';
import { expiryOf } from '../../operations/video';
import type { OperationStore } from '../../tracking/list/operationStore';
import { languageTag, t } from '../language/t';
import type { MessageOf } from './coalescedMessages';
import { spanWords } from './keepingWords';
import { warn } from './message';
import { offer } from './offer';
import { titleOf } from './titles';
import { unsavedActions } from './unsavedActions';

/** Videos that the server will soon delete, as they are told. */
export function expiringIn(store: OperationStore): MessageOf<SucceededOperation> {
  return {
    show: notifyExpiring,
    stillNews: (operations) => operations.flatMap((one) => store.get(one) ?? []).filter(isStillUnsaved),
  };
}

/** Tells that the server will soon delete videos which nobody has saved, in one message. */
export async function notifyExpiring(operations: readonly SucceededOperation[]): Promise<void> {
  const deadline = (operation: SucceededOperation) => expiryOf(operation) ?? 0;
  const [first] = operations.toSorted((a, b) => deadline(a) - deadline(b));
  if (!first) return;
  const until = untilWords(deadline(first), Date.now());
  if (operations.length === 1) {
    const text = t('{0}: kept on the server until {1}. It is not saved yet.', titleOf(first), until);
    return offer(warn, text, [[t('Download Video…'), 'veo.downloadVideo', first]]);
  }
  const text = t(
    'The server will soon delete the videos of {0} operations; the first is kept until {1}. They are not saved yet.',
    operations.length,
    until,
  );
  return offer(warn, text, [...unsavedActions(operations), [t('Show'), 'veo.showOperations', first]]);
}

/** A time of the next hours with the day of the week, and how far away it is: "Mon 14:53 (4 h)". Both in ms. */
function untilWords(at: number, now: number): string {
  const clock = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const time = new Date(at).toLocaleString(languageTag(), clock);
  return t('{0} ({1})', time, spanWords(Math.max(0, at - now)));
}

function isStillUnsaved(operation: Operation): operation is SucceededOperation {
  return operation.state === 'succeeded' && (expiryOf(operation) ?? 0) > Date.now();
}
