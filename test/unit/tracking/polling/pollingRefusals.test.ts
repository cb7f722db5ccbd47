import assert from 'node:assert/strict';
import { readRetryAfter } from '../../../../src/endpoints/http/retryAfter';
import { VideoApiError } from '../../../../src/endpoints/videoApi';
import { idOf, TEN_O_CLOCK } from '../../operations/arbitraries';
import { type Behaviour, failing, PollingHarness } from '../pollingHarness';
import { JobServer } from './jobServer';

const MINUTE_MS = 60_000;
const HOUR_S = 3600;

/** What `Retry-After` says, where the server refuses at a time in ms since the epoch. */
type Header = (now: number) => string | undefined;
const headers: Readonly<Record<string, Header>> = {
  'no Retry-After': () => undefined,
  'Retry-After: 30': () => '30',
  'Retry-After: 0': () => '0',
  'Retry-After: -1': () => '-1',
  'Retry-After: 1000000000': () => '1000000000',
  'Retry-After with a date': (now) => new Date(now + 20_000).toUTCString(),
  'Retry-After with a date that has gone': (now) => new Date(now - 86_400_000).toUTCString(),
  'Retry-After in words': () => 'in a while',
};

describe('polling of a server that refuses (429)', () => {
  for (const [what, header] of Object.entries(headers)) {
    it(`notices every end, and comes to be refused less, with ${what}`, async () => {
      const jobs = new JobServer(60);
      const server = limitedTo(6, jobs, header);
      jobs.startMany(12);
      await jobs.harness.advance(4 * HOUR_S);
      assert.deepEqual([jobs.running.length, jobs.lateness.length, jobs.harness.failures], [0, 12, []]);
      assert.ok(server.refused.length >= 1 && server.refused.length < 40, `${server.refused.length}`);
    });
  }

  it('waits as long as the server told, an hour at most, and sends nothing meanwhile', async () => {
    const jobs = new JobServer(20);
    limitedTo(0, jobs, () => '1000000000');
    jobs.start(100, false);
    await jobs.harness.advance(HOUR_S);
    assert.equal(jobs.asked.length, 1);
    await jobs.harness.advance(0.1 * HOUR_S);
    assert.equal(jobs.asked.length, 2);
  });

  it('tries again after the same pauses whether it is told nothing, nonsense, or no time at all', async () => {
    const times: number[][] = [];
    for (const text of [undefined, '0', '-1', 'in a while']) {
      const jobs = new JobServer(20);
      limitedTo(0, jobs, () => text);
      jobs.start(100, false);
      await jobs.harness.advance(300);
      times.push(jobs.secondsAsked().map(Math.round));
    }
    const [first = []] = times;
    assert.deepEqual(times, Array(4).fill(first));
    const pauses = first.slice(1).map((second, i) => second - (first[i] ?? 0));
    assert.deepEqual(
      pauses,
      [...pauses].sort((a, b) => a - b),
    );
    assert.ok((pauses[0] ?? 0) >= 5 && (pauses[0] ?? 0) < 10 && pauses.at(-1) === 63, `${pauses}`);
  });

  it('asks half as often, and by and by as often as before', async () => {
    const jobs = new JobServer(40).withoutOverdue();
    let isStrict = false;
    jobs.fault = () => (isStrict ? refusal(undefined) : undefined);
    jobs.startMany(50, 10_000);
    await jobs.harness.advance(600);
    isStrict = true;
    await jobs.harness.advance(3);
    isStrict = false;
    await jobs.harness.advance(2400);
    const inMinute = (minute: number) =>
      jobs.secondsAsked().filter((second) => second >= 60 * minute && second < 60 * (minute + 1)).length;
    assert.equal(inMinute(8), 30);
    assert.ok(inMinute(11) >= 12 && inMinute(11) <= 20, `${inMinute(11)}`);
    const rates = [12, 15, 18, 21].map(inMinute);
    assert.deepEqual(
      rates,
      [...rates].sort((a, b) => a - b),
    );
    assert.ok(inMinute(15) < 28 && inMinute(34) === 30, `${inMinute(15)} ${inMinute(34)}`);
  });

  it('settles below a limit that is lower than the one set', async () => {
    const jobs = new JobServer(60).withoutOverdue();
    const server = limitedTo(10, jobs, () => undefined);
    jobs.startMany(30, 100_000);
    await jobs.harness.advance(2 * HOUR_S);
    const late = server.refused.filter((at) => at > HOUR_S * 1000).length;
    const answered = jobs.asked.filter(({ at }) => at > HOUR_S * 1000).length - late;
    assert.ok(late <= 30 && answered >= 0.5 * 60 * 10, `${late} ${answered}`);
  });

  it('tells of every operation when the endpoint goes on, as the server told', async () => {
    const jobs = new JobServer(20);
    limitedTo(0, jobs, () => '600');
    jobs.start(100, false);
    jobs.start(100, false);
    await jobs.harness.advance(10);
    // Jitter makes it 5 % more.
    const [first] = jobs.asked;
    const goesOnAt = new Date(TEN_O_CLOCK + (first?.at ?? 0) + 630_000).toISOString();
    const times = jobs.harness.store.running.map(({ problem }) => problem?.goesOnAt);
    assert.deepEqual(times, [goesOnAt, goesOnAt]);
    await jobs.harness.advance(619);
    assert.equal(jobs.asked.length, 1);
    await jobs.harness.advance(2);
    assert.equal(jobs.asked.length, 2);
  });

  it('tells when it goes on also where the server told no time, and to who asks meanwhile', async () => {
    const jobs = new JobServer(20);
    limitedTo(0, jobs, () => undefined);
    jobs.start(100, false);
    await jobs.harness.advance(3);
    const goesOnAt = jobs.harness.operation('job0')?.problem?.goesOnAt;
    const asked = jobs.asked.length;
    const wait = Date.parse(goesOnAt ?? '') - jobs.harness.clock.now();
    assert.ok(wait > 0, goesOnAt);
    await jobs.harness.advance(wait / 1000 - 0.01);
    assert.equal(jobs.asked.length, asked);
    await jobs.harness.advance(0.02);
    assert.equal(jobs.asked.length, asked + 1);
  });

  it('tells an operation that is tracked meanwhile when the endpoint goes on', async () => {
    const jobs = new JobServer(20);
    limitedTo(0, jobs, () => '600');
    jobs.start(100, false);
    await jobs.harness.advance(10);
    jobs.start(100, false);
    await jobs.harness.settle();
    const [newest, oldest] = jobs.harness.store.running;
    assert.ok(newest?.problem?.goesOnAt);
    assert.equal(newest.problem.goesOnAt, oldest?.problem?.goesOnAt);
  });

  it('tells when the endpoint goes on also where the other windows have taken the whole limit meanwhile', async () => {
    const harness = new PollingHarness();
    harness.behaviour = (asked) => {
      harness.share = 0;
      return failing('rateLimited', 40_000)(asked);
    };
    await harness.track('a1');
    assert.deepEqual(harness.failures, []);
    assert.equal(harness.operation('a1')?.problem?.goesOnAt, new Date(TEN_O_CLOCK + 42_000).toISOString());
  });

  it('tells no time of what concerns one operation alone', async () => {
    const harness = new PollingHarness();
    harness.behaviour = failing('forbidden');
    await harness.track('a1');
    assert.deepEqual(
      [harness.problem('a1'), harness.operation('a1')?.problem?.goesOnAt],
      ['forbidden', undefined],
    );
  });

  it('is told to the person at once while the server told to wait', async () => {
    const jobs = new JobServer(20);
    limitedTo(0, jobs, () => '600');
    jobs.start(100, false);
    await jobs.harness.advance(10);
    const checked = await jobs.harness.poller.check(idOf('job0'));
    assert.deepEqual([checked.problem?.kind, jobs.asked.length], ['rateLimited', 1]);
  });
});

/** A server that takes so many requests in each minute of its clock. */
function limitedTo(limit: number, jobs: JobServer, header: Header) {
  const server = { refused: [] as number[] };
  const taken = new Map<number, number>();
  jobs.fault = () => {
    const minute = Math.floor(jobs.time / MINUTE_MS);
    const count = (taken.get(minute) ?? 0) + 1;
    taken.set(minute, count);
    if (count <= limit) return undefined;
    server.refused.push(jobs.time);
    const now = jobs.harness.clock.now();
    return refusal(readRetryAfter(header(now), now));
  };
  return server;
}

function refusal(retryAfter: number | undefined): Behaviour {
  return () => {
    throw new VideoApiError('rateLimited', 'Too many requests', { retryAfter });
  };
}
