import { modelTitle } from '../../operations/modelTitle';
import { hasEnded, type Operation } from '../../operations/operation';
import { pollingModeOf } from '../../operations/pollingMode';
import { runTimeOf } from '../../operations/start';
import { t } from '../language/t';

/** A span of time as people say it; `ms` in milliseconds. */
function durationWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return t('{0} s', seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return seconds % 60 ? t('{0} min {1} s', minutes, seconds % 60) : t('{0} min', minutes);
  if (minutes < 60) return t('{0} min', minutes);
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) return t('{0} d', Math.floor(hours / 24));
  return minutes % 60 ? t('{0} h {1} min', hours, minutes % 60) : t('{0} h', hours);
}

/** How long an operation has run in words or, where that is known, ran; `now` in ms since the epoch. */
export function elapsedWords(operation: Operation, now: number): string | undefined {
  const elapsed = runTimeOf(operation, now);
  return elapsed === undefined ? undefined : durationWords(elapsed);
}

/** How long one that runs has run or, when nobody told its start, has been followed. */
export function runningSentence(operation: Operation, now: number): string {
  const elapsed = elapsedWords(operation, now) ?? '';
  return operation.startedAt === undefined
    ? t('Tracked for {0}.', elapsed)
    : t('It has run for {0}.', elapsed);
}

/** What is known of how long operations like a given one take, in seconds. */
export interface KnownDurations {
  /** How long they usually take; undefined as long as nobody knows. */
  medianDuration(operation: Operation): number | undefined;
  /** From what age on one takes far longer than usual. */
  overdueAfter(operation: Operation): number;
}

/** Where it does not matter, as in a list to pick from. */
export const NOTHING_KNOWN: KnownDurations = {
  medianDuration: () => undefined,
  overdueAfter: () => Number.POSITIVE_INFINITY,
};

/** What the words for an operation depend on beside the operation and the time. */
export interface Circumstances {
  readonly known: KnownDurations;
  /** Whether nothing is checked without the person asking. */
  readonly isPaused: boolean;
}

/** Where they do not matter, as in a list to pick from. */
export const NO_CIRCUMSTANCES: Circumstances = { known: NOTHING_KNOWN, isPaused: false };

/** Whether an operation that is followed takes far longer than usual; `now` in ms since the epoch. */
export function isOverdue(operation: Operation, now: number, known: KnownDurations): boolean {
  if (pollingModeOf(operation).kind !== 'scheduled') return false;
  return (runTimeOf(operation, now) ?? 0) > 1000 * known.overdueAfter(operation);
}

/** Whether nobody knows if an operation that runs will ever end. */
export function isDoubtful(operation: Operation, now: number, known: KnownDurations): boolean {
  if (operation.state !== 'running') return false;
  return operation.unknownStatus !== undefined || isOverdue(operation, now, known);
}

/** How long it has run, beside what is usual. */
export function timeWords(operation: Operation, now: number, known: KnownDurations): string | undefined {
  const elapsed = elapsedWords(operation, now);
  const seconds = hasEnded(operation) ? undefined : known.medianDuration(operation);
  if (elapsed === undefined || seconds === undefined) return elapsed;
  return t('{0}, usually {1}', elapsed, usualWords(seconds));
}

/** The same in a sentence; undefined for one that has ended, or of which nothing is known. */
export function usualSentence(operation: Operation, now: number, known: KnownDurations): string | undefined {
  const seconds = hasEnded(operation) ? undefined : known.medianDuration(operation);
  if (seconds === undefined) return undefined;
  const time = usualWords(seconds);
  const usually =
    operation.model === undefined
      ? t('Usually {0}.', time)
      : t('Usually {0} for {1}.', time, modelTitle(operation.model));
  return `${runningSentence(operation, now)} ${usually}`;
}

/** In steps of 5 s, from two minutes on of 10 s: nobody knows it better. */
function usualWords(seconds: number): string {
  const step = seconds < 120 ? 5 : 10;
  return durationWords(1000 * step * Math.max(Math.round(seconds / step), 1));
}
