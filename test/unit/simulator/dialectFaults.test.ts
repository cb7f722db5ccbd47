import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DIALECT_IDS, type DialectId } from '../../../src/simulator/dialects/dialect';
import { getJson, withSimulator } from './runningSimulator';
import { DIALECT_KEY, dialectOf, startDialect } from './startDialect';

/** Where an error of each service says what is wrong. */
// biome-ignore lint/suspicious/noExplicitAny: an answer is whatever the server sent.
const MESSAGE_IN: Readonly<Record<DialectId, (answer: any) => unknown>> = {
  openrouter: ({ error }) => error.code === 429 && error.message,
  ofox: ({ error }) => error.code === '429' && error.message,
  newapi: ({ error }) => error.type === 'invalid_request_error' && error.message,
  comet: ({ error }) => error.code === '429' && error.message,
  bifrost: ({ is_bifrost_error, status_code, error }) =>
    is_bifrost_error && status_code === 429 && error.message,
  apiyi: ({ error }) => error.code === '429' && error.message,
  polo: ({ error }) => error.code === '429' && error.message,
  together: ({ error }) => error.code === '429' && error.message,
  qiniu: ({ error }) => error.code === '429' && error.message,
  aiml: ({ statusCode, message }) => statusCode === 429 && message,
  kie: ({ code, msg, data }) => code === 429 && data === null && msg,
};

it('the fault for a job of the simulated bifrost finds it with slashes in its id as well', async () => {
  await withSimulator({ key: DIALECT_KEY }, async (simulator) => {
    const { id, url, headers } = await startDialect(simulator, 'bifrost');
    const withSlashes = encodeURIComponent(decodeURIComponent(id));
    for (const written of [encodeURIComponent(id), withSlashes]) {
      simulator.script({ once: { kind: 'forbidden' }, operation: id });
      assert.equal((await getJson(`${url}/v1/videos/${written}`, headers)).status, 403);
    }
  });
});

for (const service of DIALECT_IDS) {
  describe(`the faults of the simulated ${service}`, () => {
    it('have its form of errors, and aim at its jobs', async () => {
      await withSimulator({ key: DIALECT_KEY }, async (simulator) => {
        const other = await startDialect(simulator, service);
        const { id, statusUrl, headers } = await startDialect(simulator, service);
        simulator.script({ once: { kind: 'rateLimited', retryAfter: 7 }, operation: id });
        assert.equal((await getJson(other.statusUrl, other.headers)).status, 200);
        const response = await fetch(statusUrl, { headers });
        assert.equal(response.status, service === 'kie' ? 200 : 429);
        assert.equal(response.headers.get('retry-after'), '7');
        assert.match(String(MESSAGE_IN[service](await response.json())), /quota/);
        assert.equal((await fetch(statusUrl, { headers })).status, 200);
      });
    });

    it('include each body that starts no job, which is refused, never an exception', async () => {
      const { root, paths, auth } = dialectOf(service);
      const authorization = auth === 'bare' ? DIALECT_KEY : `Bearer ${DIALECT_KEY}`;
      await withSimulator({ key: DIALECT_KEY }, async (simulator) => {
        const bodies = fc.oneof(fc.json(), fc.string(), fc.constant('{"prompt":{}}'), fc.constant('[null]'));
        await fc.assert(
          fc.asyncProperty(bodies, async (body) => {
            const url = simulator.url + root + paths.start;
            const response = await fetch(url, { method: 'POST', headers: { authorization }, body });
            const { code } = (await response.json()) as { code?: number };
            assert.equal(service === 'kie' ? code : response.status, 400);
          }),
          { numRuns: 20 },
        );
      });
    });
  });
}
