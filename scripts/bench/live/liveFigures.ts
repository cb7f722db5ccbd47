import { goalRow, table } from '../../tables';
import { median } from '../median';
import { besideFixed, besideOptimum, costOf, mean, optimumBesideFixed } from '../people/costs';
import type { Habit } from '../people/habits';
import type { Played } from '../people/player';
import { ROUND } from '../people/traces';
import type { LiveOrder } from './liveEndpoint';
import { liveRun } from './liveRun';
import { type LiveSide, liveSide } from './liveSide';
import { type LivePlan, liveJobs, type SeededJobs } from './liveTrace';
import type { LiveWay } from './liveWay';

const MEASUREMENT: LivePlan = { seeds: [7, 11], rounds: 3, haste: 1 };
/** To try the tool: its figures mean nothing. */
const TRIAL: LivePlan = { seeds: [7, 11], rounds: 2, haste: 10 };
/** So many people have the jobs of a seed, and each learns and polls by other dice: one alone is worth ±0.05. */
const PEOPLE = 2;
/** How far the figures beside fixed of the live run may be from the simulated ones. */
const MAX_APART = 0.05;
const HEADS =
  'start, ends seen before|jobs|requests|simulated|mean|simulated|95 %|simulated|beside fixed|simulated|optimum beside fixed|beside optimum|simulated';

/** Some jobs of the live run, and the same jobs in each simulated one. */
interface Slice {
  readonly name: string;
  readonly habit: Habit;
  readonly live: readonly Played[];
  readonly simulated: readonly (readonly Played[])[];
}

/** The tables of the live run of pasted names, in Markdown. It takes as long as the jobs do. */
export function liveFigures(isTrial: boolean): Promise<string> {
  return figuresOf(['told', 'untold'], isTrial);
}

/** The same of names that a program prints in the terminal, where the API tells no start, beside pasted ones where it does. */
export function capturedLiveFigures(isTrial: boolean): Promise<string> {
  return figuresOf(['told', 'captured'], isTrial);
}

async function figuresOf(ways: readonly LiveWay[], isTrial: boolean): Promise<string> {
  const [plan, people] = isTrial ? [TRIAL, 1] : [MEASUREMENT, PEOPLE];
  const endpoints = await liveRun(peopleWith(plan, people, ways));
  const sides = ways.map((way) => liveSide(endpoints, way));
  const slices = sides.flatMap(slicesOf);
  return [
    ...(isTrial ? ['A trial, no measurement: few jobs, and hasty ones.'] : []),
    ...sides.map(trackingWords),
    table(HEADS.split('|'), slices.map(row)),
    table(['what', 'figure', 'goal', ''], [...slices.map(goal), ...capturedGoals(sides)]),
  ].join('\n\n');
}

/** What each person plays: so many people have the jobs of each seed. */
function peopleWith(plan: LivePlan, ofSeed: number, ways: readonly LiveWay[]): LiveOrder[][] {
  return liveJobs(plan).flatMap((jobs) =>
    Array.from({ length: ofSeed }, (_, person) => ordersOf(jobs, person + 1, ways)),
  );
}

/** Of one person: the same jobs in each way, each at an endpoint of its own. */
function ordersOf(jobs: SeededJobs, person: number, ways: readonly LiveWay[]): LiveOrder[] {
  return ways.map((way) => ({ label: `${way} ${jobs.seed} ${person}`, way, jobs }));
}

function trackingWords({ way, live }: LiveSide): string {
  const headStarts = live.flat().map(({ headStart }) => headStart);
  const [least, most] = [Math.min(...headStarts), Math.max(...headStarts)].map((s) => s.toFixed(1));
  return `*${way}*: tracked ${least} to ${most} s after the start, ${median(headStarts).toFixed(1)} s in the middle.`;
}

/** Each round, and all of them. */
function slicesOf({ way, habit, live, simulated }: LiveSide): Slice[] {
  const rounds = live.map((jobs, round) => ({
    name: `${way}, ${ROUND.jobs * round}`,
    ...{ habit, live: jobs },
    simulated: simulated.map((run) => run[round] ?? []),
  }));
  const all = {
    name: `${way}, all`,
    habit,
    live: live.flat(),
    simulated: simulated.map((run) => run.flat()),
  };
  return [...rounds, all];
}

function row({ name, habit, live, simulated }: Slice): string[] {
  const [ours, theirs] = [costOf(live), costOf(simulated.flat())];
  return [
    name,
    `${live.length}`,
    ...[ours, theirs].map(({ requests }) => requests.toFixed(2)),
    ...[ours, theirs].map(({ lateness }) => lateness.toFixed(2)),
    ...[ours, theirs].map(({ lateness95 }) => lateness95.toFixed(1)),
    besideFixed(live).toFixed(2),
    simulatedWords(simulated, 2),
    ...[
      optimumBesideFixed(live, habit),
      besideOptimum(live, habit),
      besideOptimum(simulated.flat(), habit),
    ].map((figure = Number.NaN) => figure.toFixed(2)),
  ];
}

function goal({ name, live, simulated }: Slice): string[] {
  const ours = besideFixed(live);
  const words = `live ${ours.toFixed(3)}, simulated ${simulatedWords(simulated, 3)}`;
  const apart = Math.abs(ours - besideFixed(simulated.flat()));
  return goalRow(`${name}: beside fixed, live from simulated (${words})`, apart, MAX_APART);
}

/** A captured start is to be worth as much as one that the API tells. */
function capturedGoals(sides: readonly LiveSide[]): string[][] {
  const [told, captured] = (['told', 'captured'] as const).map((way) =>
    sides.find((side) => side.way === way),
  );
  if (!told || !captured) return [];
  const [ours, goal] = [captured, told].map(({ live }) => besideFixed(live.flat())) as [number, number];
  const what = `captured, all: beside fixed, as told (${goal.toFixed(3)}) or ${MAX_APART} more`;
  return [goalRow(what, ours, goal + MAX_APART)];
}

/** Of all runs together, and by how much a single run differs from another with other dice. */
function simulatedWords(simulated: Slice['simulated'], digits: number): string {
  const figures = simulated.map(besideFixed);
  const middle = mean(figures);
  const variance = mean(figures.map((figure) => (figure - middle) ** 2));
  const deviation = Math.sqrt((variance * figures.length) / (figures.length - 1));
  return `${besideFixed(simulated.flat()).toFixed(digits)} ± ${deviation.toFixed(digits)}`;
}
