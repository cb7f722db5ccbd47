import type { DurationDistribution } from '../../src/tracking/schedule/durationDistribution';
import type { Prior } from '../../src/tracking/schedule/jobKind';
import { type Pace, priceOf } from '../../src/tracking/schedule/pollSchedule';
import { goalRow, table } from '../tables';
import { type DurationModel, jobs, MODELS, seededRandom } from './durationModels';
import { estimateFrom, learned } from './learning';
import { atLateness, atRequests, type Family } from './matching';
import { optimum } from './optimum';
import {
  awsWaiter,
  type Cost,
  fixed,
  gatewayScript,
  googleDefault,
  ours,
  play,
  playMix,
  type Schedule,
} from './schedules';

const JOBS = 10_000;
const SEED = 2026;
const LEARNING_SEEDS = Array.from({ length: 12 }, (_, i) => 100 + i);
const LEARNED_AFTER = [0, 5, 20, 100];
/** Log-σ of the built-in priors: see `jobKind.ts`. */
const LOG_SIGMA = 0.45;

interface Sampled extends DurationModel {
  readonly jobs: readonly number[];
}

/** One schedule for each model: ours and the optimum depend on the model, the others do not. */
type Schedules = (model: DurationModel) => Schedule;

/** The tables of the schedules, in Markdown. */
export function scheduleFigures(): string {
  const sampled = MODELS.map((model, i) => ({ ...model, jobs: jobs(model, JOBS, SEED + i) }));
  return [allSchedules(sampled), goals(sampled), wrongPriors(sampled)].join('\n\n');
}

function allSchedules(sampled: readonly Sampled[]): string {
  const rows: [string, Schedules][] = [
    ...(['eager', 'balanced', 'gentle'] as const).map((pace): [string, Schedules] => [
      `ours, ${pace} (λ = ${priceOf(pace, true)} s), F known`,
      ({ durations }) => ours(durations, priceOf(pace, true)),
    ]),
    ...([5, 8, 10, 15, 20].map((interval) => [`fixed ${interval} s`, () => fixed(interval)]) as [
      string,
      Schedules,
    ][]),
    ['gateway script', () => gatewayScript],
    ['Google LRO default', () => googleDefault],
    ['AWS waiter', () => awsWaiter(seededRandom(SEED))],
    ...(['eager', 'balanced', 'gentle'] as const).map((pace): [string, Schedules] => [
      `optimum at the price of ${pace}`,
      ({ chance }) => optimum(chance, priceOf(pace, true)),
    ]),
  ];
  const lines = rows.map(([name, schedules]) => {
    const costs = [...sampled.map((model) => play(schedules(model), model.jobs)), mixOf(sampled, schedules)];
    return [name, ...costs.map(costWords)];
  });
  const heads = ['schedule', ...sampled.map(({ name }) => name), 'their mix'];
  return `Requests per job · mean lateness · 95th percentile of lateness, in seconds:\n\n${table(heads, lines)}`;
}

function costWords({ requests, lateness, lateness95 }: Cost): string {
  return `${requests.toFixed(2)} · ${lateness.toFixed(2)} · ${lateness95.toFixed(1)}`;
}

function mixOf(sampled: readonly Sampled[], schedules: Schedules): Cost {
  return playMix(sampled.map((model) => [schedules(model), model.jobs]));
}

/** Of each model by itself and of the mix: a family of schedules by price, and what another schedule costs there. */
function goals(sampled: readonly Sampled[]): string {
  const places: { name: string; own: Family; best: Family; other: (schedule: Schedule) => Cost }[] = [
    ...sampled.map((model) => ({
      name: model.name,
      own: cached((price) => play(ours(model.durations, price), model.jobs)),
      best: cached((price) => play(optimum(model.chance, price), model.jobs)),
      other: (schedule: Schedule) => play(schedule, model.jobs),
    })),
    {
      name: 'mix',
      own: cached((price) => mixOf(sampled, ({ durations }) => ours(durations, price))),
      best: cached((price) => mixOf(sampled, ({ chance }) => optimum(chance, price))),
      other: (schedule: Schedule) => mixOf(sampled, () => schedule),
    },
  ];
  const rows = places.flatMap(({ name, own, best, other }) => {
    const ten = other(fixed(10));
    const script = other(gatewayScript);
    const paces = (['eager', 'balanced', 'gentle'] as const).map((pace: Pace) => {
      const cost = own(priceOf(pace, true));
      return cost.lateness / atRequests(best, cost.requests).lateness;
    });
    const ratio = (family: Family, cost: Cost) => atRequests(family, cost.requests).lateness / cost.lateness;
    const fewer = (family: Family) => atLateness(family, ten.lateness).requests / ten.requests;
    return [
      goalRow(
        `${name}: lateness at the requests of fixed 10 s (optimum ${ratio(best, ten).toFixed(3)})`,
        ratio(own, ten),
        0.55,
      ),
      goalRow(`${name}: requests at its lateness (optimum ${fewer(best).toFixed(3)})`, fewer(own), 0.55),
      goalRow(
        `${name}: lateness at the requests of the gateway script (optimum ${ratio(best, script).toFixed(3)})`,
        ratio(own, script),
        0.4,
      ),
      goalRow(`${name}: lateness beside the optimum, worst of the three paces`, Math.max(...paces), 1.05),
    ];
  });
  return `Goals, F known:\n\n${table(['what', 'figure', 'goal', ''], rows)}`;
}

/** Caches the optimum, which takes seconds to compute. */
function cached(family: Family): Family {
  const known = new Map<number, Cost>();
  return (price) => {
    const cost = known.get(price) ?? family(price);
    known.set(price, cost);
    return cost;
  };
}

function wrongPriors(sampled: readonly Sampled[]): string {
  const rows = sampled.flatMap((model) => {
    const ten = play(fixed(10), model.jobs);
    const ratio = (durations: DurationDistribution) =>
      atRequests((price) => play(ours(durations, price), model.jobs), ten.requests).lateness / ten.lateness;
    const known = ratio(model.durations);
    return [1, 0.5, 2].flatMap((factor) => {
      const prior: Prior = { median: model.median * factor, logSigma: LOG_SIGMA };
      const ratios = estimatesAfter(model, prior).map((estimates) => mean(estimates.map(ratio)));
      const [unlearned = Number.NaN, , after20 = Number.NaN] = ratios;
      const name = `${model.name}, believed ${factor} ×`;
      const figures = LEARNED_AFTER.map((jobs, i) => `${ratios[i]?.toFixed(3)} after ${jobs}`).join(', ');
      return [
        goalRow(`${name}: lateness at the requests of fixed 10 s, at first (${figures})`, unlearned, 1),
        goalRow(`${name}: after 20 jobs, beside knowing F (${known.toFixed(3)})`, after20 / known, 1.1),
      ];
    });
  });
  return `What is believed and learned:\n\n${table(['what', 'figure', 'goal', ''], rows)}`;
}

/** By the number of jobs learned from, the estimated durations of each seed. */
function estimatesAfter(model: DurationModel, prior: Prior): DurationDistribution[][] {
  const runs = LEARNING_SEEDS.map((seed) =>
    learned(prior, jobs(model, Math.max(...LEARNED_AFTER) + 1, seed), {
      after: LEARNED_AFTER,
      price: priceOf('balanced', true),
    }),
  );
  return LEARNED_AFTER.map((_, i) => runs.map((run) => run[i] ?? estimateFrom(prior, [])));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
