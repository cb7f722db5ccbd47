import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import type { Simulator } from '../../../src/simulator/simulator';
import { getJson, withSimulator } from './runningSimulator';

const ATTEMPTS = 300;
const MIB_BYTES = 1024 * 1024;
const START = '/v1beta/models/veo:predictLongRunning';

describe('simulator, to hostile clients', () => {
  it('refuses hosts that only look like the loopback, and targets that name a host themselves', async () => {
    await withSimulator({}, async (simulator) => {
      const { host, port } = new URL(simulator.url);
      for (const foreign of [
        '127.0.0.1.evil.example',
        `127.0.0.1.evil.example:${port}`,
        `localhost:${port}@evil.example`,
        `evil.example#${host}`,
        'localhost.evil.example',
        'localhost.',
        'xlocalhost',
        '127.0.0.1:',
        '127.0.0.11',
        '127.1',
        '2130706433',
        '0.0.0.0',
        `[::ffff:127.0.0.1]:${port}`,
        '[::1].evil.example',
        '[::1%25lo]',
        '::1',
        `${host},evil.example`,
        '',
      ]) {
        assert.equal(
          await status(simulator, `GET /v1/models HTTP/1.1\r\nHost: ${foreign}\r\n`),
          403,
          foreign,
        );
      }
      for (const target of [
        'http://evil.example/v1/models',
        `http://${host}/v1/models`,
        `http://${host}@evil.example/`,
        '*',
      ]) {
        assert.equal(await status(simulator, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n`), 403, target);
      }
      assert.equal(await status(simulator, 'GET /v1/models HTTP/1.0\r\n'), 403);
      assert.equal(await status(simulator, `GET /v1/models HTTP/1.1\r\nHost: ${host}\r\n`), 200);
    });
  });

  it('allows no other origin anything, asked beforehand or not', async () => {
    await withSimulator({}, async (simulator) => {
      const { host } = new URL(simulator.url);
      const asked = 'Access-Control-Request-Method: POST\r\nAccess-Control-Request-Private-Network: true\r\n';
      for (const line of ['OPTIONS /v1/videos', 'GET /v1/models', 'GET /redirect-loop', 'GET /unknown']) {
        const head = `${line} HTTP/1.1\r\nHost: ${host}\r\nOrigin: https://evil.example\r\n${asked}`;
        assert.doesNotMatch(await exchange(simulator, head), /^access-control-/im, line);
      }
    });
  });

  it('answers no method but those of its contracts', async () => {
    await withSimulator({}, async (simulator) => {
      const { host } = new URL(simulator.url);
      for (const method of [
        'PUT',
        'PATCH',
        'DELETE',
        'TRACE',
        'OPTIONS',
        'PROPFIND',
        'CONNECT',
        'get',
        'X',
      ]) {
        const answer = await exchange(simulator, `${method} /v1/models HTTP/1.1\r\nHost: ${host}\r\n`);
        assert.doesNotMatch(answer, /^HTTP\/1\.1 [23]/, method);
      }
    });
  });

  it('takes paths that are broken, doubled, or names of every object for unknown, and puts none into a header', async () => {
    await withSimulator({}, async (simulator) => {
      const { host } = new URL(simulator.url);
      for (const path of [
        '//',
        '//evil.example/v1/models',
        '/%',
        '/%ff',
        '/__proto__',
        '/v1/videos/%ff',
        '/v1/videos/%00/content',
        '/v1/videos/__proto__',
        '/v1/videos/constructor/content',
        '/v1/videos/%0d%0aset-cookie:a=b',
        '/v1/videos/..%2f..%2fetc%2fpasswd/content',
        '/v1beta/models/__proto__/operations/constructor',
        '/v1beta/files/__proto__:download',
        `/v1/videos/video_${'A'.repeat(12_000)}`,
        `/v1beta/models/${'m'.repeat(12_000)}:predictLongRunning`,
        '/v1/models/../models',
      ]) {
        const answer = await exchange(simulator, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n`);
        assert.match(answer, /^HTTP\/1\.1 404 /, path);
        assert.doesNotMatch(answer, /^set-cookie/im, path);
      }
    });
  });

  it('reads no request with more parts than an honest one has', async () => {
    await withSimulator({}, async ({ url }) => {
      const nested = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
      const order = `{"instances":[{"prompt":"a"}],"model":"veo","prompt":"a","more":${nested}}`;
      assert.equal((await fetch(url + START, { method: 'POST', body: order })).status, 400);
      assert.equal((await fetch(`${url}/v1/videos`, { method: 'POST', body: order })).status, 400);
      const form = new FormData();
      for (const name of ['model', 'prompt']) form.set(name, 'veo');
      assert.equal((await fetch(`${url}/v1/videos`, { method: 'POST', body: form })).status, 200);
      for (let count = 0; count < 4_000; count++) form.append('more', '');
      assert.equal((await fetch(`${url}/v1/videos`, { method: 'POST', body: form })).status, 400);
    });
  });

  it('repeats nothing long of what it refuses', async () => {
    await withSimulator({}, async ({ url }) => {
      const long = 'm'.repeat(MIB_BYTES);
      for (const fields of [
        { model: long, prompt: 'a' },
        { model: 'veo', prompt: 'a', seconds: long },
      ]) {
        const response = await fetch(`${url}/v1/videos`, { method: 'POST', body: JSON.stringify(fields) });
        assert.equal(response.status, 400);
        assert.ok((await response.text()).length < 1000);
      }
    });
  });

  for (const [what, sent] of [
    ['nothing', ''],
    ['half a head', 'POST /v1/videos HTTP/1.1\r\nHost: 127.0.0.1\r\nX'],
    ['half a body', 'POST /v1/videos HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n{"m'],
  ] as const) {
    it(`ends a connection over which ${what} came in the time for a request`, async () => {
      await withSimulator({ arrivalLimitMs: 100 }, async (simulator) => {
        const socket = open(simulator);
        socket.resume().write(sent);
        await closing(socket);
        assert.equal((await getJson(`${simulator.url}/v1/models`)).status, 200);
      });
    });
  }

  it('ends a connection over which a body comes without end', async () => {
    await withSimulator({}, async (simulator) => {
      const socket = open(simulator);
      const closed = closing(socket.resume());
      socket.write(`POST ${START} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n`);
      const chunk = `${MIB_BYTES.toString(16)}\r\n${'x'.repeat(MIB_BYTES)}\r\n`;
      const send = () => {
        while (socket.writable && socket.write(chunk));
      };
      socket.on('drain', send);
      send();
      await closed;
      assert.ok(socket.bytesWritten < 128 * MIB_BYTES);
      assert.equal((await getJson(`${simulator.url}/v1/models`)).status, 200);
    });
  });

  it('turns the connections away that are more than it serves, and goes on serving the others', async () => {
    await withSimulator({}, async (simulator) => {
      const { host } = new URL(simulator.url);
      const served = Array.from({ length: 256 }, () => open(simulator));
      await Promise.all(served.map((socket) => once(socket, 'connect')));
      const turnedAway = Array.from({ length: 20 }, () => open(simulator).resume());
      await Promise.all(turnedAway.map((socket) => closing(socket)));
      served[0]?.write(`GET /v1/models HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      const [answer] = await once(served[0] as Socket, 'data');
      assert.match(String(answer), /^HTTP\/1\.1 200 /);
      for (const socket of served) socket.destroy();
    });
  });

  it('answers an honest request after any bytes, and gives none of them a video or a list without a loopback host', async () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        '/v1/models',
        '/v1/videos',
        'HTTP/1.1',
        'GET',
        'POST',
        'Host:',
        'Content-Length: -1',
        '%ff',
      ),
    );
    const hostile = fc
      .array(fc.array(word, { maxLength: 4 }), { minLength: 1, maxLength: 6 })
      .map((lines) => lines.map((words) => words.join(' ')).join('\r\n'));
    await withSimulator({}, async (simulator) => {
      await fc.assert(
        fc.asyncProperty(hostile, async (bytes) => {
          assert.doesNotMatch(await exchange(simulator, `${bytes}\r\n`), /^HTTP\/1\.1 2/m);
        }),
        { numRuns: ATTEMPTS },
      );
      assert.equal((await getJson(`${simulator.url}/v1/models`)).status, 200);
    });
  });
});

function open({ url }: Simulator): Socket {
  return connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
}

/** Waits for the end of a connection, also by RST, for which `once` would reject. */
function closing(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

/** All bytes that come back for a head, until either side ends the connection. */
async function exchange(simulator: Simulator, head: string): Promise<string> {
  const socket = open(simulator);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.end(`${head}Connection: close\r\n\r\n`);
  await closing(socket);
  return answer;
}

async function status(simulator: Simulator, head: string): Promise<number> {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(await exchange(simulator, head))?.[1]);
}
