import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { createHttp } from '../../../src/endpoints/http/http';
import { HttpVideoContents, type VideoContent, type WantedRange } from '../../../src/endpoints/videoContents';
import { redirecting, withServer } from './http/loopbackServer';
import { withStoppedTime } from './http/stoppedTime';

const KEY = 'sk-contents-Key0987654321';
const { signal } = new AbortController();

function contents(deadline?: number) {
  return new HttpVideoContents(createHttp({ userAgent: 'veo-operations/test', deadline }));
}

function open(
  url: string,
  wanted: WantedRange = { start: 0 },
  { deadline, abort = signal }: { deadline?: number; abort?: AbortSignal } = {},
): Promise<VideoContent> {
  const source = { kind: 'endpoint', url, keyForm: 'bearer' } as const;
  return contents(deadline).open(source, { ...wanted, key: KEY, signal: abort });
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

  it('is incomplete where nothing comes of what was announced, as Node drops a body that is too long', async () => {
    const tooLong: RequestListener = ({ socket }) =>
      void socket.end(`HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n${'video'.repeat(1000)}`);
    await withServer(tooLong, async ({ url }) => {
      await assert.rejects(open(url), { kind: 'incomplete', message: '0 of 100 bytes came' });
    });
  });

  it('is none where nothing comes and nothing was announced', async () => {
    await withServer(
      (_, response) => response.end(),
      async ({ url }) => assert.rejects(open(url), { kind: 'notAVideo', message: 'Nothing came' }),
    );
  });

  it('tells of each request before it is sent', async () => {
    const origins: string[] = [];
    const counting = new HttpVideoContents(createHttp({ userAgent: 'veo-operations/test' }), (origin) =>
      origins.push(origin),
    );
    const another: RequestListener = (_, response) => response.writeHead(416).end();
    await withServer(another, async ({ url, received }) => {
      const source = { kind: 'endpoint', url: `${url}/a?b`, keyForm: 'bearer' } as const;
      await assert.rejects(counting.open(source, { start: 2, key: KEY, signal }));
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

  for (const [status, error] of [
    [403, { code: 403, message: 'You do not have permission to access the File a or it may not exist.' }],
    [404, { message: 'Video video_1 was not found', type: 'invalid_request_error', param: null }],
    [410, { code: 410, message: 'The video has expired' }],
  ] as const) {
    it(`that the API says with ${status} it does not have, is gone, and the key is not to blame`, async () => {
      await withServer(failing(status, error), ({ url }) =>
        assert.rejects(open(url), { name: 'NoVideoError', kind: 'gone' }),
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
    [400, { type: null, message: 'No such size' }, 'rejected'],
    [422, { message: 'This is no request', type: null }, 'rejected'],
    [408, { message: 'litellm.Timeout: Connection timed out', type: null }, 'unavailable'],
    [425, { message: 'Too early', code: 425 }, 'unavailable'],
    [409, { message: 'Aborted', code: 409, status: 'ABORTED' }, 'unavailable'],
  ] as const;
  for (const [status, error, kind] of refusals) {
    it(`that is refused with ${status} ${error.message} is ${kind}`, async () => {
      await withServer(failing(status, error), ({ url }) =>
        assert.rejects(open(url), { name: 'VideoApiError', kind }),
      );
    });
  }

  it('that is still being made is not ready, and may be asked for when the server says', async () => {
    const early: RequestListener = (_, response) =>
      response.writeHead(404, { 'retry-after': '7' }).end('{"error":{"message":"Video is not ready yet"}}');
    await withServer(early, ({ url }) =>
      assert.rejects(open(url), { name: 'NoVideoError', kind: 'notReady', retryAfter: 7000 }),
    );
  });

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

  it('comes from where it is wanted though it comes with 200, as the Content-Range tells', async () => {
    // modelscope/modelscope_hub#50: a proxy continues a download with status 200.
    const part: RequestListener = (_, response) =>
      response.writeHead(200, { 'content-range': 'bytes 2-4/5' }).end('deo');
    await withServer(part, async ({ url }) => {
      const content = await open(url, { start: 2 });
      assert.deepEqual([content.start, content.size, await textOf(content)], [2, 5, 'deo']);
    });
  });

  for (const [what, headers] of [
    ['as a video', { 'content-type': 'video/mp4' }],
    ['as JSON', { 'content-type': 'application/json' }],
    ['as nothing', {}],
  ] as const) {
    it(`in whose place JSON comes, called ${what}, tells the words of the server and logs them`, async () => {
      // BerriAI/litellm PR #32602: HTTP 200, video/mp4, and a JSON error in it.
      const log: string[] = [];
      const http = createHttp({ userAgent: 'veo-operations/test', log: (line) => log.push(line()) });
      const text = `{"error":{"message":"Quota of ${KEY} is used up","type":"invalid_request_error"}}`;
      const instead: RequestListener = (_, response) => {
        response.writeHead(200, headers).write(' \n');
        setImmediate(() => response.end(text));
      };
      await withServer(instead, async ({ url }) => {
        const source = { kind: 'endpoint', url, keyForm: 'bearer' } as const;
        await assert.rejects(new HttpVideoContents(http).open(source, { start: 0, key: KEY, signal }), {
          name: 'NoVideoError',
          kind: 'notAVideo',
          message: /^Quota of … is used up$/,
        });
        assert.match(log.join('\n'), /"Quota of … is used up"/);
        assert.doesNotMatch(log.join('\n'), /Key0987/);
      });
    });
  }

  it('in whose place words come a byte at a time is judged once they are heard out', async () => {
    const bytes = [...Buffer.from('{"error":"No video data found"}')];
    const dripping: RequestListener = (_, response) => {
      const drip = () => {
        const byte = bytes.shift();
        if (byte === undefined) response.end();
        else response.write(Uint8Array.of(byte), () => setImmediate(drip));
      };
      drip();
    };
    await withServer(dripping, ({ url }) => assert.rejects(open(url), { kind: 'withheld' }));
  });

  it('comes though its content type calls it a text, for its first byte tells', async () => {
    const bytes = Buffer.from('\0\0\0\u0018ftypmp42');
    await withServer(
      (_, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end(bytes),
      async ({ url }) => assert.equal(await textOf(await open(url)), bytes.toString()),
    );
  });

  it('at another host comes without the key, whether asked there or sent there', async () => {
    await withServer(
      (_, response) => response.end('video'),
      async (other) => {
        const source = { kind: 'foreign', url: other.url, host: 'other' } as const;
        assert.equal(await textOf(await contents().open(source, { start: 0, key: KEY, signal })), 'video');
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

  const presences = [
    ['present', 200, '\0\0\0\u0018ftypmp42'],
    ['withheld', 200, '{"error":{"message":"No video data found in completed operation"}}'],
    ['withheld', 502, '{"error":{"message":"Blocked by the safety filter","type":"upstream_error"}}'],
    ['gone', 404, '{"error":{"code":404,"message":"Requested entity was not found.","status":"NOT_FOUND"}}'],
    ['notReady', 404, '{"error":{"message":"Video is not ready yet","type":"invalid_request_error"}}'],
    ['notReady', 202, ''],
  ] as const;
  for (const [presence, status, body] of presences) {
    it(`is ${presence} by ${status} ${body.slice(0, 40)}, which costs one request`, async () => {
      const origins: string[] = [];
      const http = createHttp({ userAgent: 'veo-operations/test' });
      const counting = new HttpVideoContents(http, (origin) => origins.push(origin));
      await withServer(
        (_, response) => response.writeHead(status).end(body),
        async ({ url, received }) => {
          const source = { kind: 'endpoint', url, keyForm: 'bearer' } as const;
          assert.equal(await counting.probe(source, KEY, signal), presence);
          assert.deepEqual([received.length, origins], [1, [url]]);
        },
      );
    });
  }

  for (const [kind, status, body] of [
    ['malformed', 200, '<html>Sign in</html>'],
    ['malformed', 200, ''],
    ['unavailable', 404, '404 page not found'],
    ['unavailable', 403, '<html>blocked</html>'],
    ['rateLimited', 429, '{}'],
  ] as const) {
    it(`is neither there nor gone by ${status} ${body}: ${kind}`, async () => {
      await withServer(
        (_, response) => response.writeHead(status).end(body),
        async ({ url }) => {
          const source = { kind: 'endpoint', url, keyForm: 'bearer' } as const;
          await assert.rejects(contents().probe(source, KEY, signal), { name: 'VideoApiError', kind });
        },
      );
    });
  }

  it('that is only probed is not read to its end', async () => {
    let closed: Promise<unknown> | undefined;
    const endless: RequestListener = (_, response) => {
      closed = once(response, 'close');
      response.writeHead(200).write('\0\0\0\u0018ftypmp42');
    };
    await withServer(endless, async ({ url }) => {
      const source = { kind: 'endpoint', url, keyForm: 'bearer' } as const;
      assert.equal(await contents().probe(source, KEY, signal), 'present');
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
