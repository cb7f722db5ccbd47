import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import { createHttp } from '../../../../src/endpoints/http/http';
import type { StreamAnswer } from '../../../../src/endpoints/http/httpPort';
import { answering, redirecting, withSecureServer, withServer } from './loopbackServer';
import { withStoppedTime } from './stoppedTime';

const KEY = 'sk-streams-Key0987654321';

interface Call {
  readonly deadline?: number;
  readonly signal?: AbortSignal;
  readonly lines?: string[];
}

function open(url: string, { deadline, signal, lines = [] }: Call = {}): Promise<StreamAnswer> {
  const http = createHttp({ userAgent: 'veo-operations/test', log: (line) => lines.push(line()), deadline });
  const keyHeaders = { authorization: `Bearer ${KEY}` };
  const headers = { range: 'bytes=2-' };
  return http.getStream({ url, keyHeaders, headers, signal: signal ?? new AbortController().signal });
}

async function textOf(answer: StreamAnswer): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of answer.pieces()) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

describe('streams', () => {
  it('are requested with the given headers and the key, and have headers of their own', async () => {
    const video: RequestListener = (_, response) => response.writeHead(206, { etag: '"a"' }).end('deo');
    await withServer(video, async ({ url, received }) => {
      const answer = await open(url);
      assert.deepEqual([answer.status, answer.header('etag'), answer.header('x')], [206, '"a"', undefined]);
      assert.equal(await textOf(answer), 'deo');
      const [{ authorization, range, accept, 'user-agent': agent } = {}] = received;
      assert.deepEqual([authorization, range, agent], [`Bearer ${KEY}`, 'bytes=2-', 'veo-operations/test']);
      assert.match(accept ?? '', /^video\/mp4/);
    });
  });

  it('without a body end at once', async () => {
    await withServer(
      (_, response) => response.writeHead(204).end(),
      async ({ url }) => assert.equal(await textOf(await open(url)), ''),
    );
  });

  it('are logged by their status, without key', async () => {
    const lines: string[] = [];
    await withServer(answering('video'), async ({ url }) => {
      (await open(`${url}/a?key=${KEY}`, { lines })).discard();
      assert.equal(lines.length, 1);
      assert.match(lines[0] ?? '', /^GET http:\/\/127\.0\.0\.1:\d+\/a\?key=…: 200/);
    });
  });

  it('may take longer than the deadline as long as pieces come', async () => {
    await withPieces('abcdefgh', async (url, sendNext) => {
      await withStoppedTime(async (time) => {
        let text = '';
        for await (const piece of (await open(url, { deadline: 150 })).pieces()) {
          text += Buffer.from(piece).toString();
          setImmediate(() => {
            time.tick(149);
            sendNext();
          });
        }
        assert.equal(text, 'abcdefgh');
        assert.ok(time.now > 1000);
      });
    });
  });

  it('may be read slower than the deadline', async () => {
    await withPieces('ab', async (url, sendNext) => {
      await withStoppedTime(async (time) => {
        let text = '';
        for await (const piece of (await open(url, { deadline: 60 })).pieces()) {
          text += Buffer.from(piece).toString();
          time.tick(120);
          sendNext();
        }
        assert.equal(text, 'ab');
      });
    });
  });

  it('that never begin are given up at the deadline', async () => {
    await withServer(
      () => undefined,
      async ({ url }) => assert.rejects(open(url, { deadline: 30 }), { kind: 'timeout' }),
    );
  });

  it('given up before they begin send nothing', async () => {
    await withServer(answering(''), async ({ url, received }) => {
      const reason = new Error('removed');
      await assert.rejects(open(url, { signal: AbortSignal.abort(reason) }), (error) => error === reason);
      assert.equal(received.length, 0);
    });
  });

  it('given up while they are read end with the reason, and the connection with them', async () => {
    let closed: Promise<unknown> | undefined;
    const endless: RequestListener = (_, response) => {
      closed = once(response, 'close');
      response.writeHead(200).write('video');
    };
    await withServer(endless, async ({ url }) => {
      const giveUp = new AbortController();
      const reason = new Error('enough');
      const answer = await open(url, { signal: giveUp.signal });
      const reading = (async () => {
        for await (const _ of answer.pieces()) giveUp.abort(reason);
      })();
      await assert.rejects(reading, (error) => error === reason);
      await closed;
    });
  });

  it('whose reader stops early free the connection', async () => {
    let closed: Promise<unknown> | undefined;
    const endless: RequestListener = (_, response) => {
      closed = once(response, 'close');
      response.writeHead(200).write('video');
    };
    await withServer(endless, async ({ url }) => {
      for await (const _ of (await open(url)).pieces()) break;
      await closed;
    });
  });

  it('carry the bearer token to the first origin alone', async () => {
    await withServer(answering('video'), async (other) => {
      await withServer(
        (request, response) =>
          request.url === '/'
            ? response.writeHead(307, { location: '/b' }).end()
            : sendTo(other.url, response),
        async (first) => {
          assert.equal(await textOf(await open(first.url)), '"video"');
          assert.deepEqual(
            first.received.map(({ authorization }) => authorization),
            [`Bearer ${KEY}`, `Bearer ${KEY}`],
          );
          assert.equal('authorization' in (other.received[0] ?? {}), false);
          assert.equal(other.received[0]?.range, 'bytes=2-');
        },
      );
    });
  });

  it('are not followed away from https', async () => {
    await withServer(answering('video'), async (plain) => {
      await withSecureServer(
        redirecting(() => plain.url),
        async ({ url }) => assert.rejects(open(url), { kind: 'malformed' }),
      );
      assert.equal(plain.received.length, 0);
    });
  });

  it('carry no key over plain http beyond this machine', async () => {
    await assert.rejects(open('http://192.0.2.1/v1/videos/video_1/content'), { kind: 'rejected' });
  });
});

function sendTo(location: string, response: ServerResponse): void {
  response.writeHead(302, { location }).end();
}

/** A server that sends the first character at once, and each of the others, and then the end, when it is told. */
async function withPieces(
  text: string,
  test: (url: string, sendNext: () => void) => Promise<void>,
): Promise<void> {
  const pieces = [...text];
  let sendNext = () => {};
  await withServer(
    (_, response) => {
      response.writeHead(200);
      sendNext = () => {
        const piece = pieces.shift();
        if (piece === undefined) response.end();
        else response.write(piece);
      };
      sendNext();
    },
    ({ url }) => test(url, () => sendNext()),
  );
}
