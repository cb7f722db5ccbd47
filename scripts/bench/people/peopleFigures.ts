import { goalRow, table } from '../../tables';
import { atRequests } from '../matching';
import type { Cost } from '../schedules';
import { HABITS, type Habit } from './habits';
import { informedCost } from './informed';
import { type Played, played } from './player';
import { TRACES, type Trace } from './traces';

const JOBS = 200;
/** None of them was played while constants of the schedule were chosen. */
const SEEDS = [2029, 2039, 2053];
/** The optimum for jobs that are all alike polls once, at the end: nothing can be held beside that. */
const NOTHING = 1e-3;
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
  const all = costOf(from(cell, 0));
  const figures = [
    besideFixed(cell, 0),
    besideFixed(cell, 24),
    optimumBesideFixed(cell, 0),
    optimumBesideFixed(cell, 24),
    besideOptimum(cell, 0),
    besideOptimum(cell, 20),
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
  const optimum = besideOptimum(cell, 20);
  const best = optimumBesideFixed(cell, 24);
  return [
    goalRow(`${name}: beside fixed, all jobs`, besideFixed(cell, 0), 1.05),
    ...(habit.isStartTold && optimum !== undefined && !trace.isAdversarial
      ? [goalRow(`${name}: beside the optimum after 20`, optimum, 1.05)]
      : []),
    ...(habit.isPrompt && !habit.isStartTold && best !== undefined && !trace.isAdversarial
      ? [
          goalRow(`${name}: beside fixed after 24`, besideFixed(cell, 24), best + 0.06),
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

function costOf(jobs: readonly Played[]): Cost {
  const latenesses = jobs.map(({ lateness }) => lateness).sort((a, b) => a - b);
  return {
    requests: mean(jobs.map(({ requests }) => requests)),
    lateness: mean(latenesses),
    lateness95: latenesses[Math.floor(0.95 * jobs.length)] ?? Number.NaN,
  };
}

function besideFixed(cell: Cell, first: number, end = JOBS): number {
  const jobs = from(cell, first, end);
  const { requests, lateness } = costOf(jobs);
  return lateness / fixedLateness(jobs, requests);
}

/**
 * The mean lateness of polls at a fixed interval d with as many requests. Somebody who asks at tracking, and from a random
 * time within the first d on, sends 2 + age / d requests on average and notices the end d / 2 late.
 */
function fixedLateness(jobs: readonly Played[], requests: number): number {
  return mean(jobs.map(({ ageAtEnd }) => ageAtEnd)) / Math.max(requests - 2, 1e-9) / 2;
}

/** How much later ours is than somebody who knows the distributions, both beside a fixed interval. */
function besideOptimum(cell: Cell, first: number): number | undefined {
  const best = optimumBesideFixed(cell, first);
  if (best === undefined) return undefined;
  return best < NOTHING ? Number.POSITIVE_INFINITY : besideFixed(cell, first) / best;
}

/** The lateness of the optimum with as many requests as ours, beside a fixed interval with as many as the optimum. */
function optimumBesideFixed({ runs, habit }: Cell, first: number): number | undefined {
  const jobs = runs.flatMap((run) => run.slice(first));
  const { requests } = costOf(jobs);
  if (jobs.some(({ law }) => !law)) return undefined;
  let meanAge = Number.NaN;
  const best = atRequests((price) => {
    const cost = informedCost(jobs, habit, price);
    meanAge = cost?.meanAge ?? Number.NaN;
    return cost ?? { requests: Number.NaN, lateness: Number.NaN, lateness95: Number.NaN };
  }, requests);
  return best.lateness / (meanAge / Math.max(best.requests - 2, 1e-9) / 2);
}

/** The largest figure beside fixed of any block of jobs, of all runs together. */
function worstBlock(cell: Cell): number {
  const firsts = Array.from({ length: (JOBS - BLOCK) / BLOCK_STEP + 1 }, (_, i) => i * BLOCK_STEP);
  return Math.max(...firsts.map((first) => besideFixed(cell, first, first + BLOCK)));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
