import { seededRandom } from '../durationModels';

/** A distribution that a job's duration in seconds is drawn from. Jobs with the same key share one distribution. */
export interface Law {
  readonly key: string;
  sample(random: () => number): number;
}

/** One job of a trace. */
export interface TraceJob {
  /** Seconds from the beginning of the trace. */
  readonly startedAt: number;
  readonly model: string;
  /** Seconds; undefined where an adversary decides when it sees the schedule. */
  readonly duration: number | undefined;
  /** What somebody who knows all but the dice knows of the duration; undefined where that is not to be told. */
  readonly law: Law | undefined;
  /** Seconds from its start until it was tracked, where that was observed; else the person's habit decides. */
  readonly headStart?: number;
}

export interface Trace {
  readonly name: string;
  /** Whether somebody who knows the schedule, or only its way of learning, chose the durations against it. */
  readonly isAdversarial: boolean;
  /** Endless: the player takes as many as it needs. */
  jobs(seed: number): Iterable<TraceJob>;
}

const MODEL = 'veo-3.1-fast-generate-001';
const LITE = 'veo-3.1-lite-generate-001';
const STANDARD = 'veo-3.1-generate-001';
/** Seconds between two starts, on average: somebody at work, with one or two jobs under way at a time. */
const MEAN_GAP_S = 45;
/** An hour after the first hour, in which all take this many times as long. */
const PEAK = { from: 3600, to: 7200, factor: 3 };
/** Many names at once, round after round. */
export const ROUND = { jobs: 24, everyS: 900 };
const BATCH = { jobs: 40, places: 5, pauseS: 1800 };
/** Jobs until the drift turns: 2 % a job over 60 jobs is 3.3 times as long. */
const DRIFT = { perJob: 1.02, jobs: 60 };

/** The mixture of the issue: median 62 s, σ 0.5, one in ten queued for 60 to 180 s more. */
const mixture = law('mixture', (random) => {
  const queued = random() < 0.1 ? 60 + 120 * random() : 0;
  return logNormal(62, 0.5, random) + queued;
});
const twoHumps = law('two humps', (random) => logNormal(random() < 0.5 ? 40 : 170, 0.15, random));
const quick = law('quick', (random) => logNormal(45, 0.35, random));
const slow = law('slow', (random) => logNormal(160, 0.35, random));
/** Pareto from 20 s with α = 1.3, up to half an hour. */
const heavyTail = law('heavy tail', (random) => Math.min(20 * (1 - random()) ** (-1 / 1.3), 1800));

/** What the live run plays, too. */
export const AT_ONCE: Trace = { name: 'the mixture, 24 at once', isAdversarial: false, jobs: rounds };

/**
 * Traces with fixed laws. Constants of the schedule were chosen while these were played with small seeds, so what is
 * reported comes from others.
 */
export const TRACES: readonly Trace[] = [
  steady(
    'the mixture',
    () => mixture,
    () => MODEL,
  ),
  AT_ONCE,
  steady(
    'two humps, 40 and 170 s',
    () => twoHumps,
    () => MODEL,
  ),
  steady(
    'σ 0.15',
    () => law('σ 0.15', (random) => logNormal(100, 0.15, random)),
    () => MODEL,
  ),
  steady(
    'σ 0.8',
    () => law('σ 0.8', (random) => logNormal(70, 0.8, random)),
    () => MODEL,
  ),
  steady(
    'a peak hour, × 3',
    (_, at) => (at >= PEAK.from && at < PEAK.to ? scaled(mixture, PEAK.factor) : mixture),
    () => MODEL,
  ),
  steady(
    'a peak hour, × 3, three models by turns',
    (job, at) => scaled(ofModel(job), at >= PEAK.from && at < PEAK.to ? PEAK.factor : 1),
    (job) => [LITE, MODEL, STANDARD][job % 3] ?? MODEL,
  ),
  batches(),
  steady('drift of 2 % a job', (job) => scaled(quick, driftAt(job)), modelOne),
  steady('reversed overnight', reversed, (job) => (job % 2 ? MODEL : STANDARD)),
  steady('heavy tail', () => heavyTail, modelOne),
  steady('all alike, 90 s', () => law('alike', () => 90), modelOne),
  { ...steady('40 and 240 s by turns of ten', byTurns, modelOne), isAdversarial: true },
  { name: 'an adversary', isAdversarial: true, jobs: adversary },
];

function modelOne(): string {
  return MODEL;
}

/** Three models, of which one takes longer than the other. */
function ofModel(job: number): Law {
  return scaled(quick, [1, 1.8, 3.5][job % 3] ?? 1);
}

/** Two models, of which the quick one is the slow one from the hundredth job on. */
function reversed(job: number): Law {
  return job % 2 === (job < 100 ? 0 : 1) ? slow : quick;
}

function byTurns(job: number): Law {
  return scaled(
    law('turns', (random) => logNormal(40, 0.05, random)),
    Math.floor(job / 10) % 2 ? 6 : 1,
  );
}

/** Up for so many jobs, and down again. */
function driftAt(job: number): number {
  const turn = job % (2 * DRIFT.jobs);
  return DRIFT.perJob ** (turn < DRIFT.jobs ? turn : 2 * DRIFT.jobs - turn);
}

/** Jobs that start one after another, at random times. */
function steady(
  name: string,
  lawOf: (job: number, startedAt: number) => Law,
  modelOf: (job: number) => string,
): Trace {
  return {
    name,
    isAdversarial: false,
    *jobs(seed) {
      const random = seededRandom(seed);
      for (let job = 0, startedAt = 0; ; job++, startedAt += -MEAN_GAP_S * Math.log(1 - random())) {
        const of = lawOf(job, startedAt);
        yield { startedAt, model: modelOf(job), duration: of.sample(random), law: of };
      }
    },
  };
}

/** Jobs that are ordered at once and run a few at a time, in the order of their numbers. */
function batches(): Trace {
  const { jobs, places, pauseS } = BATCH;
  const ends = (random: () => number) => {
    const free = Array.from({ length: places }, () => 0);
    return Array.from({ length: jobs }, () => {
      const place = free.indexOf(Math.min(...free));
      const end = (free[place] ?? 0) + logNormal(62, 0.3, random);
      free[place] = end;
      return end;
    });
  };
  // A stranger to the queue knows only how long any of them takes.
  const any = law('batch', (random) => ends(random)[Math.floor(random() * jobs)] ?? Number.NaN);
  return {
    name: 'batches of 40 behind 5 places',
    isAdversarial: false,
    *jobs(seed) {
      const random = seededRandom(seed);
      for (let startedAt = 0; ; ) {
        const durations = ends(random);
        for (const duration of durations) yield { startedAt, model: MODEL, duration, law: any };
        startedAt += Math.max(...durations) + pauseS;
      }
    },
  };
}

/** Jobs that a person starts and tracks together, round after round, with nothing between them. */
function* rounds(seed: number): Generator<TraceJob> {
  const random = seededRandom(seed);
  for (let job = 0; ; job++) {
    const startedAt = Math.floor(job / ROUND.jobs) * ROUND.everyS;
    yield { startedAt, model: MODEL, duration: mixture.sample(random), law: mixture };
  }
}

function* adversary(seed: number): Generator<TraceJob> {
  const random = seededRandom(seed);
  for (let startedAt = 0; ; startedAt += -MEAN_GAP_S * Math.log(1 - random()))
    yield { startedAt, model: MODEL, duration: undefined, law: undefined };
}

function law(key: string, sample: Law['sample']): Law {
  return { key, sample };
}

/** The same law with longer durations; factors that differ by less than 5 % share a key. */
function scaled({ key, sample }: Law, factor: number): Law {
  const step = Math.round(Math.log(factor) / Math.log(1.05));
  return law(`${key} × 1.05^${step}`, (random) => factor * sample(random));
}

function logNormal(median: number, sigma: number, random: () => number): number {
  const z = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * z);
}
