import { shortId } from '../../operations/name';
import { startInName } from '../../operations/startInName';
import type { KnownOfStart, PrintedStart } from '../commands/printedOperations';
import type { CommandKind } from './commandKind';
import type { Printed } from './outputReader';

/** What prints references: a command, a cell, or a program that is debugged. */
export interface Program {
  /** ms since the epoch: when it was started. */
  readonly startedAt: number;
  /** What was written to start it, such as its command line, or the text of a cell. */
  readonly typed: string;
  readonly kind: CommandKind;
}

/**
 * No program is loaded, sends a request and gets its answer in less: VS Code tells the start of a command 50 ms before its first
 * output, an empty program of Node takes 50 ms more, one of Python 110 ms, and then comes the request.
 */
const SHORTEST_START_MS = 100;
/** What follows a file shows first what is there already. */
const FIRST_SHOWN_MS = 1000;
/** References that are printed so close to each other came from one answer, or from requests that were sent together. */
const SAME_INSTANT_MS = 100;
/** A program that soon prints more at once may list what it was told of. */
const YOUNG_MS = 10_000;
const MAX_TOGETHER_WHEN_YOUNG = 4;
const MAX_TOGETHER = 20;
/** A request may have been sent so long before the answer of another one was printed: starts are sent side by side. */
const SIDE_BY_SIDE_MS = 5000;
/** A name, a line of a log or an answer with an older time is not new. */
const LONGEST_AGE_MS = 60_000;

/**
 * Tells, of the references that one program prints, which jobs it has just started, and within which time. What it only lists
 * again is known by the number and the age of its ids. In doubt nothing is said of the start, without which the schedule knows
 * less, until the first answers tell: see `PossibleStarts`.
 */
export class PrintedStarts {
  /** ms since the epoch: when it last printed a reference. */
  private previousAt = 0;

  constructor(private readonly program: Program) {}

  /**
   * What is known of the starts of references, in their order.
   *
   * @param isKnown whether a reference was printed before, by whatever program
   */
  of(printed: readonly Printed[], isKnown: (one: Printed) => boolean): KnownOfStart[] {
    return instantsOf(printed).flatMap((instant) => {
      const starts = this.startsOf(instant, instant.map(isKnown));
      this.previousAt = instant.at(-1)?.printedAt ?? this.previousAt;
      return starts;
    });
  }

  /** Of references that were printed together. Many are a list where a single one of them was not started just now. */
  private startsOf(instant: readonly Printed[], known: readonly boolean[]): KnownOfStart[] {
    const starts = instant.map((one, i) => (known[i] ? {} : this.startOf(one)));
    if (!this.mayBeList(instant)) return starts.map((given) => ({ given }));
    const isList = starts.some(({ startedAt }) => startedAt === undefined);
    return starts.map((ifTogether) => (isList ? { given: {} } : { given: {}, ifTogether }));
  }

  private mayBeList(instant: readonly Printed[]): boolean {
    const { printedAt = 0 } = instant.at(-1) ?? {};
    const most = printedAt - this.program.startedAt < YOUNG_MS ? MAX_TOGETHER_WHEN_YOUNG : MAX_TOGETHER;
    return new Set(instant.map(({ reference }) => reference.name)).size > most;
  }

  private startOf(one: Printed): PrintedStart {
    const ranFor = one.printedAt - this.program.startedAt;
    if (ranFor < this.shortestRun || this.isTyped(one) || isOld(one)) return {};
    const startedBy = writtenTime(one, this.program) ?? one.printedAt;
    const within = Math.max(0, startedBy - this.earliestStart);
    return { startedAt: new Date(startedBy).toISOString(), startedWithin: Math.ceil(within / 1000) };
  }

  /** ms from the start of the program until it can print the name of a new job. */
  private get shortestRun(): number {
    const { kind } = this.program;
    if (kind === 'shows') return Number.POSITIVE_INFINITY;
    return kind === 'follows' ? FIRST_SHOWN_MS : SHORTEST_START_MS;
  }

  private get earliestStart(): number {
    return Math.max(this.program.startedAt, this.previousAt - SIDE_BY_SIDE_MS);
  }

  private isTyped({ reference }: Printed): boolean {
    return this.program.typed.includes(shortId(reference.name));
  }
}

function isOld({ reference, writtenAt, printedAt }: Printed): boolean {
  const times = [writtenAt, reference.startedAt, startInName(reference.name)];
  return times.some((time) => time !== undefined && printedAt - Date.parse(time) > LONGEST_AGE_MS);
}

/** The time in the line, where it is one at which the program ran and had not printed it yet. */
function writtenTime({ writtenAt = '', printedAt }: Printed, { startedAt }: Program): number | undefined {
  const time = Date.parse(writtenAt);
  return time >= startedAt && time <= printedAt ? time : undefined;
}

/** References that were printed together, by the time. */
function instantsOf(printed: readonly Printed[]): readonly Printed[][] {
  const instants: Printed[][] = [];
  for (const one of printed) {
    const instant = instants.at(-1);
    const last = instant?.at(-1);
    if (instant && last && one.printedAt - last.printedAt <= SAME_INSTANT_MS) instant.push(one);
    else instants.push([one]);
  }
  return instants;
}
