import assert from 'node:assert/strict';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { Endpoint } from '../../../../src/endpoints/endpoint';
import { AgentPlatformApi } from '../../../../src/endpoints/google/agentPlatformApi';
import { keyHostsOf } from '../../../../src/endpoints/google/agentPlatformHosts';
import { createHttp } from '../../../../src/endpoints/http/http';
import type { Http, HttpRequest } from '../../../../src/endpoints/http/httpPort';
import type { AnsweredVideo } from '../../../../src/endpoints/videoApi';
import type { Answer } from '../../../../src/operations/operation';
import { withServer } from '../http/loopbackServer';

const TOKEN = 'ya29.a-token-that-no-text-may-show';
const PROJECT = 'my-secret-project-7';
const MODEL = `projects/${PROJECT}/locations/us-central1/publishers/google/models/veo-3.1-generate-001`;
const NAME = `${MODEL}/operations/6a1b2c3d-0000-4000-8000-123456789abc`;
const BASE64 = 'AAAAIGZ0eXBpc29tAAAC';

/** One request as the server got it. */
interface Received {
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

describe('an operation of Agent Platform', () => {
  it('is asked about with a POST that names it, and the token as a bearer', async () => {
    const { received } = await statusOf({ name: NAME, done: false });
    assert.equal(received.length, 1);
    const [{ line, headers, body } = assert.fail()] = received;
    assert.equal(line, `POST /v1/${MODEL}:fetchPredictOperation`);
    assert.deepEqual(JSON.parse(body), { operationName: NAME });
    assert.deepEqual(
      [headers['content-type'], headers.authorization],
      ['application/json', `Bearer ${TOKEN}`],
    );
  });

  const hosts: readonly [location: string, host: string][] = [
    ['us-central1', 'us-central1-aiplatform.googleapis.com'],
    ['global', 'aiplatform.googleapis.com'],
    ['eu', 'aiplatform.eu.rep.googleapis.com'],
  ];
  for (const [location, host] of hosts) {
    it(`in ${location} is asked about at ${host}`, async () => {
      const urls: string[] = [];
      await ask(
        recordingHttp(urls),
        'https://aiplatform.googleapis.com',
        NAME.replace('us-central1', location),
      );
      assert.equal(new URL(urls[0] ?? '').host, host);
    });
  }

  it('is asked about at a proxy, where the endpoint is one', async () => {
    const urls: string[] = [];
    await ask(recordingHttp(urls), 'https://proxy.example/vertex', NAME);
    assert.deepEqual(urls, [`https://proxy.example/vertex/v1/${MODEL}:fetchPredictOperation`]);
  });

  it('runs until it is done', async () => {
    assert.equal((await statusOf({ name: NAME })).answer.kind, 'running');
  });

  it('has its videos in a bucket or inside the answer', async () => {
    const videos = [
      { gcsUri: 'gs://my-secret-project-7-bucket/a/sample_0.mp4', mimeType: 'video/mp4' },
      { bytesBase64Encoded: BASE64, mimeType: 'video/mp4' },
    ];
    const { answer } = await statusOf({ name: NAME, done: true, response: { videos } });
    assert.ok(answer.kind === 'succeeded');
    assert.deepEqual(answer.videos, [
      { uri: 'gs://my-secret-project-7-bucket/a/sample_0.mp4', mimeType: 'video/mp4' },
      { base64: BASE64, mimeType: 'video/mp4' },
    ]);
  });

  it('is filtered where the filter kept all videos back', async () => {
    const response = { raiMediaFilteredCount: 1, raiMediaFilteredReasons: ['Unsafe. Support codes: 1'] };
    const { answer } = await statusOf({ name: NAME, done: true, response });
    assert.ok(answer.kind === 'filtered');
    assert.deepEqual(answer.filterReasons, ['Unsafe. Support codes: 1']);
  });

  it('fails with the words of the API, but without the name of the cloud project', async () => {
    const error = { code: 7, message: `Consumer ${PROJECT} may not do that.` };
    const { answer } = await statusOf({ name: NAME, done: true, error });
    assert.ok(answer.kind === 'failed');
    assert.match(answer.error.message, /^Consumer … may not/);
  });

  const refusals: readonly [status: number, kind: string][] = [
    [400, 'rejected'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'notFound'],
    [429, 'rateLimited'],
    [503, 'unavailable'],
  ];
  for (const [status, kind] of refusals) {
    it(`is ${kind} after ${status}; neither the token nor the project is in the error or the log`, async () => {
      const message = `Denied on resource '${PROJECT}', token ${TOKEN}`;
      const lines: string[] = [];
      const error = { code: status, message, status: 'ANY' };
      const asked = statusOf({ error }, status, lines);
      await assert.rejects(asked, (thrown: Error) => {
        assert.equal((thrown as { kind?: string }).kind, kind);
        assert.doesNotMatch(`${thrown.message} ${JSON.stringify(thrown)}`, /secret|no-text-may-show/);
        return true;
      });
      assert.match(lines.join(), /^POST /);
      assert.doesNotMatch(lines.join(), /secret|no-text-may-show/);
    });
  }

  it('is malformed where another API answers', async () => {
    await assert.rejects(statusOf({ id: 'video_1', status: 'completed' }), { kind: 'malformed' });
  });
});

/** Answers each request, and records where it went. */
function recordingHttp(urls: string[]): Http {
  const getJson = async ({ url }: HttpRequest) => {
    urls.push(url);
    return { status: 200, body: { name: NAME }, retryAfter: undefined };
  };
  return { getJson, getStream: () => assert.fail() };
}

function ask(http: Http, url: string, name: string): Promise<Answer<AnsweredVideo>> {
  const endpoint: Endpoint = { id: 'v', label: 'V', kind: 'agentPlatform', url, auth: { kind: 'key' } };
  return new AgentPlatformApi(http).requestStatus({
    ...{ endpoint, name, key: TOKEN },
    signal: new AbortController().signal,
  });
}

async function statusOf(body: object, status = 200, lines: string[] = []) {
  const received: Received[] = [];
  const answers: Answer<AnsweredVideo>[] = [];
  const listener: RequestListener = async (request, response) => {
    let text = '';
    for await (const piece of request) text += piece;
    received.push({ line: `${request.method} ${request.url}`, headers: request.headers, body: text });
    response.statusCode = status;
    response.end(JSON.stringify(body));
  };
  await withServer(listener, async ({ url }) => {
    const http = createHttp({ userAgent: 'veo-operations/test', log: (line) => lines.push(line()) });
    answers.push(await ask(http, url, NAME));
  });
  const [answer] = answers;
  assert.ok(answer);
  return { answer, received };
}

describe('where a person reads that the key of an endpoint is sent', () => {
  it('are the hosts of all locations of Agent Platform, and the host alone of any other endpoint', () => {
    assert.equal(keyHostsOf({ url: 'https://aiplatform.googleapis.com' }), '*.googleapis.com');
    assert.equal(keyHostsOf({ url: 'https://proxy.example:8443/vertex' }), 'proxy.example:8443');
  });
});
