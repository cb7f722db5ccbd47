import assert from 'node:assert/strict';
import { createVideoApi } from '../../../src/endpoints/contracts';
import type { Endpoint } from '../../../src/endpoints/endpoint';
import { createHttp } from '../../../src/endpoints/http/http';
import type { Http } from '../../../src/endpoints/http/httpPort';
import { type AnsweredVideo, VideoApiError } from '../../../src/endpoints/videoApi';
import type { Answer } from '../../../src/operations/operation';
import { type AnyAnswer, AnyAnswers, KEY, VIDEO } from './anyAnswer';
import { withServer } from './http/loopbackServer';

const SEED = 20261128;
const CONTRACTS = ['gemini', 'videos'] as const;
const NAMES = {
  gemini: 'models/veo-3.0-generate-001/operations/idrk08ltkg0a',
  videos: 'video_68d7512d07848190',
};
const { signal } = new AbortController();

/** Fields of an answer or of the error in it, of whatever type. */
interface Told {
  readonly name?: unknown;
  readonly done?: unknown;
  readonly status?: unknown;
  readonly id?: unknown;
  readonly task_id?: unknown;
  readonly object?: unknown;
  readonly response?: unknown;
  readonly error?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
}

type Outcome = Answer<AnsweredVideo> | VideoApiError;

describe('a server that answers anything', () => {
  it('ends no operation and blames no key, video or operation but in the form of the API, in 100,000 answers', async () => {
    const answers = new AnyAnswers(SEED);
    const seen = new Map<string, number>();
    let current: AnyAnswer = answers.next('gemini');
    const http: Pick<Http, 'getJson'> = { getJson: async () => answerOf(current) };
    const api = createVideoApi(http as Http, () => undefined);
    for (let i = 0; i < 100_000; i++) {
      const contract = CONTRACTS[i % 2] ?? 'gemini';
      current = answers.next(contract);
      const outcome = await outcomeOf(
        api.requestStatus({
          endpoint: endpointAt('https://api.example.com'),
          name: NAMES[contract],
          key: KEY,
          signal,
        }),
      );
      judge(outcome, current, contract);
      seen.set(outcome.kind, (seen.get(outcome.kind) ?? 0) + 1);
    }
    const kinds = [
      'running',
      'succeeded',
      'filtered',
      'failed',
      'malformed',
      'unavailable',
      'rejected',
      'notFound',
    ];
    for (const kind of [...kinds, 'unauthorized', 'forbidden', 'rateLimited', 'budgetExceeded']) {
      assert.ok((seen.get(kind) ?? 0) > 100, `${kind}: ${seen.get(kind)}`);
    }
  }).timeout(120_000);

  it('does so over HTTP too, in some hundred answers', async () => {
    const answers = new AnyAnswers(SEED + 1);
    let current: AnyAnswer = answers.next('gemini');
    const lines: string[] = [];
    const http = createHttp({ userAgent: 'veo-operations/test', log: (line) => lines.push(line()) });
    const api = createVideoApi(http, (status) => lines.push(status));
    await withServer(
      (_, response) => {
        const { status, contentType, text } = current;
        response
          .writeHead(status, { 'content-type': contentType })
          .end(status === 204 || status === 304 ? '' : text);
      },
      async ({ url }) => {
        for (let i = 0; i < 600; i++) {
          const contract = CONTRACTS[i % 2] ?? 'gemini';
          const { status, ...next } = answers.next(contract);
          current = { status, ...next, text: status === 204 || status === 304 ? '' : next.text };
          judge(
            await outcomeOf(
              api.requestStatus({ endpoint: endpointAt(url), name: NAMES[contract], key: KEY, signal }),
            ),
            current,
            contract,
          );
        }
      },
    );
    assert.doesNotMatch(lines.join('\n'), tellsKey());
  }).timeout(60_000);
});

function endpointAt(url: string): Endpoint {
  return { id: 'own', label: 'Own', kind: 'litellm', url, auth: { kind: 'key' } };
}

async function outcomeOf(asked: Promise<Answer<AnsweredVideo>>): Promise<Outcome> {
  try {
    return await asked;
  } catch (error) {
    assert.ok(error instanceof VideoApiError, String(error));
    return error;
  }
}

function answerOf({ status, text }: AnyAnswer) {
  const body = parsed(text);
  return { status, body, retryAfter: undefined, ...(body === undefined && { text }) };
}

/** The promise of "Belief" and "Keys", told from the raw answer alone. */
function judge(outcome: Outcome, raw: AnyAnswer, contract: 'gemini' | 'videos'): void {
  const told = `${raw.status} ${raw.text} → ${outcome.kind}`;
  assert.doesNotMatch(shownOf(outcome), tellsKey(), told);
  if (outcome instanceof VideoApiError) {
    assert.ok(isBlamed(outcome, raw), told);
    return;
  }
  assert.ok(raw.status >= 200 && raw.status <= 299, told);
  if (outcome.kind !== 'running') assert.ok(isEnd(outcome, raw, contract), told);
}

/** All that a person, the log or the store may see; the bytes of a video go into its file alone. */
function shownOf(outcome: Outcome): string {
  const shown = outcome instanceof VideoApiError ? { ...outcome, message: outcome.message } : outcome;
  return JSON.stringify(shown, (name, value) => (name === 'base64' ? undefined : value)).replace(
    /\p{Cf}/gu,
    '',
  );
}

function tellsKey(): RegExp {
  const runs = Array.from({ length: KEY.length - 7 }, (_, at) => KEY.slice(at, at + 8));
  return new RegExp(`${runs.join('|')}|\\.\\.\\.${KEY.slice(-4)}`);
}

function isEnd(outcome: Answer<AnsweredVideo>, { text }: AnyAnswer, contract: 'gemini' | 'videos'): boolean {
  const body = parsed(text) as Told;
  if (contract === 'videos') {
    const word = String(body.status).trim().toLowerCase();
    const isVideo =
      [body.id, body.task_id].some((id) => typeof id === 'string' && id.trim() !== '') ||
      (typeof body.object === 'string' && body.object.toLowerCase().includes('video'));
    if (!isVideo) return false;
    const isFailed = ['failed', 'error', 'cancelled', 'expired'].includes(word);
    if (outcome.kind === 'filtered' && isFailed) return /filter/.test(text);
    return outcome.kind === 'failed'
      ? isFailed
      : ['completed', 'succeeded', 'done'].includes(word) &&
          (outcome.kind === 'succeeded' || /filter/.test(text));
  }
  if (body.done !== true || typeof body.name !== 'string' || !body.name.includes('operations/')) return false;
  // An address of a video is not to be lost for an error beside it.
  if (outcome.kind === 'failed' && isWithSample(body.response)) return false;
  if (outcome.kind === 'failed') return typeof body.error === 'object' && !Array.isArray(body.error);
  if (outcome.kind === 'succeeded')
    return outcome.videos.some((video) => 'base64' in video || /https:/i.test(text));
  return !text.includes(VIDEO) && !text.includes(VIDEO.toUpperCase());
}

/** Whether samples are where Google has them. */
function isWithSample(response: unknown): boolean {
  const { generatedSamples: samples } =
    (response as { generateVideoResponse?: { generatedSamples?: unknown } } | null | undefined)
      ?.generateVideoResponse ?? {};
  return Array.isArray(samples) && samples.some((one) => JSON.stringify(one)?.includes(VIDEO));
}

/** Whether a refusal that costs something is one in an envelope of the API. */
function isBlamed({ kind, retryAfter }: VideoApiError, { status, text }: AnyAnswer): boolean {
  assert.ok(retryAfter === undefined || retryAfter >= 0);
  const body = parsed(text);
  const given = (Array.isArray(body) ? body[0] : body) as
    | {
        error?: Record<string, unknown>;
        type?: unknown;
        code?: unknown;
        status?: unknown;
        statusCode?: unknown;
      }
    | null
    | undefined;
  const error = typeof given?.error === 'object' ? given.error : undefined;
  const code =
    status === 200
      ? [error?.code, given?.code, given?.status, given?.statusCode].map(Number).find((told) => told >= 400)
      : status;
  const isOwn =
    typeof error?.message === 'string' &&
    !/<!doctype/i.test(error.message) &&
    (typeof error.code === 'number' ||
      typeof error.status === 'string' ||
      'type' in error ||
      typeof given?.type === 'string');
  switch (kind) {
    case 'notFound':
      return isOwn && (status > 200 && status < 300 ? true : [404, 410].includes(code ?? 0));
    case 'forbidden':
    case 'rejected':
      return isOwn;
    case 'unauthorized':
      // A word that spells the status alone blames no key.
      return isOwn || /key|token|auth/i.test(text.replace(/unauthorized/gi, ''));
    case 'budgetExceeded':
      return /budget|insufficient/i.test(text) || (isOwn && (code === 402 || Number(error?.code) === 402));
    case 'unavailable':
    case 'rateLimited':
    case 'malformed':
      return true;
    default:
      return false;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
