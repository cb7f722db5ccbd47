import assert from 'node:assert/strict';
import type { RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createHttp } from '../../../../src/endpoints/http/http';
import type { Http, HttpRequest } from '../../../../src/endpoints/http/httpPort';
import { nodePlatform } from '../../../../src/platform/node/nodePlatform';
import { redirecting, withServer } from './loopbackServer';

const KEY = 'sk-a-key-of-the-first-origin';

/**
 * A server that closes each connection at the moment of its second request, without an answer (nodejs/node #20256).
 *
 * @param close how: with an RST, or with a FIN as uvicorn does
 */
function closing(
  close: (socket: Socket) => void,
  answer = (response: ServerResponse) => response.end('{"a":1}'),
) {
  const used = new WeakSet<Socket>();
  const listener: RequestListener = ({ socket }, response) => {
    if (used.has(socket)) return close(socket);
    used.add(socket);
    answer(response);
  };
  return listener;
}

const CLOSES: readonly [how: string, close: (socket: Socket) => void][] = [
  ['with an RST', (socket) => socket.resetAndDestroy()],
  ['with a FIN', (socket) => socket.end()],
  ['at once', (socket) => socket.destroy()],
];

describe('a kept connection that the server closes at the moment of the next request', () => {
  for (const [how, close] of CLOSES) {
    it(`${how}, twelve times, is opened anew each time, and no request fails`, async () => {
      await withServer(closing(close), async ({ url, received }) => {
        const { http, told } = recording();
        for (let times = 0; times < 12; times++) {
          assert.deepEqual((await http.getJson(request(url))).body, { a: 1 });
        }
        assert.equal(received.length, 12 + told.length, 'each request beyond twelve is counted');
        assert.ok(told.length >= 6, 'connections were kept');
        assert.ok(received.every((headers) => headers['x-goog-api-key'] === KEY));
      });
    });
  }

  it('costs no fault when several were kept, for none of them is used again', async () => {
    await withServer(
      closing((socket) => socket.resetAndDestroy()),
      async ({ url }) => {
        const { http } = recording();
        for (let times = 0; times < 3; times++) {
          const answers = await Promise.all(Array.from({ length: 5 }, () => http.getJson(request(url))));
          assert.deepEqual(
            answers.map(({ status }) => status),
            [200, 200, 200, 200, 200],
          );
        }
      },
    );
  });

  it('costs no fault for a download either', async () => {
    await withServer(
      closing((socket) => socket.resetAndDestroy()),
      async ({ url }) => {
        const { http } = recording();
        for (let times = 0; times < 3; times++) {
          const answer = await http.getStream(request(url));
          const pieces: Uint8Array[] = [];
          for await (const piece of answer.pieces()) pieces.push(piece);
          assert.equal(Buffer.concat(pieces).toString(), '{"a":1}');
        }
      },
    );
  });

  it('costs no fault behind a redirect, and takes the key to no other origin', async () => {
    await withServer(
      closing((socket) => socket.resetAndDestroy()),
      async (other) => {
        await withServer(
          redirecting(() => other.url),
          async (first) => {
            const { http, told } = recording();
            for (let times = 0; times < 3; times++)
              assert.equal((await http.getJson(request(first.url))).status, 200);
            assert.deepEqual(told, [], 'nothing more was sent to the origin that was asked');
            assert.ok(other.received.length > 3);
            assert.ok(other.received.every((headers) => !('x-goog-api-key' in headers)));
          },
        );
      },
    );
  });
});

describe('a connection that is reset again and again', () => {
  it('is offline after the second request, which is counted, and no third is sent', async () => {
    await withServer(
      ({ socket }) => socket.resetAndDestroy(),
      async ({ url, received }) => {
        const { http, told } = recording();
        const offline = { kind: 'offline', message: 'No connection (ECONNRESET)' };
        await assert.rejects(http.getJson(request(url)), offline);
        assert.deepEqual([received.length, told], [2, [url]]);
      },
    );
  });

  it('is not opened anew for a caller who has given up', async () => {
    const giveUp = new AbortController();
    const reason = new Error('removed');
    await withServer(
      ({ socket }) => {
        giveUp.abort(reason);
        socket.resetAndDestroy();
      },
      async ({ url, received }) => {
        const { http } = recording();
        const asked = http.getJson({ ...request(url), signal: giveUp.signal });
        await assert.rejects(asked, (error) => error === reason);
        assert.equal(received.length, 1);
      },
    );
  });

  it('amid an answer is no reason to ask again', async () => {
    const half: RequestListener = ({ socket }, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('{"a"', () => socket.resetAndDestroy());
    };
    await withServer(half, async ({ url, received }) => {
      const { http } = recording();
      await assert.rejects(http.getJson(request(url)), { kind: 'offline' });
      assert.equal(received.length, 1);
    });
  });

  it('that nobody listens behind is offline at once', async () => {
    const { http, told } = recording();
    await assert.rejects(http.getJson(request('http://127.0.0.1:1')), {
      kind: 'offline',
      message: /ECONNREFUSED/,
    });
    assert.deepEqual(told, []);
  });
});

function recording(): { readonly http: Http; readonly told: string[] } {
  const told: string[] = [];
  const { openLoopback } = nodePlatform;
  const onExtraRequest = (origin: string) => told.push(origin);
  return { http: createHttp({ userAgent: 'veo-operations/test', onExtraRequest, openLoopback }), told };
}

function request(url: string): HttpRequest {
  return { url, keyHeaders: { 'x-goog-api-key': KEY }, signal: new AbortController().signal };
}
