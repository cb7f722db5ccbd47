import assert from 'node:assert/strict';
import { type Endpoint, simulatorEndpoint } from '../../../../src/endpoints/endpoint';
import { GeminiApi } from '../../../../src/endpoints/google/geminiApi';
import { createHttp } from '../../../../src/endpoints/http/http';
import type { AnsweredVideo } from '../../../../src/endpoints/videoApi';
import type { Answer } from '../../../../src/operations/operation';
import type { Fault, SimulatedOutcome, Simulator } from '../../../../src/simulator/simulator';
import { ManualClock, withSimulator } from '../../simulator/runningSimulator';

const KEY = 'sk-4f9AbcdEfghIjkl1WXYZ';
const MODEL = 'veo-3.0-generate-001';
const api = new GeminiApi(createHttp({ userAgent: 'veo-operations/test' }));

describe('a status request to the Gemini API', () => {
  it('sends the key as x-goog-api-key, to /gemini on a gateway and to the root at Google', async () => {
    await withSimulator({}, async (simulator) => {
      const name = nameOf(simulator, 60, { kind: 'failed' });
      const gateway = simulatorEndpoint('Simulator', simulator.url);
      await check(gateway, name);
      await check({ ...gateway, kind: 'google' }, name);
      const paths = simulator.requests.map(({ path }) => path);
      assert.deepEqual(paths, [`/gemini/v1beta/${name}`, `/v1beta/${name}`]);
      for (const { headers, method } of simulator.requests) {
        assert.deepEqual([method, headers['x-goog-api-key']], ['GET', KEY]);
      }
    });
  });

  it('sends no key where none is needed', async () => {
    await withSimulator({}, async (simulator) => {
      const name = nameOf(simulator, 60, { kind: 'failed' });
      await check(simulatorEndpoint('Simulator', simulator.url), name, undefined);
      assert.equal('x-goog-api-key' in (simulator.requests[0]?.headers ?? {}), false);
    });
  });

  it('is not sent for a name that would leave its path', async () => {
    await withSimulator({}, async (simulator) => {
      for (const name of ['models/../operations/x', '../../x', 'models/a/operations/b?x=y', '']) {
        const endpoint = simulatorEndpoint('Simulator', simulator.url);
        await assert.rejects(check(endpoint, name), { kind: 'rejected' });
      }
      assert.equal(simulator.requests.length, 0);
    });
  });

  const ends: readonly [outcome: SimulatedOutcome, kind: string][] = [
    [{ kind: 'succeeded', samples: 1 }, 'succeeded'],
    [{ kind: 'succeeded', samples: 4 }, 'succeeded'],
    [{ kind: 'filtered', reasons: 'given' }, 'filtered'],
    [{ kind: 'filtered', reasons: 'withheld' }, 'filtered'],
    [{ kind: 'failed' }, 'failed'],
  ];
  for (const [outcome, kind] of ends) {
    it(`reports ${JSON.stringify(outcome)} as running, then as ${kind}`, async () => {
      const clock = new ManualClock();
      await withSimulator({ now: clock.now }, async (simulator) => {
        const endpoint = simulatorEndpoint('Simulator', simulator.url);
        const name = nameOf(simulator, 60, outcome);
        assert.deepEqual(await check(endpoint, name), { kind: 'running' });
        clock.advance(61);
        const answer = await check(endpoint, name);
        assert.equal(answer.kind, kind);
        const samples = outcome.kind === 'succeeded' ? outcome.samples : undefined;
        assert.equal(answer.kind === 'succeeded' ? answer.videos.length : undefined, samples);
      });
    });
  }

  const faults: readonly [fault: Fault, kind: string, retryAfter?: number][] = [
    [{ kind: 'wrongKey', form: 'gateway' }, 'unauthorized'],
    [{ kind: 'wrongKey', form: 'google' }, 'unauthorized'],
    [{ kind: 'forbidden' }, 'forbidden'],
    [{ kind: 'notFound' }, 'notFound'],
    [{ kind: 'rejected', status: 400 }, 'rejected'],
    [{ kind: 'rejected', status: 409 }, 'unavailable'],
    [{ kind: 'rateLimited' }, 'rateLimited'],
    [{ kind: 'rateLimited', retryAfter: 7 }, 'rateLimited', 7000],
    [{ kind: 'rateLimited', form: 'google' }, 'rateLimited'],
    [{ kind: 'budgetExceeded', status: 400, toldBy: 'type' }, 'budgetExceeded'],
    [{ kind: 'budgetExceeded', status: 429, toldBy: 'text' }, 'budgetExceeded'],
    [{ kind: 'unavailable', status: 500 }, 'unavailable'],
    [{ kind: 'unavailable', status: 503, retryAfter: 9 }, 'unavailable', 9000],
    [{ kind: 'html' }, 'malformed'],
    [{ kind: 'truncated' }, 'malformed'],
    [{ kind: 'answer', status: 200, body: '' }, 'malformed'],
    [{ kind: 'answer', status: 204, body: '' }, 'malformed'],
    [{ kind: 'answer', status: 304, body: '' }, 'malformed'],
    [{ kind: 'answer', status: 300, body: '{"name":"n"}' }, 'malformed'],
  ];
  for (const [fault, kind, retryAfter] of faults) {
    it(`fails as ${kind} at ${JSON.stringify(fault)}`, async () => {
      await withSimulator({}, async (simulator) => {
        simulator.script(fault);
        const endpoint = simulatorEndpoint('Simulator', simulator.url);
        await assert.rejects(check(endpoint, nameOf(simulator, 60, { kind: 'failed' })), (error) => {
          const { kind: told, retryAfter: wait, message } = error as Record<string, unknown>;
          assert.deepEqual([told, wait], [kind, retryAfter]);
          assert.doesNotMatch(String(message), /WXYZ|4f9|127\.0\.0\.1|[0-9a-f]{64}/);
          return true;
        });
      });
    });
  }
});

function nameOf(simulator: Simulator, durationSeconds: number, outcome: SimulatedOutcome): string {
  return simulator.operationName({ model: MODEL, durationSeconds, outcome });
}

function check(endpoint: Endpoint, name: string, ...key: [undefined?]): Promise<Answer<AnsweredVideo>> {
  return api.requestStatus({
    endpoint,
    name,
    key: key.length > 0 ? undefined : KEY,
    signal: new AbortController().signal,
  });
}
