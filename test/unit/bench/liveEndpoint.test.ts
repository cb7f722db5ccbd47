import assert from 'node:assert/strict';
import { LiveEndpoint } from '../../../scripts/bench/live/liveEndpoint';
import type { LiveWay } from '../../../scripts/bench/live/liveWay';
import { playedOf } from '../../../scripts/bench/live/watchedJob';
import { GATEWAY_KEY } from '../../workbench/gateway';

/** One job a round; `durations` in seconds. */
function jobsOf(...durations: number[]) {
  const job = { startedAt: 0, model: 'veo-3.1-fast-generate-001', law: undefined };
  return { seed: 1, rounds: durations.map((duration) => [{ ...job, duration }]) };
}

async function withEndpoint(
  way: LiveWay,
  durations: readonly number[],
  test: (endpoint: LiveEndpoint) => Promise<void>,
): Promise<void> {
  const endpoint = await LiveEndpoint.open({ label: 'live', way, jobs: jobsOf(...durations) });
  try {
    await test(endpoint);
  } finally {
    await endpoint.simulator.stop();
  }
}

async function ask(address = '', method = 'GET'): Promise<Record<string, unknown>> {
  const headers = { 'x-goog-api-key': GATEWAY_KEY, authorization: `Bearer ${GATEWAY_KEY}` };
  const response = await fetch(address, { method, headers });
  return method === 'GET' ? ((await response.json()) as Record<string, unknown>) : {};
}

describe('An endpoint of the live run', () => {
  it('tells the start of a job, or does not', async () => {
    await withEndpoint('told', [60], async (endpoint) => {
      const before = Math.floor(Date.now() / 1000);
      const { created_at } = await ask(endpoint.startRound()[0]);
      assert.ok(Number(created_at) >= before);
    });
    await withEndpoint('untold', [60], async (endpoint) => {
      assert.deepEqual(Object.keys(await ask(endpoint.startRound()[0])), ['name']);
    });
  });

  it('counts the status requests of each job, and no others', async () => {
    await withEndpoint('told', [60], async (endpoint) => {
      const [address = ''] = endpoint.startRound();
      await ask(address);
      await ask(`${address}/content`, 'HEAD');
      await ask(address);
      assert.deepEqual(
        endpoint.watched.flat().map((job) => playedOf(job).requests),
        [2],
      );
    });
  });

  it('waits until each started job was told to have ended', async () => {
    await withEndpoint('untold', [0, 0], async (endpoint) => {
      const [first] = endpoint.startRound();
      const [second] = endpoint.startRound();
      let isOver = false;
      const over = endpoint.allNoticed().then(() => {
        isOver = true;
      });
      assert.equal((await ask(first)).done, true);
      assert.equal(isOver, false);
      await ask(second);
      await over;
    });
  });

  it('starts the jobs of a round for a program, one after the other, until there are no more', async () => {
    await withEndpoint('captured', [60], async (endpoint) => {
      const { url, whenOver } = await endpoint.openDesk();
      const [first, last] = [await fetch(url, { method: 'POST' }), await fetch(url, { method: 'POST' })];
      await whenOver;
      assert.deepEqual([first.status, last.status], [200, 204]);
      const address = await first.text();
      await ask(address);
      const [job] = endpoint.watched.flat();
      assert.ok(job && address.startsWith(endpoint.url));
      assert.ok(job.startedAt <= Number(job.printedAt) && job.requests.length === 1);
    });
  });
});
