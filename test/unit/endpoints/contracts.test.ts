import assert from 'node:assert/strict';
import { createVideoApi } from '../../../src/endpoints/contracts';
import { ENDPOINT_KINDS, type Endpoint } from '../../../src/endpoints/endpoint';
import { createHttp } from '../../../src/endpoints/http/http';
import { withSimulator } from '../simulator/runningSimulator';

const KEY = 'sk-contracts-Key0987654321';
const GEMINI = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';
const VIDEO = 'video_68d7512d07848190b3e45da0';
const api = createVideoApi(createHttp({ userAgent: 'veo-operations/test' }), () => undefined);

function check(url: string, kind: Endpoint['kind'], name: string) {
  const endpoint: Endpoint = { id: 'own', label: 'Own', kind, url, auth: { kind: 'key' } };
  return api.requestStatus({ endpoint, name, key: KEY, signal: new AbortController().signal });
}

describe('the API that is asked for a status', () => {
  it('is chosen by the form of the name, with its address and header', async () => {
    await withSimulator({}, async (simulator) => {
      for (const [kind, name] of [
        ['litellm', GEMINI],
        ['google', GEMINI],
        ['litellm', VIDEO],
      ] as const) {
        await assert.rejects(check(simulator.url, kind, name), { kind: 'notFound' });
      }
      assert.deepEqual(
        simulator.requests.map(({ path, headers }) => [
          path,
          headers['x-goog-api-key'],
          headers.authorization,
        ]),
        [
          [`/gemini/v1beta/${GEMINI}`, KEY, undefined],
          [`/v1beta/${GEMINI}`, KEY, undefined],
          [`/v1/videos/${VIDEO}`, undefined, `Bearer ${KEY}`],
        ],
      );
    });
  });

  it('is none for a text that is no name: no request is sent', async () => {
    await withSimulator({}, async (simulator) => {
      for (const name of ['', 'video_../x', 'video_a?b', 'models/a/operations/b/', `${VIDEO}/../content`]) {
        for (const kind of ENDPOINT_KINDS) {
          await assert.rejects(check(simulator.url, kind, name), { kind: 'rejected' }, name);
        }
      }
      assert.equal(simulator.requests.length, 0);
    });
  });

  it('reports a filtered video as succeeded, for only its content shows more', async () => {
    await withSimulator({}, async (simulator) => {
      const name = simulator.operationName({
        model: 'veo-3.1-fast-generate-001',
        contract: 'videos',
        startedAt: Date.UTC(2026, 10, 20, 10),
        durationSeconds: 1,
        outcome: { kind: 'filtered', reasons: 'given' },
      });
      const answer = await check(simulator.url, 'litellm', name);
      assert.deepEqual(answer, {
        kind: 'succeeded',
        videos: [{ uri: `${simulator.url}/v1/videos/${name}/content`, videoId: name }],
        model: 'veo-3.1-fast-generate-001',
        job: { startedAt: '2026-11-20T10:00:00.000Z' },
      });
    });
  });
});
