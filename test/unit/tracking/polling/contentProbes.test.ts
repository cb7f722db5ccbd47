import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { systemTime } from '../../../../src/base/time';
import type { Endpoint } from '../../../../src/endpoints/endpoint';
import { createHttp } from '../../../../src/endpoints/http/http';
import { VideoApiError } from '../../../../src/endpoints/videoApi';
import type { VideoPresence } from '../../../../src/endpoints/videoContents';
import { HttpVideoContents } from '../../../../src/endpoints/videoContents';
import { sourceOf } from '../../../../src/endpoints/videoSource';
import { VideosApi } from '../../../../src/endpoints/videos/videosApi';
import type { Operation, OperationId } from '../../../../src/operations/operation';
import type { ProblemKind } from '../../../../src/operations/problem';
import { OriginLimiter } from '../../../../src/tracking/limits/originLimiter';
import type { Probe } from '../../../../src/tracking/polling/statusRequest';
import { requestStatus } from '../../../../src/tracking/polling/statusRequest';
import { withServer } from '../../endpoints/http/loopbackServer';
import { idOf } from '../../operations/arbitraries';
import { SINGLE_WINDOW } from '../limits/singleWindow';
import {
  type Behaviour,
  failing,
  GOOGLE,
  inTurn,
  PollingHarness,
  running,
  succeeded,
} from '../pollingHarness';

const ID: OperationId = { endpoint: 'google', name: 'video_ab' };

describe('a job of /v1/videos that is called completed', () => {
  let harness: PollingHarness;
  /** What the probes find, in turn; the last for ever. */
  let found: (VideoPresence | ProblemKind)[];
  let probes: (string | undefined)[];
  beforeEach(() => {
    harness = new PollingHarness();
    harness.endpoints.set('google', { ...GOOGLE, kind: 'litellm' });
    harness.behaviour = inTurn(running, completed);
    found = ['present'];
    probes = [];
    harness.probe = async ({ name }, _, { key }) => {
      probes.push(`${name} ${key}`);
      const result = found[Math.min(probes.length, found.length) - 1] ?? 'present';
      if (isPresence(result)) return result;
      throw new VideoApiError(result, `It is ${result}`);
    };
  });

  it('has succeeded once its content has answered, which is probed once', async () => {
    await follow(60);
    assert.deepEqual([operation()?.state, probes], ['succeeded', ['video_ab key 1']]);
    await harness.poller.check(ID);
    assert.equal(probes.length, 1);
  });

  it('is filtered, and never reported as succeeded, where its content is withheld', async () => {
    found = ['withheld'];
    const states: (string | undefined)[] = [];
    harness.store.onDidChange((changes) => {
      for (const { after } of changes) states.push(after?.state);
    });
    await follow(60);
    assert.equal(operation()?.state, 'filtered');
    assert.equal(states.includes('succeeded'), false);
  });

  it('stays filtered when the person asks again', async () => {
    found = ['withheld'];
    await follow(60);
    assert.equal((await harness.poller.check(ID)).state, 'filtered');
    assert.equal(probes.length, 2);
  });

  it('has succeeded where its content is gone: it was there once', async () => {
    found = ['gone'];
    await follow(60);
    assert.equal(operation()?.state, 'succeeded');
  });

  for (const kind of ['notReady', 'unavailable', 'timeout', 'offline', 'rateLimited'] as const) {
    it(`still runs while its content cannot be had yet (${kind}), and is asked again`, async () => {
      found = [kind, 'present'];
      await follow(8);
      assert.equal(operation()?.state, 'running');
      assert.equal(operation()?.problem?.kind, kind === 'notReady' ? 'unavailable' : kind);
      await harness.advance(60);
      assert.deepEqual([operation()?.state, operation()?.problem], ['succeeded', undefined]);
    });
  }

  it('is believed after three probes without an answer', async () => {
    found = ['notReady'];
    await follow(300);
    assert.deepEqual([operation()?.state, probes.length], ['succeeded', 3]);
  });

  for (const kind of ['unauthorized', 'forbidden', 'rejected', 'malformed', 'notFound'] as const) {
    it(`has succeeded where its content is refused (${kind}): the API said that it is completed`, async () => {
      found = [kind];
      await follow(60);
      assert.deepEqual([operation()?.state, probes.length], ['succeeded', 1]);
    });
  }

  it('is not probed when it failed, or still runs', async () => {
    const failed: Behaviour = () => ({ kind: 'failed', error: { code: 'e', message: '' } });
    harness.behaviour = inTurn(running, failed);
    await follow(60);
    assert.deepEqual([operation()?.state, probes], ['failed', []]);
  });

  it('is told apart from an operation of the Gemini API, whose answer holds its videos', async () => {
    harness.behaviour = succeeded;
    await harness.track('a1');
    assert.deepEqual([harness.operation('a1')?.state, probes], ['succeeded', []]);
    assert.equal(harness.store.get(idOf('a1'))?.state, 'succeeded');
  });

  it('keeps running, without a problem, when the window closes during a probe', async () => {
    harness.probe = (_, __, { signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    await follow(8);
    harness.poller.dispose();
    await harness.settle();
    assert.deepEqual(
      [operation()?.state, operation()?.problem, harness.failures],
      ['running', undefined, []],
    );
  });

  it('costs no request before the first word that it is completed', async () => {
    harness.behaviour = failing('unavailable');
    await follow(60);
    assert.deepEqual(probes, []);
  });

  async function follow(seconds: number): Promise<void> {
    harness.store.track(ID);
    await harness.settle();
    await harness.advance(seconds);
  }

  function operation(): Operation | undefined {
    return harness.store.get(ID);
  }
});

describe('a job of /v1/videos at a real server', () => {
  it('is filtered where its content answers that there is no video data, with one request for it, counted', async () => {
    const answer = await inquired((_, response) =>
      response
        .writeHead(500)
        .end('{"error":{"message":"No video data found in completed operation","type":null,"code":"500"}}'),
    );
    assert.deepEqual(answer, { kind: 'filtered', counted: 1 });
  });

  it('has succeeded where its content begins to come, which is not read', async () => {
    const answer = await inquired((_, response) =>
      response.writeHead(200, { 'content-length': 1e9 }).write('x'),
    );
    assert.deepEqual(answer, { kind: 'succeeded', counted: 1 });
  });

  it('is not known to have ended while its content answers 503', async () => {
    const answer = await inquired((_, response) => response.writeHead(503).end());
    assert.deepEqual(answer, { kind: 'unavailable', counted: 1 });
  });

  async function inquired(content: RequestListener): Promise<{ kind: string; counted: number }> {
    let result = { kind: '', counted: 0 };
    const server: RequestListener = (request, response) => {
      if (request.url?.endsWith('/content')) content(request, response);
      else response.end('{"id":"video_ab","status":"completed"}');
    };
    await withServer(server, async ({ url }) => {
      const endpoint: Endpoint = { id: 'own', label: '', kind: 'litellm', url, auth: { kind: 'none' } };
      let counted = 0;
      const http = createHttp({ userAgent: 'veo-operations/test' });
      const contents = new HttpVideoContents(http, () => counted++);
      const probe: Probe = async ({ name }, video, { endpoint: at, key, signal }) => {
        const source = sourceOf(at, name, video);
        return source.kind === 'endpoint' ? contents.probe(source, key, signal) : 'present';
      };
      const services = {
        api: new VideosApi(http, () => undefined),
        keys: { get: async () => undefined },
        keepInline: () => Promise.reject(new Error('There is no video inside the answer')),
        time: systemTime,
      };
      const id = { endpoint: 'own', name: 'video_ab' };
      const { signal } = new AbortController();
      const limiter = new OriginLimiter(
        'https://example.com',
        { ...SINGLE_WINDOW, requestsPerMinute: () => 100 },
        () => {},
      );
      const outcome = await requestStatus({ hints: {}, id, endpoint, limiter, probe, signal }, services);
      const { report } = outcome;
      result = { kind: report.kind === 'problem' ? report.problem.kind : report.kind, counted };
    });
    return result;
  }
});

/** As the API of this contract answers. */
function completed(): ReturnType<Behaviour> {
  return {
    kind: 'succeeded',
    videos: [{ uri: 'https://a/v1/videos/video_ab/content', videoId: 'video_ab' }],
  };
}

function isPresence(result: VideoPresence | ProblemKind): result is VideoPresence {
  return ['present', 'withheld', 'gone', 'notReady'].includes(result);
}
