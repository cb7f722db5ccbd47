import { type EndedOperation, hasEnded, isUnseen } from '../../operations/operation';
import type { OperationStore } from '../../tracking/list/operationStore';
import { t } from '../language/t';
import { changeEndpoint } from './actions';
import type { MessageOf } from './coalescedMessages';
import { countWords } from './counts';
import { inform, warn } from './message';
import { type Action, offer } from './offer';
import { stateSentence } from './stateWords';
import { elapsedWords } from './timeWords';
import { titleOf } from './titles';
import { unsavedActions } from './unsavedActions';

/** Ends as they are told that nobody asked for. */
export function endsIn(store: OperationStore): MessageOf<EndedOperation> {
  return {
    // A video may have been saved, or an operation renamed, while its end waited for others.
    show: (ends) => showEnds(ends.map((end) => asItIs(end, store))),
    stillNews: (ends) => ends.flatMap((end) => store.get(end) ?? []).filter(isUnseen),
  };
}

function asItIs(end: EndedOperation, store: OperationStore): EndedOperation {
  const current = store.get(end);
  return current && hasEnded(current) ? current : end;
}

/** Tells the person of one or several ends, in one message with what can be done next. */
export async function showEnds(ends: readonly EndedOperation[]): Promise<void> {
  const [first] = ends;
  if (ends.length === 1 && first) return showEnd(first);
  const text = t('{0} operations: {1}', ends.length, countWords(ends));
  await offer(messageFor(ends), text, [
    ...unsavedActions(ends),
    [t('Show'), 'veo.showOperations', undefined],
  ]);
}

function showEnd(end: EndedOperation): Promise<void> {
  const time = elapsedWords(end, 0);
  const title = time === undefined ? titleOf(end) : `${titleOf(end)} (${time})`;
  return offer(messageFor([end]), `${title}: ${stateSentence(end)}`, actionsFor(end));
}

function actionsFor(end: EndedOperation): readonly Action[] {
  const show: Action = [t('Show'), 'veo.showOperations', end];
  switch (end.state) {
    case 'succeeded':
      return [
        [t('Play'), 'veo.playVideo', end],
        [t('Download…'), 'veo.downloadVideo', end],
        [t('Copy Video ID'), 'veo.copyVideoId', end],
      ];
    case 'filtered':
    case 'failed':
      return [[t('Copy Error'), 'veo.copyError', end], show];
    case 'missing':
      return [changeEndpoint(end), show];
  }
}

/** A warning where there is no video at all. */
function messageFor(ends: readonly EndedOperation[]): typeof inform {
  return ends.some(({ state }) => state === 'succeeded') ? inform : warn;
}
