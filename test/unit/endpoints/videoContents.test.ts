import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { createHttp } from '../../../src/endpoints/http';
import { createVideoContents, type VideoContent, type Wanted } from '../../../src/endpoints/videoContents';
import { redirecting, withServer } from './loopbackServer';
import { withStoppedTime } from './stoppedTime';

const KEY = 'sk-contents-Key0987654321';
const { signal } = new AbortController();

function contents(deadline?: number) {
  return createVideoContents(createHttp({ userAgent: 'veo-operations/test', deadline }));
}

function open(
  url: string,
  wanted: Wanted = { start: 0 },
  { deadline, abort = signal }: { deadline?: number; abort?: AbortSignal } = {},
): Promise<VideoContent> {
  const source = { kind: 'endpoint', url, contract: 'videos' } as const;
  return contents(deadline).open(source, wanted, KEY, abort);
}

async function textOf(content: VideoContent): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content.pieces()) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

function failing(status: number, error: object): RequestListener {
  return (_, response) => response.writeHead(status).end(JSON.stringify({ error }));
}

describe('the content of a video', () => {
  it('comes whole, with its size and what tells it from others', async () => {
    const whole: RequestListener = (_, response) =>
      response.writeHead(200, { 'content-length': 5, etag: '"a"' }).end('video');
    await withServer(whole, async ({ url, received }) => {
      const content = await open(url);
      assert.deepEqual([content.start, content.size, content.etag], [0, 5, '"a"']);
      assert.equal(await textOf(content), 'video');
      assert.deepEqual(
        [received[0]?.authorization, received[0]?.range, received[0]?.['accept-encoding']],
        [`Bearer ${KEY}`, undefined, 'identity'],
      );
    });
  });

  it('tells of each request before it is sent', async () => {
    const origins: string[] = [];
    const counting = createVideoContents(createHttp({ userAgent: 'veo-operations/test' }), (origin) =>
      origins.push(origin),
    );
    const another: RequestListener = (_, response) => response.writeHead(416).end();
    await withServer(another, async ({ url, received }) => {
      const source = { kind: 'endpoint', url: `${url}/a?b`, contract: 'videos' } as const;
      await assert.rejects(counting.open(source, { start: 2 }, KEY, signal));
      assert.equal(received.length, 2);
      assert.deepEqual(origins, [url, url]);
    });
  });

  it('comes from where it is wanted, if it is still the same', async () => {
    const part: RequestListener = (_, response) =>
      response.writeHead(206, { 'content-range': 'bytes 2-4/5', 'content-length': 3 }).end('deo');
    await withServer(part, async ({ url, received }) => {
      const content = await open(url, { start: 2, etag: '"a"' });
      assert.deepEqual([content.start, content.size, await textOf(content)], [2, 5, 'deo']);
      await open(url, { start: 2, etag: 'W/"weak"' }).then((other) => other.discard());
      assert.deepEqual(
        received.map((headers) => [headers.range, headers['if-range']]),
        [
          ['bytes=2-', '"a"'],
          ['bytes=2-', undefined],
        ],
      );
    });
  });

  it('that comes packed does not tell its size', async () => {
    const packed = gzipSync('video');
    const whole: RequestListener = (_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed);
    await withServer(whole, async ({ url }) => {
      const content = await open(url);
      assert.deepEqual([content.size, await textOf(content)], [undefined, 'video']);
    });
  });

  it('comes whole after all when there is nothing from there on', async () => {
    const shorter: RequestListener = (request, response) =>
      request.headers.range ? response.writeHead(416).end() : response.end('other');
    await withServer(shorter, async ({ url }) => {
      const content = await open(url, { start: 9 });
      assert.deepEqual([content.start, await textOf(content)], [0, 'other']);
    });
  });

  it('of a part that does not say which is malformed', async () => {
    const vague: RequestListener = (_, response) => response.writeHead(206).end('deo');
    await withServer(vague, async ({ url }) =>
      assert.rejects(open(url, { start: 2 }), { kind: 'malformed' }),
    );
  });

  for (const status of [403, 404, 410]) {
    it(`that is answered with ${status} is gone, and the key is not to blame`, async () => {
      await withServer(
        failing(status, { code: status, message: 'You do not have permission to access the File' }),
        ({ url }) => assert.rejects(open(url), { name: 'NoVideoError', kind: 'gone' }),
      );
    });
  }

  for (const status of [400, 404, 500]) {
    it(`that never was, told with ${status}, was withheld`, async () => {
      const message = 'litellm.APIError: No video data found in completed operation';
      await withServer(failing(status, { message }), ({ url }) =>
        assert.rejects(open(url), { name: 'NoVideoError', kind: 'withheld' }),
      );
    });
  }

  const refusals = [
    [401, { message: 'Authentication Error', type: 'auth_error' }, 'unauthorized'],
    [
      400,
      { code: 400, message: 'API key not valid.', details: [{ reason: 'API_KEY_INVALID' }] },
      'unauthorized',
    ],
    [429, { message: 'Rate limit exceeded' }, 'rateLimited'],
    [400, { message: 'x', type: 'budget_exceeded' }, 'budgetExceeded'],
    [403, { message: 'key not allowed to access route', type: 'auth_error' }, 'forbidden'],
    [403, { message: 'x', type: 'budget_exceeded' }, 'budgetExceeded'],
    [503, { message: 'x' }, 'unavailable'],
    [400, { type: null, message: 'Video generation is not complete yet' }, 'unavailable'],
    [400, { type: null, message: 'No such size' }, 'rejected'],
  ] as const;
  for (const [status, error, kind] of refusals) {
    it(`that is refused with ${status} ${error.message} is ${kind}`, async () => {
      await withServer(failing(status, error), ({ url }) =>
        assert.rejects(open(url), { name: 'VideoApiError', kind }),
      );
    });
  }

  it('that never was is told so in whatever envelope', async () => {
    for (const body of [
      'No video data found in completed operation',
      '{"detail":{"error":"No video data found"}}',
    ]) {
      await withServer(
        (_, response) => response.writeHead(500).end(body),
        ({ url }) => assert.rejects(open(url), { kind: 'withheld' }),
      );
    }
  });

  it('comes whole where no one can tell which part came, as in browsers', async () => {
    const hidden: RequestListener = (request, response) =>
      request.headers.range ? response.writeHead(206).end('deo') : response.end('video');
    await withServer(hidden, async ({ url }) => {
      const content = await open(url, { start: 2 });
      assert.deepEqual([content.start, await textOf(content)], [0, 'video']);
    });
  });

  it('at another host comes without the key, whether asked there or sent there', async () => {
    await withServer(
      (_, response) => response.end('video'),
      async (other) => {
        const source = { kind: 'foreign', url: other.url, host: 'other' } as const;
        assert.equal(await textOf(await contents().open(source, { start: 0 }, KEY, signal)), 'video');
        const there = redirecting(() => `${other.url}/file`);
        await withServer(there, async (first) => {
          assert.equal(await textOf(await open(first.url)), 'video');
          assert.equal(first.received[0]?.authorization, `Bearer ${KEY}`);
        });
        assert.equal(other.received.length, 2);
        assert.doesNotMatch(JSON.stringify(other.received), /Key0987/);
      },
    );
  });

  for (const location of ['file:///etc/passwd', 'http://192.0.2.1/x', 'ftp://a/b', 'javascript:1']) {
    it(`is not looked for at ${location}`, async () => {
      await withServer(
        redirecting(() => location),
        ({ url }) => assert.rejects(open(url), { kind: 'malformed' }),
      );
    });
  }

  it('is not looked for in circles', async () => {
    await withServer(
      redirecting(() => '/again'),
      async ({ url, received }) => {
        await assert.rejects(open(url), { kind: 'malformed', message: /redirects/ });
        assert.equal(received.length, 4);
      },
    );
  });

  it('that goes silent is given up after a while', async () => {
    const silent: RequestListener = (_, response) =>
      response.writeHead(200, { 'content-length': 10 }).write('video');
    await withServer(silent, async ({ url }) => {
      await withStoppedTime(async (time) => {
        const content = await open(url, undefined, { deadline: 50 });
        setImmediate(() => time.tick(50));
        await assert.rejects(textOf(content), { kind: 'timeout' });
      });
    });
  });

  it('that breaks off is offline', async () => {
    const broken: RequestListener = (_, response) => {
      response.writeHead(200, { 'content-length': 10 });
      response.write('video', () => response.destroy());
    };
    await withServer(broken, async ({ url }) => {
      await assert.rejects(open(url).then(textOf), { kind: 'offline' });
    });
  });

  it('that nobody wants any more frees its connection', async () => {
    let closed: Promise<unknown> | undefined;
    const endless: RequestListener = (_, response) => {
      closed = once(response, 'close');
      response.writeHead(200).write('video');
    };
    await withServer(endless, async ({ url }) => {
      (await open(url)).discard();
      await closed;
      const giveUp = new AbortController();
      const content = await open(url, undefined, { abort: giveUp.signal });
      giveUp.abort(new Error('enough'));
      await assert.rejects(textOf(content), /enough/);
      await closed;
    });
  });

  it('is there until the time that the API tells', async () => {
    const told: RequestListener = (_, response) => response.end('{"expirationTime":"2026-11-22T10:00:00Z"}');
    await withServer(told, async ({ url, received }) => {
      assert.equal(await contents().expiry(url, KEY, signal), '2026-11-22T10:00:00.000Z');
      assert.equal(received[0]?.['x-goog-api-key'], KEY);
    });
    for (const body of ['{}', '{"expirationTime":"soon"}', 'null', '<html>']) {
      await withServer(
        (_, response) => response.end(body),
        async ({ url }) => assert.equal(await contents().expiry(url, KEY, signal), undefined),
      );
    }
    await withServer(failing(404, {}), ({ url }) => assert.rejects(contents().expiry(url, KEY, signal)));
  });
});
