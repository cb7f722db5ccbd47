import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { createVideoApi } from '../../../src/endpoints/contracts';
import type { Endpoint } from '../../../src/endpoints/endpoint';
import { createHttp } from '../../../src/endpoints/http/http';
import type { StatusQuery } from '../../../src/endpoints/videoApi';
import { type FetchableSource, sourceOf } from '../../../src/endpoints/videoSource';
import type { Video } from '../../../src/operations/operation';
import { FORMS, type GatewayForm } from './gatewayForms';
import { withServer } from './http/loopbackServer';

const KEY = 'sk-gateways-Key0987654321';
const { signal } = new AbortController();

function gateway(url: string, more: Partial<Endpoint> = {}): Endpoint {
  return { id: 'own', label: 'Own', kind: 'videos', url, auth: { kind: 'key' }, ...more };
}

function ask(endpoint: Endpoint, name: string, more: Partial<StatusQuery> = {}) {
  const api = createVideoApi(createHttp({ userAgent: 'veo-operations/test' }), () => undefined);
  return api.requestStatus({ endpoint, name, key: KEY, signal, ...more });
}

interface Asked {
  readonly answer: Awaited<ReturnType<typeof ask>>;
  readonly endpoint: Endpoint;
  readonly paths: readonly string[];
}

/** Asks a gateway on this machine that answers every request so. */
async function answerOf(
  name: string,
  body: object | ((origin: string) => object),
  more: Partial<Endpoint> & { readonly path?: string; readonly headers?: Record<string, string> } = {},
): Promise<Asked> {
  const paths: string[] = [];
  let asked: Asked | undefined;
  const { path = '', headers = {}, ...others } = more;
  const listener: RequestListener = (request, response) => {
    paths.push(request.url ?? '');
    const made = typeof body === 'function' ? body(`http://${request.headers.host}`) : body;
    response.writeHead(200, headers).end(JSON.stringify(made));
  };
  await withServer(listener, async ({ url }) => {
    const endpoint = gateway(url + path, others);
    asked = { answer: await ask(endpoint, name), endpoint, paths };
  });
  assert.ok(asked);
  return asked;
}

function videosIn({ answer }: Asked): readonly Video[] {
  assert.equal(answer.kind, 'succeeded');
  return answer.kind === 'succeeded' ? (answer.videos as readonly Video[]) : [];
}

describe('a finished job at', () => {
  for (const form of FORMS) {
    it(`${form.gateway} has its videos, cost and time left as its documentation says`, () => agrees(form));
  }

  async function agrees({ id, path, answer, videos, cost, expiresAt }: GatewayForm): Promise<void> {
    const asked = await answerOf(id, answer, { path });
    const content = `${asked.endpoint.url}/v1/videos/${id.replaceAll('/', '%2F')}/content`;
    const found = videosIn(asked);
    assert.deepEqual(
      found.map(({ uri }) => uri),
      videos.map((uri) => uri.replace('{content}', content)),
    );
    assert.deepEqual(asked.answer.cost, cost);
    for (const video of found) {
      assert.equal(video.expiresAt, expiresAt);
      assert.equal(video.videoId, video.uri.startsWith(content) ? id : undefined);
      const source = sourceOf(asked.endpoint, id, video) as FetchableSource;
      assert.equal(source.url, video.uri);
      assert.equal(source.kind, video.uri.startsWith(content) ? 'endpoint' : 'foreign');
    }
  }
});

describe('a video that an answer of a gateway lists', () => {
  const done = (more: object) => ({ id: 'task_1', status: 'completed', ...more });
  const uris = async (more: object | ((origin: string) => object), path = '') => {
    const body = (origin: string) => done(typeof more === 'function' ? more(origin) : more);
    const asked = await answerOf('task_1', body, { path });
    return videosIn(asked).map(({ uri }) => uri.replace(asked.endpoint.url, ''));
  };

  it("is fetched with the key at the gateway's own path, and without it anywhere else", async () => {
    const kinds = async (path: string, addresses: (origin: string) => string[]) => {
      const asked = await answerOf('task_1', (origin) => done({ urls: addresses(origin) }), { path });
      return videosIn(asked).map((video) => sourceOf(asked.endpoint, 'task_1', video).kind);
    };
    const at = (origin: string) => [
      `${origin}/team/files/a.mp4`,
      `${origin}/other/a.mp4`,
      `${origin}/team/..%2fother/a.mp4`,
      'https://cdn.example.net/team/a.mp4',
    ];
    assert.deepEqual(await kinds('/team', at), ['endpoint', 'foreign', 'foreign', 'foreign']);
  });

  it('may be at a path of the origin of the gateway', async () => {
    const asked = await answerOf(
      'task_1',
      done({ unsigned_urls: ['/api/v1/videos/task_1/content?index=0'] }),
      {
        path: '/api',
      },
    );
    const [video] = videosIn(asked);
    assert.deepEqual(video, {
      uri: `${asked.endpoint.url}/v1/videos/task_1/content?index=0`,
      videoId: 'task_1',
    });
  });

  it('is none at a bucket, at Google, at the status itself, or where no address stands', async () => {
    const none: readonly (object | ((origin: string) => object))[] = [
      { url: 'gs://bucket/a.mp4' },
      { video_url: 'https://generativelanguage.googleapis.com/v1beta/files/a1:download' },
      (origin) => ({ url: `${origin}/v1/videos/task_1` }),
      { url: '' },
      { urls: [] },
      { urls: 'pending' },
      { url: 7, video: {}, metadata: [], outputs: null },
      { url: 'javascript:alert(1)' },
      { url: 'file:///etc/passwd' },
      { url: 'https://user:pass@cdn.example.net/a.mp4' },
      { url: '//cdn.example.net/a.mp4' },
    ];
    for (const body of none)
      assert.deepEqual(await uris(body), ['/v1/videos/task_1/content'], JSON.stringify(body));
  });

  it('counts once, where two fields name it', async () => {
    const url = 'https://cdn.example.net/a.mp4';
    assert.deepEqual(await uris({ video_url: url, url, metadata: { url } }), [url]);
  });

  it('keeps its signature, but not a key of the person that the gateway put into its address', async () => {
    const signed = 'https://cdn.example.net/a.mp4?Signature=a%2Bb&Expires=1790162971';
    assert.deepEqual(await uris({ url: signed }), [signed]);
    const [uri = ''] = await uris({ url: `https://cdn.example.net/a.mp4?k=${KEY}` });
    assert.equal(uri.includes(KEY), false);
  });

  it('is inside the answer as Base64, or as an address that is the video', async () => {
    const base64 = 'AAAAIGZ0eXBpc29tAAAC';
    const data = `data:video/mp4;base64,${base64}`;
    const forms = [
      { videos: [{ type: 'base64', base64, content_type: 'video/mp4' }] },
      { url: data },
      { metadata: { url: data } },
    ];
    for (const form of forms) {
      const { answer } = await answerOf('task_1', done(form));
      const [video] = answer.kind === 'succeeded' ? answer.videos : [];
      assert.equal(
        video && 'base64' in video && video.base64.toString().endsWith(base64),
        true,
        JSON.stringify(form),
      );
    }
  });

  it('is not looked for at LiteLLM, whose only route is the content', async () => {
    const asked = await answerOf('video_1', done({ url: 'https://cdn.example.net/a.mp4' }), {
      kind: 'litellm',
    });
    assert.deepEqual(
      videosIn(asked).map(({ uri }) => uri),
      [`${asked.endpoint.url}/v1/videos/video_1/content`],
    );
  });
});

describe('the address at which a gateway is asked', () => {
  const IDS = ['a/b', 'a:b', 'a@b', 'a+b', 'a=b', 'x/../y', 'job-1', 'veo3.1:176-x'];

  it('is one segment for each id, and leads to no other path', async () => {
    for (const id of IDS) {
      const asked = await answerOf(id, { id, status: 'queued' }).catch((error) => error);
      // An id with a dot segment is no name at all.
      if (id.includes('..')) assert.equal(asked.kind, 'rejected');
      else assert.deepEqual((asked as Asked).paths, [`/v1/videos/${id.replaceAll('/', '%2F')}`]);
    }
  });

  it('is the told path of the status at the own origin and path, and the id anywhere else', async () => {
    const told: readonly [path: string, statusPath: string, expected: string][] = [
      ['', '/v2/jobs/1?full=1', '/v2/jobs/1?full=1'],
      ['/api', '/api/v1/videos/job-1', '/api/v1/videos/job-1'],
      ['/api', '/admin/v1/videos/job-1', '/api/v1/videos/job-1'],
      ['/api', '/api/../admin', '/api/v1/videos/job-1'],
      ['/api', '/api/..%2fadmin', '/api/v1/videos/job-1'],
      ['', '//evil.example/v1', '/v1/videos/job-1'],
      ['', 'https://evil.example/v1', '/v1/videos/job-1'],
    ];
    for (const [path, statusPath, expected] of told) {
      const paths: string[] = [];
      const listener: RequestListener = (request, response) => {
        paths.push(request.url ?? '');
        response.end('{"id":"job-1","status":"queued"}');
      };
      await withServer(listener, async ({ url }) => {
        await ask(gateway(url + path), 'job-1', { hints: { statusPath } });
        await ask(gateway(url + path, { kind: 'litellm' }), 'job-1', { hints: { statusPath } });
      });
      assert.deepEqual(paths, [expected, `${path}/v1/videos/job-1`], statusPath);
    }
  });

  it('gets the key in the header that the settings name', async () => {
    for (const [form, header, value] of [
      ['bearer', 'authorization', `Bearer ${KEY}`],
      ['bare', 'authorization', KEY],
      ['x-api-key', 'x-api-key', KEY],
    ] as const) {
      await withServer(
        (_, response) => response.end('{"id":"job-1","status":"queued"}'),
        async ({ url, received }) => {
          await ask(gateway(url, { auth: { kind: 'key', form } }), 'job-1');
          assert.equal(received[0]?.[header], value);
        },
      );
    }
  });
});

describe('what a gateway says of a job', () => {
  const kindOf = async (body: object) => (await answerOf('task_1', { id: 'task_1', ...body })).answer;

  it('is understood in the words of each gateway, in any case', async () => {
    const words: Readonly<Record<string, readonly string[]>> = {
      running: [
        'unknown',
        'pending',
        'waiting',
        'active',
        'generating',
        'InProgress',
        'Initializing',
        'QUEUED',
      ],
      succeeded: ['Completed', 'SUCCESS', 'succeeded'],
      failed: ['error', 'Failed', 'FAILURE', 'cancelled', 'expired'],
    };
    for (const [kind, all] of Object.entries(words)) {
      for (const status of all) {
        const answer = await kindOf({ status });
        assert.deepEqual([answer.kind, 'word' in answer], [kind, false], status);
      }
    }
  });

  it('tells why it failed, in a text or at any depth of the errors of providers', async () => {
    const inner = JSON.stringify({ error: { code: 400, message: 'Unsafe prompt' } });
    for (const error of [
      'Unsafe prompt',
      { message: 'Unsafe prompt' },
      { error: { error: { message: 'Unsafe prompt' } } },
      { message: inner },
      { message: JSON.stringify({ message: inner }) },
      inner,
    ]) {
      const answer = await kindOf({ status: 'failed', error });
      assert.equal(answer.kind === 'failed' && answer.error.message, 'Unsafe prompt', JSON.stringify(error));
    }
    const shown = await kindOf({ status: 'failed', error: `no, ${KEY}` });
    assert.equal(shown.kind === 'failed' && shown.error.message, 'no, …');
  });

  it('is that all samples were filtered, where it lists none', async () => {
    const filtered = { kind: 'filtered', filterReasons: ['Unsafe'], filteredCount: 2 };
    const forms = [
      { videos: [], content_filter: { filtered_count: 2, reasons: ['Unsafe'] } },
      { data: { raiMediaFilteredCount: 2, raiMediaFilteredReasons: ['Unsafe'] } },
      { data: { videos: [], raiMediaFilteredCount: 2, raiMediaFilteredReasons: ['Unsafe'] } },
    ];
    for (const form of forms) assert.deepEqual(await kindOf({ status: 'Completed', ...form }), filtered);
  });

  it('is that some samples were filtered, beside the others', async () => {
    const data = { raiMediaFilteredCount: 1, videos: [{ url: 'https://cdn.example.net/a.mp4' }] };
    const answer = await kindOf({ status: 'Completed', data });
    assert.deepEqual([answer.kind, 'filteredCount' in answer && answer.filteredCount], ['succeeded', 1]);
  });

  it('is what it cost, in the answer before the header, and in the header where that is above zero', async () => {
    const costOf = async (body: object, header?: string) => {
      const headers = header === undefined ? {} : { 'x-litellm-response-cost': header };
      return (await answerOf('task_1', { id: 'task_1', status: 'completed', ...body }, { headers })).answer
        .cost;
    };
    assert.deepEqual(await costOf({ usage: { cost: 0.5 } }, '0.8'), { amount: 0.5, currency: 'USD' });
    assert.deepEqual(await costOf({}, '0.8'), { amount: 0.8, currency: 'USD' });
    for (const header of ['0', '0.0', '-1', 'NaN', 'free', '1e300', ''])
      assert.equal(await costOf({}, header), undefined);
  });

  it('is how long the service keeps its videos, where that is known of it', async () => {
    const answer = (preset?: string) =>
      answerOf(
        'task_1',
        { id: 'task_1', status: 'completed', url: 'https://cdn.example.net/a?e=1790162971&token=b' },
        {
          ...(preset !== undefined && { preset }),
        },
      );
    const ofox = await answer('ofox');
    assert.equal(ofox.answer.lifetime, 24 * 3_600_000);
    assert.equal(videosIn(ofox)[0]?.expiresAt, undefined);
    const own = await answer();
    assert.equal(own.answer.lifetime, undefined);
    assert.equal(videosIn(own)[0]?.expiresAt, '2026-09-23T11:29:31.000Z');
  });
});
