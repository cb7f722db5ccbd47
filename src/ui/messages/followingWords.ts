import { modelTitle } from '../../operations/modelTitle';
import { hasEnded, type Operation } from '../../operations/operation';
import { isScheduled, pollingModeOf } from '../../operations/pollingMode';
import { runTimeOf } from '../../operations/start';
import { oneLine } from '../../outside/oneLine';
import { ageOriginOf } from '../../tracking/schedule/ageOrigin';
import { t } from '../language/t';
import { durationWords } from './timeWords';

const MAX_STATUS_CHARACTERS = 40;

/** How long operations like a given one take, in seconds. */
export interface KnownDurations {
  /** Undefined before there are observations. */
  medianDuration(operation: Operation): number | undefined;
  /** The age from which an operation takes far longer than others. */
  overdueAfter(operation: Operation): number;
}

/** For places where durations do not matter, such as a list to pick from. */
export const NOTHING_KNOWN: KnownDurations = {
  medianDuration: () => undefined,
  overdueAfter: () => Number.POSITIVE_INFINITY,
};

/** What the words for an operation depend on beside the operation and the time. */
export interface Circumstances {
  readonly known: KnownDurations;
  /** Whether background polling is off. */
  readonly isPaused: boolean;
}

/** For places where circumstances do not matter, such as a list to pick from. */
export const NO_CIRCUMSTANCES: Circumstances = { known: NOTHING_KNOWN, isPaused: false };

/** Whether an operation takes far longer than others, while it is polled; `now` in ms since the epoch. */
function isOverdue(operation: Operation, now: number, known: KnownDurations): boolean {
  if (!isScheduled(operation)) return false;
  return (runTimeOf(operation, now) ?? 0) > 1000 * known.overdueAfter(operation);
}

/** Whether a running operation may never end: it is overdue, or its status is in no documentation. */
export function isDoubtful(operation: Operation, now: number, known: KnownDurations): boolean {
  if (operation.state !== 'running') return false;
  return operation.unknownStatus !== undefined || isOverdue(operation, now, known);
}

/** What is out of the ordinary about the polling of a running operation, in a few words each, for a row. */
export function followingWords(
  operation: Operation,
  now: number,
  { known, isPaused }: Circumstances,
): string[] {
  if (operation.state !== 'running') return [];
  const { unknownStatus } = operation;
  return [
    ...(isPaused ? [t('paused')] : []),
    ...(unknownStatus ? [t('status “{0}”', oneLine(unknownStatus.word, MAX_STATUS_CHARACTERS))] : []),
    ...(pollingModeOf(operation).kind === 'onRequest' ? [t('only on request')] : []),
    ...(isOverdue(operation, now, known) ? [t('unusually long')] : []),
  ];
}

/** The same in sentences that also say what to do. */
export function followingSentences(operation: Operation, now: number, known: KnownDurations): string[] {
  if (operation.state !== 'running') return [];
  const { unknownStatus, unfollowedAt } = operation;
  const sentences = unknownStatus
    ? [
        t(
          'The API calls its status “{0}”, which nobody documented; it counts as running.',
          unknownStatus.word,
        ),
      ]
    : [];
  if (unfollowedAt !== undefined) {
    sentences.push(
      t('You stopped following it: it is checked only with Check Now, until you choose Follow Again.'),
    );
  } else if (pollingModeOf(operation).kind === 'onRequest') {
    sentences.push(t('It has said so for more than 6 hours, so it is checked only with Check Now.'));
  } else if (isOverdue(operation, now, known)) {
    sentences.push(
      t('It takes far longer than usual, so it is checked ever more rarely. Stop Following ends that.'),
    );
  }
  return sentences;
}

/** How long an operation has run, or took where that is known; `now` in ms since the epoch. */
export function elapsedWords(operation: Operation, now: number): string | undefined {
  const elapsed = runTimeOf(operation, now);
  return elapsed === undefined ? undefined : durationWords(elapsed);
}

/** How long a running operation has run or, when its start is unknown, has been tracked. */
export function runningSentence(operation: Operation, now: number): string {
  const elapsed = elapsedWords(operation, now) ?? '';
  if (operation.startedAt === undefined) return t('Tracked for {0}.', elapsed);
  return ageOriginOf(operation) === 'started'
    ? t('It has run for {0}.', elapsed)
    : t('It has run for at least {0}.', elapsed);
}

/** How long an operation has run, with the median of operations like it while it runs. */
export function timeWords(operation: Operation, now: number, known: KnownDurations): string | undefined {
  const elapsed = elapsedWords(operation, now);
  const median = medianWords(operation, known);
  return elapsed === undefined || median === undefined ? elapsed : t('{0}, usually {1}', elapsed, median);
}

/** The same in sentences; undefined for an operation that has ended, or without a known median. */
export function timeSentences(operation: Operation, now: number, known: KnownDurations): string | undefined {
  const median = medianWords(operation, known);
  if (median === undefined) return undefined;
  const usually =
    operation.model === undefined
      ? t('Usually {0}.', median)
      : t('Usually {0} for {1}.', median, modelTitle(operation.model));
  return `${runningSentence(operation, now)} ${usually}`;
}

/** Rounded to 5 s, and from two minutes on to 10 s, which is as exact as the median of a few observations is. */
function medianWords(operation: Operation, known: KnownDurations): string | undefined {
  const seconds = hasEnded(operation) ? undefined : known.medianDuration(operation);
  if (seconds === undefined) return undefined;
  const step = seconds < 120 ? 5 : 10;
  return durationWords(1000 * step * Math.max(Math.round(seconds / step), 1));
}
