import { originOf } from '../../src/endpoints/endpoint';
import { VideoApiError } from '../../src/endpoints/videoApi';
import { OperationStorage } from '../../src/tracking/list/operationStorage';
import { OperationStore } from '../../src/tracking/list/operationStore';
import { type FakeClock, fakeClock } from '../../test/unit/base/fakeClock';
import { goalRow, table } from '../tables';
import { jobs, MODELS, seededRandom } from './durationModels';
import { ENDPOINT } from './endpoint';
import { LimitedServer } from './limitedServer';
import { nothingStored, ownPoller } from './ownPoller';

const LIMIT = 20;
const AT_ONCE = [1, 4, 12, 40];
/** About so many jobs in all rounds. */
const JOBS = 240;
/** ms since the epoch. Jobs must not start together with a minute of the server. */
const BEGIN_MS = Date.UTC(2026, 10, 24, 10, 0, 17);
/** By then the end of every job has been noticed. */
const ROUND_MS = 60 * 60_000;

interface Round {
  /** Model and duration, in seconds, of each job. */
  readonly jobs: readonly { readonly model: string; readonly duration: number }[];
  readonly seed: number;
}

/** Polls the jobs of a round until the end of each was noticed. */
type Client = (round: Round, server: LimitedServer, clock: FakeClock) => Promise<void>;

interface Fairness {
  readonly refused: number;
  /** Seconds. */
  readonly lateness: number;
  readonly worst: number;
  /** A job. */
  readonly requests: number;
}

/** Jobs at once under one limit: ours beside fixed schedules, in Markdown. */
export async function budgetFigures(): Promise<string> {
  const clients: readonly (readonly [string, Client])[] = [
    ['ours, balanced', ourPoller],
    ['fixed 10 s', fixedLoop(10_000)],
    ['fixed 8 s, as AITC', fixedLoop(8000)],
  ];
  const rows: string[][] = [];
  const refusals: string[][] = [];
  for (const atOnce of AT_ONCE) {
    for (const [name, client] of clients) {
      const { refused, lateness, worst, requests } = await playRounds(client, atOnce);
      rows.push([
        `${atOnce}: ${name}`,
        `${refused}`,
        requests.toFixed(1),
        lateness.toFixed(1),
        worst.toFixed(1),
      ]);
      if (client === ourPoller) refusals.push(goalRow(`${atOnce} at once: 429s caused by us`, refused, 0));
    }
  }
  const heads = ['jobs at once', '429s', 'requests per job', 'mean lateness, s', 'worst job, s'];
  const title = `${LIMIT} requests a minute, about ${JOBS} jobs of all three models in each row:`;
  return [title, table(heads, rows), table(['what', 'figure', 'goal', ''], refusals)].join('\n\n');
}

async function playRounds(client: Client, atOnce: number): Promise<Fairness> {
  const latenesses: number[] = [];
  let [refused, requests] = [0, 0];
  for (const round of rounds(atOnce)) {
    const clock = fakeClock(BEGIN_MS);
    const ends = round.jobs.map(({ duration }) => BEGIN_MS + Math.round(duration * 1000));
    const server = new LimitedServer(LIMIT, ends);
    await client(round, server, clock);
    refused += server.refused;
    requests += server.requests;
    latenesses.push(...ends.map((_, job) => (server.lateness.get(job) ?? ROUND_MS) / 1000));
  }
  return {
    refused,
    lateness: latenesses.reduce((sum, one) => sum + one, 0) / latenesses.length,
    worst: Math.max(...latenesses),
    requests: requests / latenesses.length,
  };
}

function rounds(atOnce: number): Round[] {
  const count = Math.ceil(JOBS / atOnce);
  const durations = MODELS.map((model, i) => jobs(model, JOBS, 500 + i));
  const random = seededRandom(7);
  return Array.from({ length: count }, (_, round) => ({
    seed: round + 1,
    jobs: Array.from({ length: atOnce }, (_, job) => {
      const kind = Math.floor(random() * MODELS.length);
      const duration = durations[kind]?.[(round * atOnce + job) % JOBS] ?? 0;
      return { model: `veo-3.1-${MODELS[kind]?.name}-generate-001`, duration };
    }),
  }));
}

/** Polls each job by itself at fixed intervals; after a refusal it waits for the next interval. */
function fixedLoop(interval: number): Client {
  return async ({ jobs: all }, server, clock) => {
    for (const job of all.keys()) {
      const ask = () => {
        if (server.answer(job, clock.now()) !== 'ended') clock.setTimeout(ask, interval);
      };
      clock.setTimeout(ask, interval);
    }
    await clock.advance(ROUND_MS);
  };
}

async function ourPoller({ jobs: all, seed }: Round, server: LimitedServer, clock: FakeClock): Promise<void> {
  const time = { ...clock, random: seededRandom(seed) };
  const store = new OperationStore(new OperationStorage(nothingStored), time);
  const poller = ownPoller({
    ...{ store, time, requestsPerMinute: LIMIT },
    async requestStatus({ name }) {
      const reply = server.answer(Number(name.slice(name.lastIndexOf('/') + 1)), clock.now());
      if (reply === 'running') return { kind: 'running' };
      if (reply === 'ended') return { kind: 'succeeded', videos: [{ uri: `${originOf(ENDPOINT)}/video` }] };
      throw new VideoApiError('rateLimited', 'Too many requests', { retryAfter: reply.retryAfter });
    },
  });
  poller.start();
  for (const [job, { model }] of all.entries()) {
    const name = `models/${model}/operations/${job}`;
    store.track({ endpoint: ENDPOINT.id, name }, { startedAt: new Date(clock.now()).toISOString() });
  }
  await clock.advance(ROUND_MS);
  poller.dispose();
  store.dispose();
}
