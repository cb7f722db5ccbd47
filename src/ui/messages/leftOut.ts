import type { Operation } from '../../operations/operation';
import { t, textKey } from '../language/t';
import { STATE_COUNTS } from './stateWords';

/** In the order of the text: what the person can wait for or mend comes first. */
const COUNTS = {
  succeeded: STATE_COUNTS.succeeded,
  failed: STATE_COUNTS.failed,
  filtered: STATE_COUNTS.filtered,
  missing: STATE_COUNTS.missing,
  expired: textKey('{0} expired'),
  unsaved: textKey('{0} not saved'),
  unnamed: textKey('{0} without an ID'),
  addressless: textKey('{0} without a web address'),
  skipped: textKey('{0} skipped'),
  running: textKey('{0} still running'),
};

/** Why a command leaves something out: the state of an operation, or what a video lacks. */
type LeftOutReason = keyof typeof COUNTS;

/** How many a command left out, by the reason. */
export type LeftOut = ReadonlyMap<LeftOutReason, number>;

/** Counts operations that a command does not apply to. */
export function leftOutByState(operations: readonly Operation[]): LeftOut {
  return mergeLeftOut(...operations.map(({ state }) => leftOutAs(state, 1)));
}

/** So many for one reason. */
export function leftOutAs(reason: LeftOutReason, count: number): LeftOut {
  return new Map(count > 0 ? [[reason, count]] : []);
}

/** What several steps of a command left out. */
export function mergeLeftOut(...all: readonly LeftOut[]): LeftOut {
  const counts = new Map<LeftOutReason, number>();
  for (const [reason, count] of all.flatMap((one) => [...one])) {
    counts.set(reason, (counts.get(reason) ?? 0) + count);
  }
  return counts;
}

/** What a command has done, and then what it left out: "Copied 9 lines; 2 failed, 1 still running". */
export function doneWords(done: string, leftOut: LeftOut): string {
  return leftOut.size === 0 ? done : `${done}; ${leftOutWords(leftOut)}`;
}

/** A sentence of what a command has done, and one of what it left out. */
export function withLeftOut(sentence: string, leftOut: LeftOut): string {
  return leftOut.size === 0 ? sentence : `${sentence} ${t('Left out: {0}.', leftOutWords(leftOut))}`;
}

/** What was left out: "2 failed, 1 still running". */
export function leftOutWords(leftOut: LeftOut): string {
  const reasons = (Object.keys(COUNTS) as LeftOutReason[]).filter((reason) => leftOut.has(reason));
  return reasons.map((reason) => t(COUNTS[reason], leftOut.get(reason) ?? 0)).join(', ');
}
