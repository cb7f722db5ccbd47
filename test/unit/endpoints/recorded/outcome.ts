import { createVideoApi } from '../../../../src/endpoints/contracts';
import type { Endpoint } from '../../../../src/endpoints/endpoint';
import { createHttp } from '../../../../src/endpoints/http/http';
import { presetOf } from '../../../../src/endpoints/presets';
import { type AnsweredVideo, VideoApiError } from '../../../../src/endpoints/videoApi';
import type { Answer } from '../../../../src/operations/operation';
import { withServer } from '../http/loopbackServer';
import type { Expected, RecordedAnswer } from './recordedAnswer';

const HOUR_MS = 60 * 60 * 1000;
const KEY = 'sk-recorded-Key0987654321';
const { signal } = new AbortController();
const api = createVideoApi(createHttp({ userAgent: 'veo-operations/test' }), () => undefined);

/** What Google's Gemini API speaks, which is no preset. */
const GOOGLE: readonly string[] = ['google', 'interactions'];

/** The endpoint that a person makes of a service. */
export function endpointOf(service: string, url: string): Endpoint {
  if (GOOGLE.includes(service))
    return { id: 'own', label: 'Own', kind: 'google', url, auth: { kind: 'key' } };
  const preset = presetOf({ preset: service });
  if (!preset) throw new Error(`There is no preset ${service}.`);
  const { kind, auth } = preset;
  const form = auth === undefined || auth === 'none' ? {} : { form: auth };
  return { id: 'own', label: 'Own', kind, url, auth: { kind: 'key', ...form }, preset: service };
}

/** What the extension makes of a recorded answer, which a server on loopback gives. */
export async function outcomeOf(recorded: RecordedAnswer): Promise<Expected> {
  const { status, headers, body } = recorded;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  let outcome: Expected | undefined;
  await withServer(
    (_request, response) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text),
    async ({ url }) => {
      outcome = await requested(recorded, url);
    },
  );
  if (!outcome) throw new Error('The server did not start.');
  return outcome;
}

async function requested(recorded: RecordedAnswer, url: string): Promise<Expected> {
  try {
    const endpoint = endpointOf(recorded.service, url);
    return told(await api.requestStatus({ endpoint, name: recorded.name, key: KEY, signal }), recorded, url);
  } catch (error) {
    if (!(error instanceof VideoApiError)) throw error;
    return { kind: 'problem', problem: error.kind };
  }
}

function told(answer: Answer<AnsweredVideo>, recorded: RecordedAnswer, url: string): Expected {
  switch (answer.kind) {
    case 'running':
      return { kind: 'running', ...(saysWord(recorded) && { word: answer.word ?? '' }) };
    case 'filtered':
      return { kind: 'filtered' };
    case 'failed': {
      const { message, status } = answer.error;
      return { kind: 'failed', message, ...(status !== undefined && { status }) };
    }
    case 'succeeded':
      return success(answer, url);
  }
}

function success(answer: Extract<Answer<AnsweredVideo>, { kind: 'succeeded' }>, url: string): Expected {
  const [video] = answer.videos;
  const { cost, model, job, lifetime } = answer;
  const expiresAt = 'uri' in video ? video.expiresAt : undefined;
  return {
    kind: 'succeeded',
    video: 'uri' in video ? video.uri.replace(url, '{url}') : 'inline',
    ...(cost && { cost }),
    ...(model !== undefined && { model }),
    ...(job?.startedAt !== undefined && { startedAt: job.startedAt }),
    ...(expiresAt !== undefined && { expiresAt }),
    ...(lifetime !== undefined && { hoursKept: lifetime / HOUR_MS }),
  };
}

function saysWord({ expect }: RecordedAnswer): boolean {
  return expect.kind === 'running' && expect.word !== undefined;
}
