import type { EndedOperation } from '../../operations/operation';
import { t } from '../language/t';
import { changeEndpoint } from './faultActions';
import { inform, warn } from './message';
import { titleOf } from './names';
import { type Action, offer } from './offer';
import { elapsedWords } from './timeWords';
import { stateSentence } from './words';

/** Tells the person of one or several ends, in one message with what can be done next. */
export async function showEnds(ends: readonly EndedOperation[]): Promise<void> {
  const [first] = ends;
  if (ends.length === 1 && first) return showEnd(first);
  await offer(messageFor(ends), manyText(ends), [[t('Show'), 'veo.showOperations', undefined]]);
}

function showEnd(end: EndedOperation): Promise<void> {
  const time = elapsedWords(end, 0);
  const title = time === undefined ? titleOf(end) : `${titleOf(end)} (${time})`;
  const actions: readonly Action[] =
    end.state === 'succeeded'
      ? [
          [t('Play'), 'veo.playVideo', end],
          [t('Download…'), 'veo.downloadVideo', end],
          [t('Copy Video ID'), 'veo.copyVideoId', end],
        ]
      : [...(end.state === 'missing' ? [changeEndpoint(end)] : []), [t('Show'), 'veo.showOperations', end]];
  return offer(messageFor([end]), `${title}: ${stateSentence(end)}`, actions);
}

function messageFor(ends: readonly EndedOperation[]): typeof inform {
  return ends.every(({ state }) => state === 'succeeded') ? inform : warn;
}

function manyText(ends: readonly EndedOperation[]): string {
  const ready = ends.filter(({ state }) => state === 'succeeded').length;
  if (ready === ends.length) return t('{0} operations have ended with their videos ready.', ready);
  const without = ends.length - ready;
  return ready === 0
    ? t('{0} operations have ended without a video.', without)
    : t(
        '{0} operations have ended: {1} with their videos ready, {2} without a video.',
        ends.length,
        ready,
        without,
      );
}
