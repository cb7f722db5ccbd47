import type { BatchProgress } from '../../saving/saveAll';
import { t } from '../language/t';
import type { Step } from '../messages/progress';
import { sizeWords, stepOf } from './savingWords';

/** The progress of a batch, as text and as a fraction. */
export function batchStep({ videos, finished }: BatchProgress): Step {
  const [first] = videos;
  if (first && videos.length === 1) return stepOf(first);
  const received = videos.reduce((sum, one) => sum + one.received, 0);
  const fractions = videos.reduce((sum, one) => sum + (one.size ? one.received / one.size : 0), 0);
  return {
    text: t('{0} of {1} · {2}', finished, videos.length, sizeWords(received)),
    part: Math.max(fractions, finished) / videos.length,
  };
}
