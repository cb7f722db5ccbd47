import type { Habit } from '../people/habits';
import { MIN_AGE_S, type Played, played } from '../people/player';
import { AT_ONCE } from '../people/traces';
import type { LiveEndpoint } from './liveEndpoint';
import type { LiveWay } from './liveWay';
import { playedOf, type WatchedJob } from './watchedJob';

/** How often the whole run is simulated, each time with other dice: that shows what one run is worth. */
const SIMULATED_RUNS = 8;

/** How exactly a captured start is known: the capture takes requests that far apart for sent side by side. */
const PRINTED_WITHIN_S = 6;

/** The jobs of one endpoint, by round. */
type Rounds = readonly (readonly WatchedJob[])[];

/** The endpoints whose names come in one way; jobs by round. */
export interface LiveSide {
  readonly way: LiveWay;
  readonly habit: Habit;
  readonly live: readonly (readonly Played[])[];
  /** The same jobs, tracked at the same times, in each simulated run. */
  readonly simulated: readonly (readonly (readonly Played[])[])[];
}

/** What came of the jobs of endpoints of one side in the live run, and what comes of them when they are simulated. */
export function liveSide(endpoints: readonly LiveEndpoint[], way: LiveWay): LiveSide {
  const ofSide = endpoints.filter(({ order }) => order.way === way);
  const watched = ofSide.map(({ watched: rounds }) => rounds.map((jobs) => jobs.filter(stillRan)));
  const habit = habitIn(watched.flat(2), way);
  return {
    way,
    habit,
    live: together(watched.map((rounds) => rounds.map((jobs) => jobs.map(playedOf)))),
    simulated: Array.from({ length: SIMULATED_RUNS }, (_, run) =>
      together(watched.map((rounds, i) => simulated(rounds, habit, run * watched.length + i))),
    ),
  };
}

/** Plays the jobs of one endpoint for somebody who tracks each when it was tracked in the live run. */
export function simulated(rounds: Rounds, habit: Habit, seed: number): Played[][] {
  const jobs = rounds.flat();
  const [first] = jobs;
  const trace = {
    ...AT_ONCE,
    jobs: () =>
      jobs.map((watched) => ({
        ...watched.job,
        startedAt: (watched.startedAt - (first?.startedAt ?? 0)) / 1000,
        headStart: playedOf(watched).headStart,
      })),
  };
  const results = played({ trace, habit, count: jobs.length, seed });
  return rounds.map(({ length }) => results.splice(0, length));
}

/** The simulation leaves out what had ended when it was tracked. */
function stillRan(watched: WatchedJob): boolean {
  return playedOf(watched).ageAtEnd >= MIN_AGE_S;
}

/** The habit that was observed. */
function habitIn(watched: readonly WatchedJob[], way: LiveWay): Habit {
  const headStarts = watched.map((job) => playedOf(job).headStart);
  return {
    name: `${way}, live`,
    isStartTold: way === 'told',
    isPrompt: true,
    ...(way === 'captured' && { printedWithin: PRINTED_WITHIN_S }),
    headStart: (random) => headStarts[Math.floor(random() * headStarts.length)] ?? 0,
  };
}

/** The jobs of all endpoints, by round. */
function together(endpoints: readonly (readonly (readonly Played[])[])[]): Played[][] {
  const [first = []] = endpoints;
  return first.map((_, round) => endpoints.flatMap((rounds) => rounds[round] ?? []));
}
