import assert from 'node:assert/strict';
import { createVideoApi } from '../../../src/endpoints/contracts';
import type { Endpoint } from '../../../src/endpoints/endpoint';
import { createHttp } from '../../../src/endpoints/http/http';
import { withServer } from './http/loopbackServer';

const GEMINI = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';
const AGENT_PLATFORM = `projects/p1/locations/global/publishers/google/${GEMINI}`;
const API = {
  status: '/jobs/{id}',
  state: 'status',
  running: ['busy'],
  succeeded: ['ok'],
  failed: ['no'],
  videos: 'url',
};

const RUNNING: readonly [kind: Endpoint['kind'], name: string, body: object, api?: object][] = [
  ['google', GEMINI, { name: GEMINI }],
  ['google', 'v1_abcdef123456', { id: 'v1_abcdef123456', status: 'in_progress' }],
  ['agentPlatform', AGENT_PLATFORM, { name: AGENT_PLATFORM }],
  ['videos', 'job-abc123', { id: 'job-abc123', status: 'queued' }],
  ['described', 'abc123', { status: 'busy' }, API],
];

describe('the headers of a status answer', () => {
  for (const [kind, name, body, api] of RUNNING) {
    it(`tell ${kind} when to poll again (${name.slice(0, 10)})`, async () => {
      const pauses = await Promise.all([
        pauseIn({ 'retry-after': '12' }),
        pauseIn({ 'openai-poll-after-ms': '2500' }),
        pauseIn({}),
      ]);
      assert.deepEqual(pauses, [12_000, 2500, undefined]);
    });

    async function pauseIn(headers: Record<string, string>): Promise<number | undefined> {
      let pause: number | undefined;
      await withServer(
        (_, response) => response.writeHead(200, headers).end(JSON.stringify(body)),
        async ({ url }) => {
          const endpoint: Endpoint = { id: 'own', label: 'Own', kind, url, auth: { kind: 'none' }, api };
          const { signal } = new AbortController();
          const video = createVideoApi(createHttp({ userAgent: 'veo-operations/test' }), () => undefined);
          const answer = await video.requestStatus({ endpoint, name, key: undefined, signal });
          assert.equal(answer.kind, 'running');
          pause = answer.pollAfter;
        },
      );
      return pause;
    }
  }
});
