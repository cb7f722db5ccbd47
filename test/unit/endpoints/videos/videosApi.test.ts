import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createVideoApi } from '../../../../src/endpoints/contracts';
import type { Endpoint } from '../../../../src/endpoints/endpoint';
import { createHttp } from '../../../../src/endpoints/http/http';
import { VideoApiError } from '../../../../src/endpoints/videoApi';
import { encodedId } from '../../operations/encodedId';
import { withSimulator } from '../../simulator/runningSimulator';
import { answering, withServer } from '../http/loopbackServer';

const KEY = 'sk-videos-Key0987654321';
const ID = encodedId('veo-3.1-lite-generate-001');
const { signal } = new AbortController();

function gateway(url: string, kind: Endpoint['kind'] = 'litellm'): Endpoint {
  return { id: 'own', label: 'Own', kind, url, auth: { kind: 'key' } };
}

function apiTelling(statuses: string[]) {
  return createVideoApi(createHttp({ userAgent: 'veo-operations/test' }), (status) => statuses.push(status));
}

async function answerTo(body: unknown, statuses: string[] = []) {
  let answer: Awaited<ReturnType<typeof check>> | undefined;
  await withServer(answering(body), async ({ url }) => {
    answer = await check(gateway(url), ID, apiTelling(statuses));
  });
  assert.ok(answer);
  return answer;
}

function check(endpoint: Endpoint, name = ID, api = apiTelling([])) {
  return api.requestStatus({ endpoint, name, key: KEY, signal });
}

describe('status of /v1/videos', () => {
  for (const status of ['queued', 'processing', 'in_progress']) {
    it(`${status} is running`, async () => {
      const told: string[] = [];
      assert.deepEqual(await answerTo({ id: ID, status }, told), { kind: 'running' });
      assert.deepEqual(told, []);
    });
  }

  it('completed has a video at its content, whose id is that of the operation', async () => {
    await withServer(answering({ id: ID, status: 'completed', model: 'veo-3.1' }), async ({ url }) => {
      assert.deepEqual(await check(gateway(url)), {
        kind: 'succeeded',
        videos: [{ uri: `${url}/v1/videos/${ID}/content`, videoId: ID }],
        model: 'veo-3.1',
      });
    });
  });

  it('tells the start, the length and the size of the video, in any state', async () => {
    const startedAt = '2026-09-23T08:27:51.000Z';
    const job = { startedAt, seconds: 8, size: '1280x720' };
    const told = { created_at: 1_790_152_071, seconds: '8', size: '1280x720' };
    for (const status of ['queued', 'completed', 'failed', 'paused']) {
      assert.deepEqual((await answerTo({ id: ID, status, ...told })).job, job, status);
    }
    assert.deepEqual(await answerTo({ id: ID, status: 'queued', seconds: 4.5 }), {
      kind: 'running',
      job: { seconds: 4.5 },
    });
    assert.deepEqual((await answerTo({ id: ID, status: 'queued', size: '720x1280' })).job, {
      size: '720x1280',
    });
    assert.deepEqual((await answerTo({ id: ID, status: 'queued', created_at: 1_790_152_071 })).job, {
      startedAt,
    });
  });

  const nothing: readonly object[] = [
    ...[0, -1, 1, 3600, 1e20, '', 'now', '20', null, [], true].map((created_at) => ({ created_at })),
    ...['', '-8', '0', 0, -8, 3601, '3601', '8s', 'eight', '1e3', '0x8', null, {}].map((seconds) => ({
      seconds,
    })),
    ...['', 'large', '1280', '1280 x 720', '1x1', '1280x720px', 720, null, []].map((size) => ({ size })),
  ];
  for (const fields of nothing) {
    it(`is told nothing by ${JSON.stringify(fields)}, and does not fail`, async () => {
      assert.deepEqual(await answerTo({ id: ID, status: 'queued', ...fields }), { kind: 'running' });
    });
  }

  const errors: readonly [unknown, object][] = [
    [
      { code: 13, message: 'internal' },
      { code: 13, message: 'internal' },
    ],
    [
      { code: 'moderation', message: 'no' },
      { code: 'moderation', message: 'no' },
    ],
    [{ message: `leaked ${KEY}` }, { code: 'failed', message: 'leaked …' }],
    ['just words', { code: 'failed', message: 'just words' }],
    [null, { code: 'failed', message: '' }],
    [undefined, { code: 'failed', message: '' }],
  ];
  for (const [error, expected] of errors) {
    it(`failed with ${JSON.stringify(error)} tells what there is to tell`, async () => {
      assert.deepEqual(await answerTo({ id: ID, status: 'failed', error }), {
        kind: 'failed',
        error: expected,
      });
    });
  }

  it('completed is completed, whatever stands beside it', async () => {
    for (const error of [{}, { code: null, message: null }, [], false, { message: 'x' }]) {
      const { kind } = await answerTo({ id: ID, status: 'Completed', error });
      assert.equal(kind, 'succeeded', JSON.stringify(error));
    }
  });

  it('that nobody documented is running, and told once each', async () => {
    const told: string[] = [];
    const api = apiTelling(told);
    for (const status of ['paused', 'constructor', '__proto__', 'paused']) {
      await withServer(answering({ status }), async ({ url }) => {
        const answer = await check(gateway(url), ID, api);
        assert.deepEqual(answer, { kind: 'running', word: status });
      });
    }
    assert.deepEqual(told, ['paused', 'constructor', '__proto__']);
  });

  for (const body of [null, [], 'completed', {}, { status: 1 }, { error: { message: 'x' } }]) {
    it(`${JSON.stringify(body)} is malformed`, async () => {
      await assert.rejects(answerTo(body), { kind: 'malformed' });
    });
  }

  it('is any JSON, and never more than the documented ends', async () => {
    const near = fc.record({
      id: fc.constant(ID),
      status: fc.oneof(fc.constant('failed'), fc.string()),
      error: fc.jsonValue(),
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(near, fc.jsonValue()), async (body) => {
        const answer = await answerTo(body).catch((error) => error);
        if (answer instanceof VideoApiError) assert.equal(answer.kind, 'malformed');
        else assert.ok(['running', 'failed', 'succeeded'].includes(answer.kind));
      }),
      { numRuns: 100 },
    );
  });

  it('tells how far the clock is ahead that told the start', async () => {
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    await withServer(
      (_, response) =>
        response.writeHead(200, { date }).end(JSON.stringify({ id: ID, status: 'queued', created_at: 1 })),
      async ({ url }) => {
        const { clockAhead = 0 } = await check(gateway(url));
        assert.ok(Math.abs(clockAhead - 3_600_000) < 60_000, `${clockAhead}`);
      },
    );
  });

  it('is asked with a bearer token, at an address that no id leads away from', async () => {
    const paths: (string | undefined)[] = [];
    await withServer(
      (request, response) => {
        paths.push(request.url);
        response.end('{"status":"queued"}');
      },
      async ({ url, received }) => {
        await check(gateway(url), 'video_a+b==');
        await check(gateway(url), 'video_a/b');
        await check(gateway(`${url}/proxy`), 'video_1');
        assert.deepEqual(paths, [
          '/v1/videos/video_a+b==',
          '/v1/videos/video_a%2Fb',
          '/proxy/v1/videos/video_1',
        ]);
        assert.equal(received[0]?.authorization, `Bearer ${KEY}`);
        assert.equal('x-goog-api-key' in (received[0] ?? {}), false);
      },
    );
  });

  it('is not asked of Google, nor about what is no name', async () => {
    await withServer(answering({ status: 'queued' }), async ({ url, received }) => {
      await assert.rejects(check(gateway(url, 'google')), { kind: 'rejected' });
      await assert.rejects(check(gateway(url), 'video_../x'), { kind: 'rejected' });
      assert.equal(received.length, 0);
    });
  });

  const faults = [
    [400, { type: 'budget_exceeded', message: 'Current cost: 5' }, 'budgetExceeded'],
    [429, { type: 'budget_exceeded', message: 'Current cost: 5' }, 'budgetExceeded'],
    [400, { type: null, message: 'ExceededBudget: over budget' }, 'budgetExceeded'],
    [429, { type: null, message: 'Rate limit exceeded for api_key.' }, 'rateLimited'],
    [401, { type: 'token_not_found_in_db', message: `key ${KEY}` }, 'unauthorized'],
    [404, { type: null, message: 'Video not found' }, 'notFound'],
    [404, { message: 'not found' }, 'unavailable'],
    [500, { message: 'projects/secret-project/locations/x failed' }, 'unavailable'],
  ] as const;
  for (const [status, error, kind] of faults) {
    it(`${status} ${error.message.slice(0, 20)} is ${kind}, and tells neither key nor project`, async () => {
      await withServer(
        (_, response) =>
          response.writeHead(status).end(JSON.stringify({ error: { ...error, code: `${status}` } })),
        async ({ url }) => {
          await assert.rejects(check(gateway(url)), (fault: VideoApiError) => {
            assert.equal(fault.kind, kind);
            assert.doesNotMatch(fault.message, /Key0987|secret-project/);
            return true;
          });
        },
      );
    });
  }

  it('of the simulator is understood through a whole life', async () => {
    await withSimulator({ key: KEY }, async (simulator) => {
      const order = { model: 'veo-3.1-lite-generate-001', contract: 'videos', durationSeconds: 60 } as const;
      const running = simulator.operationName({ ...order, outcome: { kind: 'succeeded', samples: 1 } });
      const past = { ...order, startedAt: Date.now() - 90_000 };
      const done = simulator.operationName({ ...past, outcome: { kind: 'succeeded', samples: 1 } });
      const failed = simulator.operationName({ ...past, outcome: { kind: 'failed' } });
      const kinds = [running, done, failed].map(async (name) => {
        return (await check(gateway(simulator.url), name)).kind;
      });
      assert.deepEqual(await Promise.all(kinds), ['running', 'succeeded', 'failed']);
    });
  });
});
