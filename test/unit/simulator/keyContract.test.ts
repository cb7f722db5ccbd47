import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Endpoint } from '../../../src/endpoints/endpoint';
import { tryEndpoint } from '../../../src/endpoints/endpointTrial';
import { createHttp } from '../../../src/endpoints/http/http';
import { fetchKeyLimits } from '../../../src/endpoints/keyLimits';
import type { Simulator } from '../../../src/simulator/simulator';
import { getJson, ManualClock, withSimulator } from './runningSimulator';

const KEY = 'sk-a-key-that-ends-in-WXYZ';
const limits = { requestsPerMinute: 2, parallel: 5 };
const bearer = { authorization: `Bearer ${KEY}` };

describe('/key/info of the simulator', () => {
  it('tells the limits of the key, which is hashed', async () => {
    await withSimulator({ key: KEY, limits }, async ({ url }) => {
      const { status, body } = await getJson(`${url}/key/info`, bearer);
      assert.deepEqual([status, body.info.rpm_limit, body.info.max_parallel_requests], [200, 2, 5]);
      assert.equal(body.key, createHash('sha256').update(KEY).digest('hex'));
      assert.doesNotMatch(JSON.stringify(body), /ends-in/);
    });
  });

  it('tells no limits if the simulator has none', async () => {
    await withSimulator({}, async ({ url }) => {
      const { info } = (await getJson(`${url}/key/info`)).body;
      assert.deepEqual([info.rpm_limit, info.max_parallel_requests], [null, null]);
    });
  });

  it('needs the key as a bearer, and fails as scripted', async () => {
    await withSimulator({ key: KEY }, async (simulator) => {
      const url = `${simulator.url}/key/info`;
      assert.equal((await getJson(url)).status, 401);
      simulator.script({ once: { kind: 'forbidden' }, step: 'keyInfo' });
      assert.equal((await getJson(url, bearer)).status, 403);
      assert.equal((await getJson(url, bearer)).status, 200);
    });
  });

  it('is read by our own client', async () => {
    const http = createHttp({ userAgent: 'veo-operations/test' });
    await withSimulator({ key: KEY, limits }, async ({ url }) => {
      const endpoint: Endpoint = { id: 'own', label: 'Own', kind: 'litellm', url, auth: { kind: 'key' } };
      const told = await fetchKeyLimits(http, { endpoint, key: KEY, signal: new AbortController().signal });
      assert.deepEqual(told, { limitOfKey: 2, parallel: 5 });
    });
  });
});

describe('the list of models of the simulator', () => {
  for (const kind of ['litellm', 'google'] as const) {
    it(`shows that an endpoint of the kind ${kind} is there, and takes the key`, async () => {
      const http = createHttp({ userAgent: 'veo-operations/test' });
      await withSimulator({ key: KEY, limits }, async ({ url }) => {
        const endpoint: Endpoint = { id: 'own', label: 'Own', kind, url, auth: { kind: 'key' } };
        const trial = (key?: string) =>
          tryEndpoint(http, { endpoint, key, signal: new AbortController().signal });
        for (let time = 0; time < 3; time++) await trial(KEY);
        await trial();
        await assert.rejects(trial('sk-wrong-000'), { kind: 'unauthorized' });
      });
    });
  }
});

describe('the request limit of the simulator', () => {
  const { now } = new ManualClock();

  it('is in each good answer, with what is left of it', async () => {
    await withSimulator({ limits, now }, async (simulator) => {
      assert.deepEqual(await answers(simulator, 2), [
        { status: 200, limit: '2', remaining: '1' },
        { status: 200, limit: '2', remaining: '0' },
      ]);
    });
  });

  it('refuses requests over it until the next minute of the clock, as LiteLLM does', async () => {
    const clock = new ManualClock();
    await withSimulator({ limits, now: clock.now }, async (simulator) => {
      await answers(simulator, 2);
      clock.advance(59.999);
      const refused = await fetch(statusUrl(simulator));
      assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '60']);
      const { error } = (await refused.json()) as { error: { code: string; message: string } };
      assert.equal(error.code, '429');
      assert.match(
        error.message,
        /^Rate limit exceeded for api_key.* Current limit: 2, Remaining: 0. Limit resets at: /,
      );
      clock.advance(0.001);
      assert.equal((await answers(simulator, 1))[0]?.status, 200);
    });
  });

  it('counts every request except those for the limits and those without the key', async () => {
    await withSimulator({ key: KEY, limits, now }, async (simulator) => {
      for (let asked = 0; asked < 3; asked++) {
        assert.equal((await getJson(`${simulator.url}/key/info`, bearer)).status, 200);
        assert.equal((await getJson(statusUrl(simulator))).status, 401);
      }
      simulator.script({ kind: 'unavailable', status: 503 });
      const statuses = (await answers(simulator, 3, bearer)).map(({ status }) => status);
      assert.deepEqual(statuses, [503, 200, 429]);
    });
  });

  it('is in no fault or error, and in no answer if there is none', async () => {
    const untold = { limit: null, remaining: null };
    await withSimulator({ limits, now }, async (simulator) => {
      simulator.script({ kind: 'notFound' });
      assert.deepEqual(await answers(simulator, 1), [{ status: 404, ...untold }]);
      const { status, headers } = await fetch(`${simulator.url}/v1/videos/video_unknown`);
      assert.deepEqual([status, headers.has('x-ratelimit-api_key-limit-requests')], [404, false]);
    });
    await withSimulator({}, async (simulator) => {
      assert.deepEqual(await answers(simulator, 1), [{ status: 200, ...untold }]);
    });
  });
});

function statusUrl(simulator: Simulator): string {
  const order = {
    model: 'veo-3.1',
    durationSeconds: 60,
    outcome: { kind: 'failed' },
    contract: 'videos',
  } as const;
  return `${simulator.url}/v1/videos/${simulator.operationName(order)}`;
}

async function answers(simulator: Simulator, count: number, headers: Record<string, string> = {}) {
  const seen: { status: number; limit: string | null; remaining: string | null }[] = [];
  for (let request = 0; request < count; request++) {
    const response = await fetch(statusUrl(simulator), { headers });
    await response.text();
    const [limit, remaining] = ['limit', 'remaining'].map((what) =>
      response.headers.get(`x-ratelimit-api_key-${what}-requests`),
    );
    seen.push({ status: response.status, limit: limit ?? null, remaining: remaining ?? null });
  }
  return seen;
}
