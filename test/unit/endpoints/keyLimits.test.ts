import assert from 'node:assert/strict';
import type { Endpoint } from '../../../src/endpoints/endpoint';
import { createHttp } from '../../../src/endpoints/http/http';
import { fetchKeyLimits, type KeyLimits } from '../../../src/endpoints/keyLimits';
import { withServer } from './http/loopbackServer';

const KEY = 'sk-limits-Key0987654321';
const http = createHttp({ userAgent: 'veo-operations/test' });

function ask(url: string, { key = KEY, signal = new AbortController().signal }: Asked = {}) {
  const endpoint: Endpoint = { id: 'own', label: 'Own', kind: 'litellm', url, auth: { kind: 'key' } };
  return fetchKeyLimits(http, { endpoint, key, signal });
}

interface Asked {
  readonly key?: string;
  readonly signal?: AbortSignal;
}

async function limitsOf(body: unknown, status = 200): Promise<KeyLimits | undefined> {
  let limits: KeyLimits | undefined;
  await withServer(
    (_, response) => response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)),
    async ({ url }) => {
      limits = await ask(url);
    },
  );
  return limits;
}

describe('limits of a key', () => {
  it('are asked of a gateway at /key/info, with the key as a bearer', async () => {
    const paths: (string | undefined)[] = [];
    await withServer(
      (request, response) => {
        paths.push(`${request.method} ${request.url}`);
        response.end('{"info":{"rpm_limit":20}}');
      },
      async ({ url, received }) => {
        assert.deepEqual(await ask(`${url}/proxy`), { limitOfKey: 20 });
        assert.deepEqual(paths, ['GET /proxy/key/info']);
        assert.equal(received[0]?.authorization, `Bearer ${KEY}`);
      },
    );
  });

  const veo = { 'veo-3.1': 60, 'gemini/Veo-3.0-fast': 52, 'imagen-4': 1 };
  const cases: readonly [what: string, info: object, limits: KeyLimits][] = [
    [
      'of requests and of those at once',
      { rpm_limit: 20, max_parallel_requests: 5 },
      { limitOfKey: 20, parallel: 5 },
    ],
    ['in texts', { rpm_limit: '20', max_parallel_requests: '5' }, { limitOfKey: 20, parallel: 5 }],
    ['of Veo models alone', { metadata: { model_rpm_limit: veo } }, { limitOfModel: 52 }],
    ['of models beside the metadata', { model_rpm_limit: veo, metadata: null }, { limitOfModel: 52 }],
    [
      'of the key, and apart from it of its models, for a status request names none',
      { rpm_limit: 300, metadata: { model_rpm_limit: veo } },
      { limitOfKey: 300, limitOfModel: 52 },
    ],
    [
      'of a model below that of the key, as the gateway documents',
      { rpm_limit: 20, metadata: { model_rpm_limit: { 'veo-3.0-generate-001': 5 } } },
      { limitOfKey: 20, limitOfModel: 5 },
    ],
    [
      'of one model when another has none',
      { model_rpm_limit: { 'veo-2': null, 'veo-3': 9 } },
      { limitOfModel: 9 },
    ],
    ['none', { rpm_limit: null, max_parallel_requests: null, metadata: {} }, {}],
    [
      'none of another form',
      { rpm_limit: {}, max_parallel_requests: [], metadata: 5, model_rpm_limit: 'x' },
      {},
    ],
  ];
  for (const [what, info, limits] of cases) {
    it(`are ${what}`, async () => assert.deepEqual(await limitsOf({ key: 'hash', info }), limits));
  }

  for (const value of [0, -1, '0', '-5', '', 'many', 'NaN', true, '1e400']) {
    it(`are not ${JSON.stringify(value)}`, async () => {
      const info = { rpm_limit: value, max_parallel_requests: value, model_rpm_limit: { veo: value } };
      assert.deepEqual(await limitsOf({ info }), {});
    });
  }

  it('are not what JSON cannot hold', async () => {
    assert.deepEqual(await limitsOf('{"info":{"rpm_limit":1e400}}'), {});
  });

  for (const status of [400, 401, 403, 404, 405, 422, 500, 503]) {
    it(`are not told with status ${status}`, async () => {
      assert.equal(await limitsOf({ info: { rpm_limit: 20 } }, status), undefined);
    });
  }

  for (const body of [
    '<html>',
    '{"info":{"rpm_li',
    'null',
    '[]',
    '{}',
    '{"info":null}',
    '{"info":[]}',
    '{"info":7}',
  ]) {
    it(`are not told by ${body}`, async () => assert.deepEqual((await limitsOf(body)) ?? {}, {}));
  }

  it('are asked in vain where nobody answers, and until the caller gives up', async () => {
    await assert.rejects(ask('http://127.0.0.1:1'), { kind: 'offline' });
    const reason = new Error('removed');
    await assert.rejects(ask('http://127.0.0.1:1', { signal: AbortSignal.abort(reason) }), reason);
  });
});
