import type { Operation } from '../../operations/operation';
import { t } from '../language/t';
import { countOf } from './stateWords';

/** What is left out for each reason. In the order of the text: what the person can wait for or mend comes first. */
const COUNTS = {
  succeeded: (count: number) => countOf('succeeded', count),
  failed: (count: number) => countOf('failed', count),
  filtered: (count: number) => countOf('filtered', count),
  missing: (count: number) => countOf('missing', count),
  expired: (count: number) => t('{0} expired', count),
  unsaved: (count: number) => t('{0} not saved', count),
  unnamed: (count: number) => t('{0} without an ID', count),
  addressless: (count: number) => t('{0} without a web address', count),
  skipped: (count: number) => t('{0} skipped', count),
  running: (count: number) => t('{0} still running', count),
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
  return reasons.map((reason) => COUNTS[reason](leftOut.get(reason) ?? 0)).join(', ');
}
