import assert from 'node:assert/strict';
import { createVideoApi } from '../../../../src/endpoints/contracts';
import type { Endpoint } from '../../../../src/endpoints/endpoint';
import { createHttp } from '../../../../src/endpoints/http/http';
import { withServer } from '../http/loopbackServer';

const GEMINI = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';
const VIDEO = 'video_68d7512d07848190b3e45da0';
/** What every answer of the server below asks for with `Retry-After: 7`. */
const PAUSE = { pollAfter: 7000 };
const api = createVideoApi(createHttp({ userAgent: 'veo-operations/test' }), () => undefined);

/** What is made of an answer with status 200. */
async function checked(name: string, body: unknown): Promise<unknown> {
  let outcome: unknown;
  await withServer(
    (_, response) => response.writeHead(200, { 'retry-after': '7' }).end(JSON.stringify(body)),
    async ({ url }) => {
      const endpoint: Endpoint = { id: 'own', label: 'Own', kind: 'litellm', url, auth: { kind: 'key' } };
      const { signal } = new AbortController();
      outcome = await api
        .requestStatus({ endpoint, name, key: 'sk-inside-Key0987654321', signal })
        .catch((error) => error);
    },
  );
  return outcome;
}

describe('an error inside an answer whose status is good', () => {
  const errors: readonly [error: object, kind: string][] = [
    [{ code: '429', message: 'Slow' }, 'rateLimited'],
    [{ code: 429, message: 'Quota', status: 'RESOURCE_EXHAUSTED' }, 'rateLimited'],
    [{ code: '400', message: 'Over', type: 'budget_exceeded' }, 'budgetExceeded'],
    [{ code: 400, message: 'No' }, 'rejected'],
    [{ code: 400 }, 'unavailable'],
    [{ code: 599 }, 'unavailable'],
    [{ code: 399 }, 'malformed'],
    [{ code: 600 }, 'malformed'],
    [{ code: 'ECONNRESET' }, 'malformed'],
    [{ message: 'Something' }, 'malformed'],
  ];
  for (const [error, kind] of errors) {
    it(`is ${kind} when it is ${JSON.stringify(error)}, with the wait that it tells, if it is judged`, async () => {
      const retryAfter = kind === 'malformed' ? undefined : 7000;
      for (const name of [GEMINI, VIDEO]) {
        const { kind: found, retryAfter: wait } = (await checked(name, { error })) as Record<string, unknown>;
        assert.deepEqual([found, wait], [kind, retryAfter], name);
      }
    });
  }

  it('counts as that error in an answer that only looks like an operation by its name', async () => {
    for (const [body, kind] of [
      [{ name: 'NotFoundError', error: { code: 404, message: 'No' } }, 'notFound'],
      [{ name: 'NotFoundError', error: { code: 404 } }, 'unavailable'],
      [{ name: 'Error', code: 503, message: 'Database unavailable', done: true }, 'unavailable'],
      [{ name: 'portal', done: true }, 'malformed'],
      [{ name: 'portal' }, 'malformed'],
      [{ name: 'operations', done: true }, 'malformed'],
      [{ name: 'myoperations/1', done: true }, 'malformed'],
    ] as const) {
      assert.equal(((await checked(GEMINI, body)) as { kind: string }).kind, kind, JSON.stringify(body));
    }
    for (const name of ['operations/mg3pt9cbmvr1', 'projects/p/locations/l/operations/1', GEMINI]) {
      assert.deepEqual(await checked(GEMINI, { name, done: false }), { kind: 'running', ...PAUSE });
    }
  });

  it('is the end of the operation that it stands beside, whatever its code', async () => {
    const error = { code: 429, message: 'no' };
    const failed = { kind: 'failed', error, ...PAUSE };
    assert.deepEqual(await checked(GEMINI, { name: GEMINI, done: true, error }), failed);
    assert.deepEqual(await checked(VIDEO, { id: VIDEO, status: 'failed', error }), failed);
  });
});
