import type { Source } from '../../operations/operation';
import { t, textKey } from '../language/t';
import type { CapturePlace } from '../settings';

/** How an operation that was printed in a place came into the list. */
export const SOURCE_OF_PLACE: Readonly<Record<CapturePlace, Source>> = {
  terminal: 'terminal',
  task: 'task',
  notebook: 'notebook',
  debugConsole: 'debug',
};

const WORDS: Readonly<Record<CapturePlace, string>> = {
  terminal: textKey('in the terminal'),
  task: textKey('by a task'),
  notebook: textKey('in a notebook'),
  debugConsole: textKey('in the debug console'),
};

/** Where something was printed; empty for several places. */
function placeWords(places: ReadonlySet<CapturePlace>): string {
  const [place, ...others] = places;
  return place && others.length === 0 ? t(WORDS[place]) : '';
}

/** Which operations are tracked from now on, for the status bar. */
export function trackingWords(count: number, place: CapturePlace): string {
  const where = t(WORDS[place]);
  return count === 1
    ? t('Tracking an operation printed {0}', where)
    : t('Tracking {0} operations printed {1}', count, where);
}

/** The question about operations that wait for an answer. */
export function questionWords(count: number, places: ReadonlySet<CapturePlace>): string {
  const where = placeWords(places);
  if (where === '') return t('{0} operations were printed. Track such operations automatically?', count);
  return count === 1
    ? t('An operation was printed {0}. Track such operations automatically?', where)
    : t('{0} operations were printed {1}. Track such operations automatically?', count, where);
}
