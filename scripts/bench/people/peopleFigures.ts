import { goalRow, table } from '../../tables';
import { besideFixed, besideOptimum, costOf, optimumBesideFixed } from './costs';
import { HABITS, type Habit } from './habits';
import { type Played, played } from './player';
import { TRACES, type Trace } from './traces';

const JOBS = 200;
/** None of them was played while constants of the schedule were chosen. */
const SEEDS = [2029, 2039, 2053];
const BLOCK = 100;
/** A block begins at every twentieth job. */
const BLOCK_STEP = 20;

/** All runs of one person on one trace. */
interface Cell {
  readonly trace: Trace;
  readonly habit: Habit;
  readonly runs: readonly (readonly Played[])[];
}

export interface PeopleOptions {
  readonly seeds?: readonly number[];
  /** Words of the names of traces and habits to play; all by default. */
  readonly only?: RegExp;
}

/** The tables of what a person gets whose extension begins to learn, in Markdown. */
export function peopleFigures({ seeds = SEEDS, only = /./ }: PeopleOptions = {}): string {
  const cells = TRACES.flatMap((trace) =>
    HABITS.filter((habit) => only.test(`${trace.name}, ${habit.name}`)).map((habit) => ({
      trace,
      habit,
      runs: seeds.map((seed) => played({ trace, habit, count: JOBS, seed })),
    })),
  );
  const heads =
    'trace, start|requests|mean|95 %|beside fixed|after 24|optimum beside fixed|after 24|beside optimum|after 20|worst block'.split(
      '|',
    );
  return `${table(heads, cells.map(row))}\n\n${table(['what', 'figure', 'goal', ''], cells.flatMap(goals))}`;
}

function row(cell: Cell): string[] {
  const { habit } = cell;
  const [jobs, after20, after24] = [from(cell, 0), from(cell, 20), from(cell, 24)];
  const all = costOf(jobs);
  const figures = [
    besideFixed(jobs),
    besideFixed(after24),
    optimumBesideFixed(jobs, habit),
    optimumBesideFixed(after24, habit),
    besideOptimum(jobs, habit),
    besideOptimum(after20, habit),
    worstBlock(cell),
  ];
  return [
    nameOf(cell),
    all.requests.toFixed(2),
    all.lateness.toFixed(2),
    all.lateness95.toFixed(1),
    ...figures.map((figure) => (figure === undefined ? '–' : figure.toFixed(2).replace('Infinity', '∞'))),
  ];
}

/** The goals of the issue, as far as they are about this person. */
function goals(cell: Cell): string[][] {
  const { habit, trace } = cell;
  const name = nameOf(cell);
  const optimum = besideOptimum(from(cell, 20), habit);
  const best = optimumBesideFixed(from(cell, 24), habit);
  return [
    goalRow(`${name}: beside fixed, all jobs`, besideFixed(from(cell, 0)), 1.05),
    ...(habit.isStartTold && optimum !== undefined && !trace.isAdversarial
      ? [goalRow(`${name}: beside the optimum after 20`, optimum, 1.05)]
      : []),
    ...(habit.isPrompt && !habit.isStartTold && best !== undefined && !trace.isAdversarial
      ? [
          goalRow(`${name}: beside fixed after 24`, besideFixed(from(cell, 24)), best + 0.06),
          goalRow(`${name}: worst block`, worstBlock(cell), 0.95),
        ]
      : []),
  ];
}

function nameOf({ trace, habit }: Cell): string {
  return `${trace.name}, ${habit.name}`;
}

function from({ runs }: Cell, first: number, end = JOBS): Played[] {
  return runs.flatMap((run) => run.slice(first, end));
}

/** The largest figure beside fixed of any block of jobs, of all runs together. */
function worstBlock(cell: Cell): number {
  const firsts = Array.from({ length: (JOBS - BLOCK) / BLOCK_STEP + 1 }, (_, i) => i * BLOCK_STEP);
  return Math.max(...firsts.map((first) => besideFixed(from(cell, first, first + BLOCK))));
}
