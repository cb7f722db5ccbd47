import { type HostileText, textOf } from './hostileTexts';

/** Characters; what grows with the third power or faster shows itself here, where it still ends. */
const FIRST_LENGTH = 1_000;
const FIRST_MOST_MS = 50;
/** Characters; behind any count that a pattern may bound a repetition with. */
const SHORTER = 10_000;
const LONGER = 40_000;
/** Of a text four times as long a linear pattern takes four times as long, one of the second degree sixteen times. */
const MAX_GROWTH = 8;
/** ms for the longer text; what takes less is linear, or so light that nobody waits for it. */
const UNDOUBTED_MS = 10;
/** ms for the longer text; what takes more is too slow for a text of 256 KiB, however it grows. */
const MAX_MS = 100;
/** Of several runs the fastest counts: what else happens in the process, such as collecting garbage, only adds to one. */
const RUNS = 5;

/** A text that a pattern takes too long for. */
export interface Growth {
  readonly text: HostileText;
  /** For the longer text; infinite where it was not tried, for the first took too long. */
  readonly ms: number;
}

/** The first of the texts for which the time grows faster than the text; undefined where there is none. */
export function superlinearGrowth(pattern: RegExp, texts: readonly HostileText[]): Growth | undefined {
  for (const text of texts) {
    const ms = excessMs(pattern, text);
    if (ms !== undefined) return { text, ms };
  }
  return undefined;
}

function excessMs(pattern: RegExp, text: HostileText): number | undefined {
  const fastest = (length: number, limitMs: number) => fastestMs(pattern, textOf(text, length), limitMs);
  if (fastest(FIRST_LENGTH, FIRST_MOST_MS) > FIRST_MOST_MS) return Number.POSITIVE_INFINITY;
  const ms = fastest(LONGER, UNDOUBTED_MS);
  if (ms <= UNDOUBTED_MS) return undefined;
  return ms > MAX_MS || ms > MAX_GROWTH * fastest(SHORTER, 0) ? ms : undefined;
}

/** The time for all that a pattern finds in a text: the first that is within the limit, else the fastest of some runs. */
export function fastestMs(pattern: RegExp, text: string, limitMs: number): number {
  let fastest = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS && fastest > limitMs; run++) fastest = Math.min(fastest, msFor(pattern, text));
  return fastest;
}

/**
 * Of the processor, not of the clock on the wall: other processes may take turns meanwhile. Linux knows exactly only the
 * sum of both times, and shares it out as the whole process has used them so far (kernel/sched/cputime.c, cputime_adjust).
 */
function msFor(pattern: RegExp, text: string): number {
  pattern.lastIndex = 0;
  const before = process.cpuUsage();
  text.replace(pattern, '');
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
