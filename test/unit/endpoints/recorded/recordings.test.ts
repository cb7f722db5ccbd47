import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { createVideoApi } from '../../../../src/endpoints/contracts';
import { matchesIdPattern, readIdPattern } from '../../../../src/endpoints/described/idPattern';
import type { Endpoint } from '../../../../src/endpoints/endpoint';
import { createHttp } from '../../../../src/endpoints/http';
import { PRESETS, presetOf } from '../../../../src/endpoints/presets';
import { VideoApiError } from '../../../../src/endpoints/videoApi';
import { withServer } from '../loopbackServer';
import type { Expected, RecordedAnswer } from './recordedAnswer';
import { RECORDINGS } from './recordings';

const KEY = 'sk-recorded-Key0987654321';
const { signal } = new AbortController();
const api = createVideoApi(createHttp({ userAgent: 'veo-operations/test' }), () => undefined);

function endpointOf({ service }: RecordedAnswer, url: string): Endpoint {
  const preset = presetOf({ preset: service });
  assert.ok(preset);
  const { kind, auth } = preset;
  const form = auth === undefined || auth === 'none' ? {} : { form: auth };
  return { id: 'own', label: 'Own', kind, url, auth: { kind: 'key', ...form }, preset: service };
}

function replying({ status, headers, body }: RecordedAnswer): RequestListener {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}

function saysWord({ expect }: RecordedAnswer): boolean {
  return expect.kind === 'running' && expect.word !== undefined;
}

/** What is made of an answer, as far as the recording says what should be. */
async function made(recorded: RecordedAnswer, url: string): Promise<Expected> {
  try {
    const answer = await api.requestStatus({
      endpoint: endpointOf(recorded, url),
      name: recorded.name,
      key: KEY,
      signal,
    });
    switch (answer.kind) {
      case 'running':
        return { kind: 'running', ...(saysWord(recorded) && { word: answer.word ?? '' }) };
      case 'filtered':
        return { kind: 'filtered' };
      case 'failed': {
        const { message, status } = answer.error;
        return { kind: 'failed', message, ...(status !== undefined && { status }) };
      }
      case 'succeeded': {
        const [video] = answer.videos;
        const { cost, model, job } = answer;
        return {
          kind: 'succeeded',
          video: 'uri' in video ? video.uri : 'inline',
          ...(cost && { cost }),
          ...(model !== undefined && { model }),
          ...(job?.startedAt !== undefined && { startedAt: job.startedAt }),
        };
      }
    }
  } catch (error) {
    if (!(error instanceof VideoApiError)) throw error;
    return { kind: 'problem', problem: error.kind };
  }
}

describe('the recorded answers of the services', () => {
  for (const recorded of RECORDINGS.filter((one) => one.case !== 'start')) {
    const { service, case: what, status, expect } = recorded;
    const isDescribed = presetOf({ preset: service })?.kind === 'described';
    const word = expect.kind === 'running' && expect.word !== undefined ? ` (${expect.word})` : '';
    const end = expect.kind === 'problem' ? expect.problem : expect.kind;
    it(`of ${service}: ${what}${word} with status ${status} is ${end}`, async () => {
      await withServer(replying(recorded), async ({ url }) => {
        const outcome = await made(recorded, url);
        // Where a gateway of /v1/videos has its videos, and what they cost, is tested with that contract.
        if (isDescribed || expect.kind !== 'succeeded') assert.deepEqual(outcome, expect);
        else assert.equal(outcome.kind, 'succeeded');
      });
    });
  }

  it('are there of every service with a name, for each case that people meet', () => {
    const selfMade = ['litellm', 'agent-platform'];
    for (const { id } of PRESETS.filter((preset) => !selfMade.includes(preset.id))) {
      const cases = new Set(RECORDINGS.filter(({ service }) => service === id).map((one) => one.case));
      for (const what of [
        'start',
        'running',
        'succeeded',
        'failed',
        'keyRefused',
        'budget',
        'rateLimited',
        'gatewayFault',
      ] as const) {
        assert.ok(cases.has(what), `${id}: ${what}`);
      }
    }
  });

  it('name jobs whose ids look as their preset says', () => {
    for (const { service, name } of RECORDINGS) {
      const ids = presetOf({ preset: service })?.ids;
      if (ids === undefined) continue;
      const pattern = readIdPattern(ids);
      assert.ok(pattern && matchesIdPattern(pattern, name), `${service}: ${name}`);
      assert.equal(matchesIdPattern(pattern, `${name} and more`), false);
    }
  });

  it('say where each comes from', () => {
    for (const { service, case: what, source } of RECORDINGS)
      assert.ok(source.length > 10, `${service}: ${what}`);
  });
});
