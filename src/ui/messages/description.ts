import { NEVER } from '../../base/time';
import { modelTitle, shortModelTitle } from '../../operations/modelTitle';
import { hasEnded, type Operation, type Video } from '../../operations/operation';
import { runTimeOf } from '../../operations/start';
import {
  type Availability,
  availabilitiesOf,
  availabilityOf,
  expiryOf,
  isOnlyKept,
} from '../../operations/video';
import { t } from '../language/t';
import { type Circumstances, followingWords, NO_CIRCUMSTANCES, timeWords } from './followingWords';
import { problemWords } from './problemWords';
import { stateWord } from './stateWords';
import { durationChangesIn, spanChangesIn, spanWords } from './timeWords';
import { isTitledByModel, titleOf } from './titles';

/**
 * What a row says beside its title: what is out of the ordinary, whether its videos are saved, the time, and the model
 * unless that is in the title. The most important comes first, since a narrow sidebar cuts off the end.
 */
export function descriptionOf(
  operation: Operation,
  now: number,
  circumstances: Circumstances = NO_CIRCUMSTANCES,
): string {
  const state = isOrdinary(operation) ? [] : [stateWord(operation)];
  return [...state, ...detailsOf(operation, now, circumstances), ...modelIn(operation, shortModelTitle)].join(
    ' · ',
  );
}

/**
 * After how many ms the time alone changes what a row says; NEVER where it does not. A problem that says when requests go
 * on counts down the seconds.
 */
export function descriptionChangesIn(operation: Operation, now: number): number {
  if (operation.problem?.goesOnAt !== undefined) return durationChangesIn(0);
  if (!hasEnded(operation)) return durationChangesIn(runTimeOf(operation, now) ?? 0);
  const left = (expiryOf(operation) ?? now) - now;
  return left > 0 ? spanChangesIn(left) : NEVER;
}

/** What a screen reader says of a row. */
export function spokenDescription(operation: Operation, now: number, circumstances: Circumstances): string {
  const sentence = t('Operation {0}: {1}', titleOf(operation), stateWord(operation));
  return [sentence, ...detailsOf(operation, now, circumstances), ...modelIn(operation, modelTitle)].join(
    ', ',
  );
}

function isOrdinary(operation: Operation): boolean {
  if (operation.state === 'succeeded') return !operation.filteredCount;
  return operation.state === 'running';
}

function detailsOf(operation: Operation, now: number, circumstances: Circumstances): string[] {
  const { problem, videos } = operation;
  const [availability] = availabilitiesOf(operation, now);
  return [
    problem && problemWords(problem),
    ...followingWords(operation, now, circumstances),
    availability && wordsOf(availability, videos, now),
    timeWords(operation, now, circumstances.known),
  ].filter((detail) => detail !== undefined);
}

function modelIn(operation: Operation, titleOfModel: (model: string) => string): string[] {
  const { model } = operation;
  return model === undefined || isTitledByModel(operation) ? [] : [titleOfModel(model)];
}

/** Whether a video is saved, and if not, how long the server keeps it where it expires; undefined where there is nothing to say. */
export function availabilityWords(video: Video, now: number): string | undefined {
  return wordsOf(availabilityOf(video, now), [video], now);
}

function wordsOf(availability: Availability, videos: readonly Video[], now: number): string | undefined {
  switch (availability) {
    case 'saved':
      return t('saved');
    case 'gone':
      return t('gone');
    case 'expired':
      return t('expired');
    case 'unsaved': {
      const deadline = firstDeadline(videos, now);
      if (deadline !== undefined) return t('{0} left', spanWords(deadline - now));
      // Any other video without a deadline is in somebody's bucket and stays there.
      return videos.some(isOnlyKept) ? t('unsaved') : undefined;
    }
  }
}

/** When the server deletes the first video that is not saved, in ms since the epoch. */
function firstDeadline(videos: readonly Video[], now: number): number | undefined {
  const deadlines = videos
    .filter((video) => video.expiresAt !== undefined && availabilityOf(video, now) === 'unsaved')
    .map(({ expiresAt = '' }) => Date.parse(expiresAt));
  return deadlines.length > 0 ? Math.min(...deadlines) : undefined;
}
