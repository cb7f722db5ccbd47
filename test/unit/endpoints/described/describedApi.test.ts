import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createVideoApi } from '../../../../src/endpoints/contracts';
import type { ApiDescription } from '../../../../src/endpoints/described/apiDescription';
import type { Endpoint } from '../../../../src/endpoints/endpoint';
import { createHttp } from '../../../../src/endpoints/http/http';
import { VideoApiError } from '../../../../src/endpoints/videoApi';
import { sourceOf } from '../../../../src/endpoints/videoSource';
import { answering, withServer } from '../http/loopbackServer';
import { wholeText } from '../http/wholeText';

const KEY = 'sk-described-Key0987654321';
const { signal } = new AbortController();
const api = createVideoApi(createHttp({ userAgent: 'veo-operations/test' }), () => undefined);

const JOBS: ApiDescription = {
  status: '/jobs/{id}',
  state: 'state',
  running: ['queued', 'in progress'],
  succeeded: ['done', 1, true],
  failed: ['failed', 'cancelled', 2],
  videos: 'videos',
};

function endpointAt(url: string, more: Partial<ApiDescription> = {}): Endpoint {
  return {
    id: 'own',
    label: 'Own',
    kind: 'described',
    url,
    auth: { kind: 'key' },
    api: { ...JOBS, ...more },
  };
}

async function answerTo(body: unknown, more: Partial<ApiDescription> = {}, name = 'job-1') {
  let answer: Awaited<ReturnType<typeof api.requestStatus>> | undefined;
  await withServer(answering(body), async ({ url }) => {
    answer = await api.requestStatus({ endpoint: endpointAt(url, more), name, key: KEY, signal });
  });
  assert.ok(answer);
  return answer;
}

async function videosIn(videos: unknown) {
  const answer = await answerTo({ state: 'done', videos });
  assert.equal(answer.kind, 'succeeded');
  return answer.videos;
}

describe('a described API', () => {
  it('is asked at its own path, with the id escaped and the key as its settings say', async () => {
    const paths: (string | undefined)[] = [];
    await withServer(
      (request, response) => {
        paths.push(request.url);
        response.end('{"state":"queued"}');
      },
      async ({ url, received }) => {
        const endpoint = endpointAt(`${url}/base`);
        await api.requestStatus({ endpoint, name: 'a/b:c', key: KEY, signal });
        const bare = { ...endpoint, auth: { kind: 'key', form: 'x-api-key' } } as const;
        await api.requestStatus({ endpoint: bare, name: 'models/veo/operations/x', key: KEY, signal });
        assert.deepEqual(paths, ['/base/jobs/a%2Fb%3Ac', '/base/jobs/models%2Fveo%2Foperations%2Fx']);
        assert.equal(received[0]?.authorization, `Bearer ${KEY}`);
        assert.equal(received[1]?.['x-api-key'], KEY);
        assert.equal(received[1]?.authorization, undefined);
      },
    );
  });

  it('is not asked with a description that has a fault', async () => {
    await withServer(answering({ state: 'done' }), async ({ url, received }) => {
      const asked = {
        endpoint: endpointAt(url, { status: '//evil.example/{id}' }),
        name: 'x',
        key: KEY,
        signal,
      };
      await assert.rejects(api.requestStatus(asked), {
        kind: 'rejected',
        detail: { kind: 'notOffered', path: 'api.status' },
      });
      assert.equal(received.length, 0);
    });
  });

  it('says its states as words in any case, as numbers and as booleans', async () => {
    for (const state of ['queued', 'In-Progress', ' IN_PROGRESS ']) {
      assert.deepEqual(await answerTo({ state }), { kind: 'running' });
    }
    for (const state of ['Done', 1, '1', true]) {
      assert.equal((await answerTo({ state, videos: ['https://a.example/v'] })).kind, 'succeeded');
    }
    assert.equal((await answerTo({ state: 2 })).kind, 'failed');
  });

  it('runs with a word that its description does not have, which is shown', async () => {
    assert.deepEqual(await answerTo({ state: 'Polishing' }), { kind: 'running', word: 'Polishing' });
    assert.deepEqual(await answerTo({ state: `x ${KEY}` }), { kind: 'running', word: 'x …' });
    assert.deepEqual(await answerTo({ state: 0 }), { kind: 'running', word: '0' });
  });

  it('has no state in any other form, and so no end', async () => {
    const bodies = [
      {},
      [],
      null,
      7,
      { state: null },
      { state: {} },
      { state: ['done'] },
      'done',
      { State: 'done' },
    ];
    for (const body of bodies) await assert.rejects(answerTo(body), { kind: 'malformed' });
    const several = [{ state: 'failed' }, { state: 'done' }];
    await assert.rejects(answerTo(several, { state: '[*].state' }), { kind: 'malformed' });
    assert.equal(
      (await answerTo([{ state: 2 }, { state: 'FAILED' }].slice(1), { state: '[*].state' })).kind,
      'failed',
    );
  });

  it('has not ended when it calls a job done that has no video', async () => {
    for (const videos of [
      undefined,
      null,
      [],
      [null],
      '',
      'pending',
      [{}],
      'javascript:alert(1)',
      7,
      'ftp://a.example/v',
    ]) {
      await assert.rejects(answerTo({ state: 'done', videos }), { kind: 'malformed', reason: 'unknownForm' });
    }
  });

  it('has its videos as addresses, in a list or alone', async () => {
    const uri = 'https://cdn.example.com/v.mp4?signature=abc';
    assert.deepEqual(await videosIn(uri), [{ uri }]);
    assert.deepEqual(await videosIn([uri, null, 'soon', 'https://b.example/2']), [
      { uri },
      { uri: 'https://b.example/2' },
    ]);
  });

  it('has its videos inside the answer', async () => {
    const base64 = Buffer.from('a video of some bytes, so that it is longer than any word').toString(
      'base64',
    );
    for (const text of [`data:video/mp4;base64,${base64}`, base64, base64.replaceAll(/(.{30})/g, '$1\n')]) {
      const [video] = await videosIn(text);
      assert.ok('base64' in video);
      assert.equal(await wholeText(video.base64), text);
    }
    const long = 'A'.repeat(300 * 1024);
    const [video] = await videosIn([long]);
    assert.ok('base64' in video);
    assert.equal((await wholeText(video.base64)).length, long.length);
  });

  it('shows its key only to addresses of its own', async () => {
    await withServer(
      answering({ state: 'done', videos: ['/files/1.mp4', '//evil.example/2', 'https://evil.example/3'] }),
      async ({ url }) => {
        const endpoint = endpointAt(url);
        const answer = await api.requestStatus({ endpoint, name: 'job-1', key: KEY, signal });
        assert.equal(answer.kind, 'succeeded');
        const sources = answer.videos.map((video) => 'uri' in video && sourceOf(endpoint, 'job-1', video));
        assert.deepEqual(sources, [
          { kind: 'endpoint', url: `${url}/files/1.mp4`, keyForm: 'bearer' },
          { kind: 'foreign', url: 'https://evil.example/3', host: 'evil.example' },
        ]);
      },
    );
  });

  it('has the video at a path of its own, where the description says so', async () => {
    const { videos: _, ...jobs } = { ...JOBS, content: '/jobs/{id}/video', expires: 'until' };
    const body = { state: 'done', until: 1_790_152_071 };
    await withServer(answering(body), async ({ url }) => {
      const endpoint = { ...endpointAt(`${url}/base`), api: jobs };
      const answer = await api.requestStatus({ endpoint, name: 'a/b', key: KEY, signal });
      const expiresAt = '2026-09-23T08:27:51.000Z';
      const video = { uri: `${url}/base/jobs/a%2Fb/video`, videoId: 'a/b', expiresAt };
      assert.deepEqual(answer, { kind: 'succeeded', videos: [video] });
      assert.deepEqual(sourceOf(endpoint, 'a/b', video), {
        kind: 'endpoint',
        url: video.uri,
        keyForm: 'bearer',
      });
      const other = { uri: `${url}/base/jobs/x%2F..%2F..%2Fother/video` };
      assert.equal(sourceOf(endpoint, 'a/b', other).kind, 'foreign');
    });
  });

  it('tells what its safety filter kept back as a count, a boolean, reasons or an object of them', async () => {
    const filtered = (value: unknown, videos: unknown[] = []) =>
      answerTo({ state: 'done', videos, kept: value }, { filtered: 'kept' });
    assert.deepEqual(await filtered(2), { kind: 'filtered', filterReasons: [], filteredCount: 2 });
    assert.deepEqual(await filtered(true), { kind: 'filtered', filterReasons: [] });
    assert.deepEqual(await filtered(['unsafe', '']), { kind: 'filtered', filterReasons: ['unsafe'] });
    const object = { filtered_count: 1, reasons: ['unsafe'] };
    assert.deepEqual(
      await answerTo({ state: 'failed', kept: { content_filter: object } }, { filtered: 'kept' }),
      {
        kind: 'filtered',
        filterReasons: ['unsafe'],
        filteredCount: 1,
      },
    );
    const some = await filtered(1, ['https://a.example/v']);
    assert.deepEqual([some.kind, some.kind === 'succeeded' && some.filteredCount], ['succeeded', 1]);
    // No operation asks for so many samples.
    const absurd = await filtered(1e300, ['https://a.example/v']);
    assert.equal(absurd.kind === 'succeeded' && absurd.filteredCount, undefined);
    for (const nothing of [0, 1e300, false, [], '', {}, null]) {
      await assert.rejects(filtered(nothing), { reason: 'unknownForm' });
    }
  });

  it('says why a job failed, and that it was cancelled', async () => {
    const failed = async (body: object, more: Partial<ApiDescription> = { error: 'why' }) => {
      const answer = await answerTo({ state: 'failed', ...body }, more);
      return answer.kind === 'failed' && answer.error;
    };
    assert.deepEqual(await failed({ why: 'no', message: 'success' }), { code: 'failed', message: 'no' });
    assert.deepEqual(await failed({ why: '', message: 'success' }), { code: 'failed', message: '' });
    assert.deepEqual(await failed({ why: { code: 7, message: 'no' } }), { code: 7, message: 'no' });
    assert.deepEqual(await failed({ why: [{ code: 'E1', message: `key ${KEY}` }] }), {
      code: 'failed',
      message: 'key …',
    });
    assert.deepEqual(await failed({ message: 'no' }, {}), { code: 'failed', message: 'no' });
    assert.deepEqual(await failed({ state: 'cancelled' }), {
      code: 'cancelled',
      status: 'CANCELLED',
      message: '',
    });
  });

  it('tells model, prompt, start and cost, and no nonsense instead of them', async () => {
    const more = { model: 'm', prompt: 'p', started: 's', cost: 'c', currency: 'USD' } as const;
    const told = {
      state: 'queued',
      m: 'google/veo-3.1',
      p: 'A lantern\nfestival',
      s: '2026-11-20T10:00:00Z',
      c: '0.8',
    };
    assert.deepEqual(await answerTo(told, more), {
      kind: 'running',
      model: 'veo-3.1',
      job: { startedAt: '2026-11-20T10:00:00.000Z', prompt: 'A lantern festival' },
      cost: { amount: 0.8, currency: 'USD' },
    });
    for (const c of [-1, 'free', 1e10, null, {}, '']) {
      const nonsense = { state: 'queued', m: { a: 1 }, p: 7, s: 'soon', c };
      assert.deepEqual(await answerTo(nonsense, more), { kind: 'running' });
    }
  });

  it('keeps videos for as long as its preset says', async () => {
    await withServer(answering({ code: 200, data: { successFlag: 0 } }), async ({ url }) => {
      const { api: _, ...endpoint } = { ...endpointAt(url), preset: 'kie' };
      const answer = await api.requestStatus({ endpoint, name: 'veo_task_1', key: KEY, signal });
      assert.deepEqual(answer, { kind: 'running', lifetime: 14 * 24 * 60 * 60 * 1000 });
    });
  });

  it('says that a job failed, whatever other code it has for that', async () => {
    const body = { code: 501, msg: 'Generation failed', state: 'broken' };
    const answer = await answerTo(body, { ok: { code: [200] }, failed: ['broken'] });
    assert.deepEqual(answer.kind === 'failed' && answer.error.message, 'Generation failed');
    await assert.rejects(answerTo({ code: 501, msg: 'no' }, { ok: { code: [200] } }), {
      kind: 'unavailable',
    });
  });

  it('refuses in its body by the rules of HTTP, whatever it says of a state that is no failure', async () => {
    const kinds: readonly (readonly [unknown, string, string])[] = [
      [401, 'no', 'unauthorized'],
      ['402', 'no', 'budgetExceeded'],
      [403, 'no', 'forbidden'],
      [404, 'no', 'notFound'],
      [422, 'no', 'rejected'],
      [429, 'no', 'rateLimited'],
      [501, 'no', 'unavailable'],
      [1001, 'no', 'rejected'],
      [1002, 'invalid api key', 'unauthorized'],
      [1003, 'insufficient balance', 'budgetExceeded'],
      [false, 'no', 'rejected'],
    ];
    for (const [code, message, kind] of kinds) {
      const body = { code, message, state: 'done', videos: ['https://a.example/v'] };
      await assert.rejects(answerTo(body, { ok: { code: [200, 'OK'] } }), { kind }, String(code));
    }
    const good = { code: 'ok', state: 'done', videos: ['https://a.example/v'] };
    assert.equal((await answerTo(good, { ok: { code: [200, 'OK'] } })).kind, 'succeeded');
    await assert.rejects(answerTo({ message: 'no' }, { ok: { code: [200] } }), { kind: 'malformed' });
  });

  it('never ends by a web page, nor by the JSON of something else', async () => {
    const page = '<html>state done</html>';
    await withServer(
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page),
      async ({ url }) => {
        const asked = api.requestStatus({ endpoint: endpointAt(url), name: 'job-1', key: KEY, signal });
        await assert.rejects(asked, { kind: 'malformed' });
      },
    );
    await assert.rejects(answerTo({ status: 'error', code: 404 }), { kind: 'unavailable' });
  });

  it('comes to an end or to a known error with any answer and any description', async () => {
    const path = fc.constantFrom('state', 'videos', 'a.b', 'list[*]', '[*]', 'a[*].b');
    const more = fc.record(
      {
        state: path,
        videos: path,
        error: path,
        filtered: path,
        expires: path,
        cost: path,
        model: path,
        prompt: path,
      },
      { requiredKeys: [] },
    );
    const word = fc.constantFrom('done', 'failed', 'queued', 1, 2, true, 'https://a.example/v', KEY);
    const value = fc.oneof(word, fc.jsonValue({ maxDepth: 3 }), fc.array(word, { maxLength: 3 }));
    const body = fc.dictionary(fc.constantFrom('state', 'videos', 'a', 'list', '__proto__'), value);
    await fc.assert(
      fc.asyncProperty(body, more, async (answer, description) => {
        try {
          const made = await answerTo(answer, description);
          assert.ok(!JSON.stringify(made).includes(KEY));
        } catch (error) {
          assert.ok(error instanceof VideoApiError, String(error));
          assert.ok(!error.message.includes(KEY));
        }
      }),
      { numRuns: 60 },
    );
  });
});
