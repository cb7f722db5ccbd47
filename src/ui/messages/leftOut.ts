import type { Operation } from '../../operations/operation';
import { t } from '../language/t';
import { countOf } from './counts';

/** Why a command leaves something out: the state of an operation, or how it is with a video. */
export type LeftOutReason =
  | Operation['state']
  | 'expired'
  | 'unsaved'
  | 'unnamed'
  | 'addressless'
  | 'skipped';

/** How many a command left out, by the reason. */
export type LeftOut = ReadonlyMap<LeftOutReason, number>;

/** What is told first is what the person can wait for or do something about. */
const ORDER: readonly LeftOutReason[] = [
  'succeeded',
  'failed',
  'filtered',
  'missing',
  'expired',
  'unsaved',
  'unnamed',
  'addressless',
  'skipped',
  'running',
];

/** Counts operations that a command does not apply to. */
export function leftOutByState(operations: readonly Operation[]): LeftOut {
  return together(...operations.map(({ state }) => leftOutAs(state, 1)));
}

/** So many for one reason. */
export function leftOutAs(reason: LeftOutReason, count: number): LeftOut {
  return new Map(count > 0 ? [[reason, count]] : []);
}

/** What several steps of a command left out. */
export function together(...all: readonly LeftOut[]): LeftOut {
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
  const reasons = ORDER.filter((reason) => leftOut.has(reason));
  return reasons.map((reason) => reasonWords(reason, leftOut.get(reason) ?? 0)).join(', ');
}

function reasonWords(reason: LeftOutReason, count: number): string {
  switch (reason) {
    case 'succeeded':
    case 'failed':
    case 'filtered':
    case 'missing':
      return countOf(reason, count);
    case 'expired':
      return t('{0} expired', count);
    case 'unsaved':
      return t('{0} not saved', count);
    case 'unnamed':
      return t('{0} without an ID', count);
    case 'addressless':
      return t('{0} without a web address', count);
    case 'skipped':
      return t('{0} skipped', count);
    case 'running':
      return t('{0} still running', count);
  }
}
