import type { SucceededOperation } from '../../operations/operation';
import { expiryOf } from '../../operations/video';
import { t } from '../language/t';
import { spanWords } from './keepingWords';
import { warn } from './message';
import { titleOf } from './names';
import { offer } from './offer';

/** Tells that the server will soon delete videos which nobody has saved, in one message. */
export async function tellWillExpire(operations: readonly SucceededOperation[]): Promise<void> {
  const deadline = (operation: SucceededOperation) => expiryOf(operation) ?? 0;
  const [first] = operations.toSorted((a, b) => deadline(a) - deadline(b));
  if (!first) return;
  const left = spanWords(Math.max(0, deadline(first) - Date.now()));
  if (operations.length === 1) {
    const text = t(
      '{0}: the server deletes the video in {1}, and it is not saved yet.',
      titleOf(first),
      left,
    );
    return offer(warn, text, [[t('Download Video…'), 'veo.downloadVideo', first]]);
  }
  const text = t(
    'The server soon deletes the videos of {0} operations, the first in {1}. They are not saved yet.',
    operations.length,
    left,
  );
  return offer(warn, text, [[t('Show'), 'veo.showOperations', first]]);
}
