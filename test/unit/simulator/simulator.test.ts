import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { listen } from '../../../src/simulator/server';
import { startSimulator } from '../../../src/simulator/simulator';
import { getJson, sampleVideo, TEN_O_CLOCK, withSimulator } from './runningSimulator';

const UNKNOWN = 'v1beta/models/veo/operations/unknown';

describe('simulator', () => {
  it('listens on 127.0.0.1, on the port wished for or on another when that is taken', async () => {
    await withSimulator({}, async (first) => {
      const port = Number(new URL(first.url).port);
      await withSimulator({ port }, async (second) => {
        assert.match(second.url, /^http:\/\/127\.0\.0\.1:\d+$/);
        assert.notEqual(second.url, first.url);
      });
      await first.stop();
      await withSimulator({ port }, async (third) => assert.equal(third.url, first.url));
    });
    const server = createServer();
    await listen(server, 0);
    assert.equal((server.address() as AddressInfo).address, '127.0.0.1');
    server.close();
  });

  it('needs no key unless one is configured', async () => {
    await withSimulator({}, async ({ url }) => {
      assert.equal((await getJson(`${url}/${UNKNOWN}`)).status, 404);
    });
  });

  it('refuses every request without its key, in the form of the API', async () => {
    await withSimulator({ key: 'right' }, async ({ url }) => {
      for (const headers of [{}, { 'x-goog-api-key': 'wrong' }]) {
        const gateway = await getJson(`${url}/gemini/${UNKNOWN}`, headers);
        const google = await getJson(`${url}/${UNKNOWN}`, headers);
        assert.deepEqual([gateway.status, gateway.body.error.type], [401, 'token_not_found_in_db']);
        assert.deepEqual([google.status, google.body.error.details[0].reason], [400, 'API_KEY_INVALID']);
      }
      assert.equal((await getJson(`${url}/${UNKNOWN}`, { 'x-goog-api-key': 'right' })).status, 404);
    });
  });

  it('uses no scripted fault for a request with the wrong key', async () => {
    await withSimulator({ key: 'right' }, async (simulator) => {
      simulator.script({ kind: 'forbidden' });
      assert.equal((await getJson(`${simulator.url}/${UNKNOWN}`)).status, 400);
      const headers = { 'x-goog-api-key': 'right' };
      assert.equal((await getJson(`${simulator.url}/${UNKNOWN}`, headers)).status, 403);
    });
  });

  it('answers hosts of the loopback alone, so that no web page reaches it under a rebound name', async () => {
    await withSimulator({}, async ({ url }) => {
      const { port } = new URL(url);
      for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, 'LOCALHOST', `[::1]:${port}`]) {
        assert.equal(await statusWithHost(url, host), 404, host);
      }
      for (const host of [
        'evil.example',
        `evil.example:${port}`,
        '127.0.0.1.evil.example',
        'localhost@evil',
      ]) {
        assert.equal(await statusWithHost(url, host), 403, host);
      }
    });
  });

  it('lets no other origin read its answers', async () => {
    await withSimulator({}, async ({ url }) => {
      const headers = { origin: 'https://evil.example' };
      const response = await fetch(`${url}/${UNKNOWN}`, { headers });
      assert.equal(response.headers.has('access-control-allow-origin'), false);
    });
  });

  it('refuses a body of more than 16 MiB, in the form of the API', async () => {
    await withSimulator({}, async ({ url }) => {
      const start = `${url}/v1beta/models/veo:predictLongRunning`;
      const fitting = JSON.stringify({ instances: [{ prompt: '' }] }).padEnd(16 * 1024 * 1024);
      assert.equal((await fetch(start, { method: 'POST', body: fitting })).status, 200);
      assert.equal((await refusedCode(start, `${fitting} `)).code, 413);
      assert.equal((await refusedCode(`${url}/v1/videos`, `${fitting} `)).code, '413');
    });
  });

  it('knows no other path and no other method', async () => {
    await withSimulator({}, async ({ url }) => {
      for (const path of ['/', '//', '/%', '/v1beta/../x', `/other/${UNKNOWN}`, `/${UNKNOWN}/more`]) {
        assert.equal((await getJson(url + path)).status, 404, path);
      }
      assert.equal((await fetch(`${url}/${UNKNOWN}`, { method: 'DELETE' })).status, 404);
    });
  });

  it('goes on after bytes that are not HTTP', async () => {
    await withSimulator({}, async ({ url }) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.end('\0not http\r\n\r\n');
      await once(socket, 'close');
      assert.equal((await getJson(`${url}/`)).status, 404);
    });
  });

  it('keeps the requests', async () => {
    await withSimulator({ now: () => TEN_O_CLOCK }, async (simulator) => {
      await getJson(`${simulator.url}/${UNKNOWN}?a=b`, { 'x-goog-api-key': 'k' });
      const [seen] = simulator.requests;
      assert.equal(simulator.requests.length, 1);
      assert.equal(seen?.method, 'GET');
      assert.equal(seen?.path, `/${UNKNOWN}?a=b`);
      assert.equal(seen?.headers['x-goog-api-key'], 'k');
      assert.equal(seen?.at, TEN_O_CLOCK);
    });
  });

  it('passes the next wanted request to those who wait', async () => {
    await withSimulator({}, async ({ url, nextRequest }) => {
      const any = nextRequest();
      const wanted = nextRequest(({ path }) => path === '/second');
      await getJson(`${url}/first`);
      await getJson(`${url}/second`);
      assert.equal((await any).path, '/first');
      assert.equal((await wanted).path, '/second');
    });
  });

  it('passes the error of a predicate to the one who waits, not to the client', async () => {
    await withSimulator({}, async ({ url, nextRequest }) => {
      const waiting = assert.rejects(
        nextRequest(() => {
          throw new Error('a slip');
        }),
        /a slip/,
      );
      assert.equal((await getJson(`${url}/`)).status, 404);
      await waiting;
    });
  });

  it('stops, however often it is called, with hanging requests and with waiters', async () => {
    const simulator = await startSimulator({ sampleVideo });
    simulator.script({ kind: 'hang' });
    const arrived = simulator.nextRequest();
    const hanging = assert.rejects(fetch(`${simulator.url}/${UNKNOWN}`));
    await arrived;
    const waiting = assert.rejects(simulator.nextRequest(), /stopped/);
    await Promise.all([simulator.stop(), simulator.stop()]);
    await simulator.stop();
    await Promise.all([hanging, waiting]);
    await assert.rejects(simulator.nextRequest(), /stopped/);
    await assert.rejects(fetch(simulator.url));
  });
});

async function refusedCode(url: string, body: string): Promise<{ code: number | string }> {
  const response = await fetch(url, { method: 'POST', body });
  assert.equal(response.status, 413);
  return ((await response.json()) as { error: { code: number | string } }).error;
}

async function statusWithHost(url: string, host: string): Promise<number | undefined> {
  const asked = request(`${url}/${UNKNOWN}`, { headers: { host } });
  asked.end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}
