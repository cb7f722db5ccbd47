import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import type { Endpoint } from '../../../../src/endpoints/endpoint';
import { InteractionsApi } from '../../../../src/endpoints/google/interactionsApi';
import { createHttp } from '../../../../src/endpoints/http/http';
import { LongText } from '../../../../src/endpoints/http/longText';
import type { AnsweredVideo } from '../../../../src/endpoints/videoApi';
import type { Answer, StartHints } from '../../../../src/operations/operation';
import { answering, withServer } from '../http/loopbackServer';
import { wholeText } from '../http/wholeText';

const KEY = 'AQ.Ab8RN6Ivery-secret-key-of-a-person';
const ID = 'v1_ChAzN2Y4OTlhNzAwZTczMDYz';
const MP4_BASE64 = 'AAAAIGZ0eXBpc29tAAAC';
const video = { type: 'video', mime_type: 'video/mp4', data: MP4_BASE64 };

describe('an interaction', () => {
  const runningWords: readonly [status: string, word?: string][] = [
    ['queued'],
    ['in_progress'],
    ['IN_PROGRESS'],
    ['requires_action', 'requires_action'],
    ['requires_continuation', 'requires_continuation'],
    ['resting', 'resting'],
  ];
  for (const [status, word] of runningWords) {
    it(`that is ${status} runs, and says so where its owner has to act or nobody knows the word`, async () => {
      const expected = word === undefined ? { kind: 'running' } : { kind: 'running', word };
      assert.deepEqual(withoutClock(await statusOf({ status })), expected);
    });
  }

  it('is requested by its id with the key as x-goog-api-key', async () => {
    const asked: string[] = [];
    await withAnswers(recording(asked, { status: 'queued' }), async (request, received) => {
      await request();
      assert.deepEqual(asked, [`GET /v1beta/interactions/${ID}`]);
      assert.equal(received[0]?.['x-goog-api-key'], KEY);
    });
  });

  it('whose id has slashes, colons and plus signs is asked about under one segment of the path', async () => {
    const asked: string[] = [];
    const name = 'a/b:c+d=';
    await withAnswers(recording(asked, { status: 'queued', id: name }), async (request) => {
      await request({ name });
      assert.deepEqual(asked, ['GET /v1beta/interactions/a%2Fb%3Ac%2Bd%3D']);
    });
  });

  for (const status of ['completed', 'COMPLETED', 'incomplete', 'budget_exceeded']) {
    it(`that is ${status} with a video has succeeded`, async () => {
      const answer = await statusOf({ status, steps: [step(video)] });
      assert.deepEqual(videosIn(answer), [{ base64: MP4_BASE64, mimeType: 'video/mp4' }]);
    });
  }

  const otherForms: readonly [form: string, body: object][] = [
    ['the list of early answers', { outputs: [{ type: 'text', text: 'Here' }, video] }],
    ['the field that the SDKs add', { output_video: { mime_type: 'video/mp4', data: MP4_BASE64 } }],
    ['camelCase', { steps: [step({ type: 'video', mimeType: 'video/mp4', data: MP4_BASE64 })] }],
    ['both, of which one counts', { output_video: { data: 'BBBB' }, steps: [step(video)] }],
  ];
  for (const [form, body] of otherForms) {
    it(`may have its video in ${form}`, async () => {
      const answer = await statusOf({ status: 'completed', ...body });
      assert.deepEqual(videosIn(answer), [{ base64: MP4_BASE64, mimeType: 'video/mp4' }]);
    });
  }

  it('whose inputs have a video does not take that for its output', async () => {
    const steps = [{ type: 'user_input', content: [video] }];
    await assert.rejects(statusOf({ status: 'completed', steps }), { kind: 'malformed', reason: 'noOutput' });
  });

  it('that is completed without output has not ended: it was seen while the job still ran', async () => {
    for (const steps of [undefined, [], [step()], [{ type: 'thought' }]]) {
      await assert.rejects(statusOf({ status: 'completed', steps }), {
        kind: 'malformed',
        reason: 'noOutput',
      });
    }
  });

  it('with an output that should be a video, but has neither bytes nor address, has an unknown form', async () => {
    const steps = [step({ type: 'video', mime_type: 'video/mp4', blob: {} })];
    await assert.rejects(statusOf({ status: 'completed', steps }), {
      kind: 'malformed',
      reason: 'unknownForm',
    });
  });

  it('to which the model answers in words alone has failed with these words', async () => {
    const answer = await statusOf({
      status: 'completed',
      steps: [step({ type: 'text', text: 'I cannot do it.' })],
    });
    assert.ok(answer.kind === 'failed');
    assert.deepEqual(answer.error, { code: 'no_video', status: 'NO_VIDEO', message: 'I cannot do it.' });
  });

  const failures: readonly [body: object, error: object][] = [
    [{ status: 'failed' }, { code: 'failed', message: '' }],
    [
      { status: 'failed', errors: [{ code: 'api_error', message: 'Broken.' }] },
      { code: 'api_error', message: 'Broken.' },
    ],
    [
      { status: 'failed', steps: [{ type: 'model_output', error: { code: 13, message: 'Internal.' } }] },
      { code: 13, message: 'Internal.' },
    ],
    [{ status: 'cancelled' }, { code: 'cancelled', status: 'CANCELLED', message: '' }],
    [{ status: 'incomplete' }, { code: 'incomplete', status: 'INCOMPLETE', message: '' }],
    [{ status: 'budget_exceeded' }, { code: 'budget_exceeded', status: 'BUDGET_EXCEEDED', message: '' }],
  ];
  for (const [body, error] of failures) {
    it(`fails as ${JSON.stringify(body)} says`, async () => {
      const answer = await statusOf(body);
      assert.ok(answer.kind === 'failed');
      assert.deepEqual(answer.error, error);
    });
  }

  for (const code of ['safety', 'prohibited_content', 'video_safety', 'content_blocked']) {
    it(`that failed with the code ${code} was filtered, with the reason`, async () => {
      const answer = await statusOf({ status: 'failed', errors: [{ code, message: 'Blocked by policy.' }] });
      assert.ok(answer.kind === 'filtered');
      assert.deepEqual(answer.filterReasons, ['Blocked by policy.']);
    });
  }

  it('tells its model, its times and its prompt', async () => {
    const answer = await statusOf({
      status: 'completed',
      model: 'gemini-omni-1.1-flash',
      created: '2026-11-29T10:00:00Z',
      updated: '2026-11-29T10:01:30Z',
      steps: [{ type: 'user_input', content: [{ type: 'text', text: 'A lantern' }] }, step(video)],
    });
    assert.equal(answer.model, 'gemini-omni-1.1-flash');
    assert.deepEqual(answer.job, {
      startedAt: '2026-11-29T10:00:00.000Z',
      completedAt: '2026-11-29T10:01:30.000Z',
      prompt: 'A lantern',
    });
  });

  it('has not ended at the time of its latest change while it runs', async () => {
    const times = { created: '2026-11-29T10:00:00Z', updated: '2026-11-29T10:01:30Z' };
    const { job } = await statusOf({ status: 'in_progress', ...times });
    assert.deepEqual(job, { startedAt: '2026-11-29T10:00:00.000Z' });
  });

  const others: readonly [what: string, body: unknown][] = [
    ['another interaction', { id: 'v1_another', status: 'failed' }],
    ['no id', { status: 'failed' }],
    ['a list', [{ id: ID, status: 'failed' }]],
    ['a web page', '<html>'],
    ['an operation', { name: 'models/x/operations/y', done: true }],
  ];
  for (const [what, body] of others) {
    it(`does not end by an answer about ${what}`, async () => {
      await withAnswers(answering(body), async (request) => {
        await assert.rejects(request(), { kind: 'malformed' });
      });
    });
  }

  it('with 3 MB of Base64 is read, with its inputs, and its video never becomes one text', async () => {
    const image = { type: 'image', mime_type: 'image/jpeg', data: 'A'.repeat(2_000_000) };
    const steps = [{ type: 'user_input', content: [image] }, step({ ...video, data: 'B'.repeat(3_000_000) })];
    const [found, ...rest] = videosIn(await statusOf({ status: 'completed', steps }));
    assert.ok(found && 'base64' in found && found.base64 instanceof LongText);
    assert.equal((await wholeText(found.base64)).length, 3_000_000);
    assert.equal(rest.length, 0);
  });

  it('that begins with the bytes of its video is read as well', async () => {
    const content = [{ data: 'B'.repeat(2_000_000), mime_type: 'video/mp4', type: 'video' }];
    const body = { steps: [{ content, type: 'model_output' }], id: ID, status: 'completed' };
    await withAnswers(answering(body), async (request) => {
      assert.equal(videosIn(await request()).length, 1);
    });
  });

  it('is not read when it has 2 MB of prose in place of a video', async () => {
    const message = 'All work and no play. '.repeat(100_000);
    await assert.rejects(statusOf({ status: 'completed', message }), { kind: 'malformed' });
  });
});

describe('the file of an interaction', () => {
  const states: readonly [state: object, kind: string][] = [
    [{ state: 'ACTIVE' }, 'succeeded'],
    [{ state: 'FAILED', error: { code: 3, message: 'Broken file.' } }, 'failed'],
    [{ state: 'RESTING' }, 'succeeded'],
  ];
  for (const [state, kind] of states) {
    it(`that is ${JSON.stringify(state)} means ${kind}`, async () => {
      const answer = await withFile(200, state);
      assert.equal(answer.kind, kind);
    });
  }

  it('that is processed lets the operation run on, and says so', async () => {
    const answer = await withFile(200, { state: 'PROCESSING' });
    assert.deepEqual([answer.kind, answer.kind === 'running' && answer.word], ['running', 'PROCESSING']);
  });

  it('that the API shows to nobody is left to the download', async () => {
    for (const status of [403, 404]) assert.equal((await withFile(status, {})).kind, 'succeeded');
  });

  it('that cannot be asked about now is asked about again', async () => {
    await assert.rejects(withFile(503, {}), { kind: 'unavailable' });
    await assert.rejects(withFile(429, {}), { kind: 'rateLimited' });
  });

  it('is downloaded from its content, however it is named', async () => {
    await withAnswers(withFiles(200, { state: 'ACTIVE' }, 'files/abc123'), async (request, _, url) => {
      const download = `${url}/v1beta/files/abc123:download?alt=media`;
      assert.deepEqual(videosIn(await request()), [
        { uri: download, videoId: 'abc123', mimeType: 'video/mp4' },
      ]);
    });
  });

  it('is the one that the answer to the start named, where the status names none', async () => {
    const hints = { videoUri: 'https://generativelanguage.googleapis.com/v1beta/files/xyz789' };
    await withAnswers(withFiles(200, { state: 'ACTIVE' }), async (request, _, url) => {
      const download = `${url}/v1beta/files/xyz789:download?alt=media`;
      assert.deepEqual(videosIn(await request({ hints })), [{ uri: download, videoId: 'xyz789' }]);
    });
  });

  it('at another host is neither asked about nor sent the key', async () => {
    await withServer(answering({ state: 'PROCESSING' }), async (other) => {
      const steps = [step({ type: 'video', uri: `${other.url}/v1beta/other/abc.mp4?sig=1` })];
      const answer = await statusOf({ status: 'completed', steps });
      assert.deepEqual(videosIn(answer), [{ uri: `${other.url}/v1beta/other/abc.mp4?sig=1` }]);
      assert.equal(other.received.length, 0);
    });
  });
});

describe('a refused request for an interaction', () => {
  const refusals: readonly [status: number, code: string, kind: string][] = [
    [401, 'authentication', 'unauthorized'],
    [402, 'payment_required', 'budgetExceeded'],
    [403, 'permission_denied', 'forbidden'],
    [404, 'not_found', 'notFound'],
    [429, 'rate_limit_exceeded', 'rateLimited'],
    [500, 'api_error', 'unavailable'],
  ];
  for (const [status, code, kind] of refusals) {
    it(`with ${status} and ${code} is ${kind}, since that is how the API documents it`, async () => {
      await assert.rejects(refused(status, code), { kind });
    });
  }

  it('with a code of another status, or of nobody, comes from something in between', async () => {
    for (const code of ['NOT_FOUND', 'authentication', 'constructor']) {
      await assert.rejects(refused(404, code), { kind: 'unavailable' });
    }
  });

  it('never shows the key', async () => {
    const failing = refusing(400, { error: { code: 'invalid_request', message: `Bad key ${KEY}` } });
    await withAnswers(failing, async (request) => {
      const error = await request().catch((thrown: Error) => thrown);
      assert.ok(error instanceof Error);
      assert.doesNotMatch(JSON.stringify([error.message, error]), /secret/);
    });
  });
});

interface Asked {
  readonly name?: string;
  readonly hints?: StartHints;
}
type Request = (asked?: Asked) => Promise<Answer<AnsweredVideo>>;

async function withAnswers(
  answer: RequestListener,
  test: (request: Request, received: readonly NodeJS.Dict<string | string[]>[], url: string) => Promise<void>,
): Promise<void> {
  await withServer(answer, async ({ url, received }) => {
    const endpoint: Endpoint = { id: 'g', label: 'G', kind: 'google', url, auth: { kind: 'key' } };
    const api = new InteractionsApi(createHttp({ userAgent: 'veo-operations/test' }));
    const { signal } = new AbortController();
    const request: Request = ({ name = ID, hints = {} } = {}) =>
      api.requestStatus({ endpoint, name, hints, key: KEY, signal });
    await test(request, received, url);
  });
}

async function answerOf(listener: RequestListener): Promise<Answer<AnsweredVideo>> {
  const answers: Answer<AnsweredVideo>[] = [];
  await withAnswers(listener, async (request) => {
    answers.push(await request());
  });
  const [answer] = answers;
  assert.ok(answer);
  return answer;
}

function statusOf(body: object): Promise<Answer<AnsweredVideo>> {
  return answerOf(answering({ id: ID, object: 'interaction', ...body }));
}

function withFile(status: number, file: object): Promise<Answer<AnsweredVideo>> {
  return answerOf(withFiles(status, file, 'https://generativelanguage.googleapis.com/v1beta/files/abc123'));
}

/** Answers with a completed interaction, and to all other requests with a file. */
function withFiles(status: number, file: object, uri?: string): RequestListener {
  const steps = uri === undefined ? [] : [step({ type: 'video', mime_type: 'video/mp4', uri })];
  return (request, response) => {
    const isInteraction = request.url?.includes('/interactions/');
    response.statusCode = isInteraction ? 200 : status;
    response.end(JSON.stringify(isInteraction ? { id: ID, status: 'completed', steps } : file));
  };
}

function refusing(status: number, body: object): RequestListener {
  return (_request, response) => {
    response.statusCode = status;
    response.end(JSON.stringify(body));
  };
}

function refused(status: number, code: string): Promise<Answer<AnsweredVideo>> {
  return answerOf(refusing(status, { error: { code, message: 'It is refused.' } }));
}

function recording(asked: string[], body: object): RequestListener {
  return (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end(JSON.stringify({ id: ID, ...body }));
  };
}

function step(...content: object[]): object {
  return { type: 'model_output', content };
}

function videosIn(answer: Answer<AnsweredVideo>): readonly AnsweredVideo[] {
  assert.equal(answer.kind, 'succeeded');
  return answer.kind === 'succeeded' ? answer.videos : [];
}

function withoutClock({ clockAhead: _, ...answer }: Answer<AnsweredVideo>): object {
  return answer;
}
