import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { getJson, receive, withSimulator } from './runningSimulator';
import { DIALECT_KEY, type StartedDialect, startDialect } from './startDialect';

describe('the host of signed addresses', () => {
  it('is another origin than the service, and the simulator tells which of them ever got the key', async () => {
    await withSimulator({ key: DIALECT_KEY }, async (simulator) => {
      const url = await signedUrl(await startDialect(simulator, 'together', { durationSeconds: 0 }));
      const { origin } = new URL(url);
      assert.notEqual(origin, simulator.url);
      assert.equal((await receive(url)).status, 200);
      assert.equal(simulator.requests.at(-1)?.origin, origin);
      assert.deepEqual(simulator.keySeenAt(), [simulator.url]);
    });
  });

  for (const [name, value] of [
    ['authorization', 'Bearer anything'],
    ['x-api-key', 'anything'],
    ['x-goog-api-key', 'anything'],
  ] as const) {
    it(`refuses each request with the header "${name}", and the simulator remembers it`, async () => {
      await withSimulator({ key: DIALECT_KEY }, async (simulator) => {
        const url = await signedUrl(await startDialect(simulator, 'together', { durationSeconds: 0 }));
        const { status, body } = await receive(url, { [name]: value });
        assert.equal(status, 400);
        assert.match(body.toString(), /Only one auth mechanism allowed/);
        assert.deepEqual(simulator.keySeenAt(), [simulator.url, new URL(url).origin]);
      });
    });
  }

  it('has a key that came in an address or in any header noticed as well', async () => {
    for (const leak of ['query', 'header'] as const) {
      await withSimulator({ key: DIALECT_KEY }, async (simulator) => {
        const url = await signedUrl(await startDialect(simulator, 'together', { durationSeconds: 0 }));
        if (leak === 'query') await receive(`${url}&k=${DIALECT_KEY}`);
        else await receive(url, { 'x-anything': `=${DIALECT_KEY}` });
        assert.equal(simulator.keySeenAt().includes(new URL(url).origin), true, leak);
      });
    }
  });

  it('has a key noticed that came in a body', async () => {
    await withSimulator({ key: DIALECT_KEY }, async (simulator) => {
      const url = await signedUrl(await startDialect(simulator, 'together', { durationSeconds: 0 }));
      for (const [body, origins] of [
        ['{"key":"another"}', [simulator.url]],
        [JSON.stringify({ key: DIALECT_KEY }), [simulator.url, new URL(url).origin]],
      ] as const) {
        const asked = request(url, { headers: { 'content-length': body.length } }).end(body);
        const [response] = (await once(asked, 'response')) as [IncomingMessage];
        response.resume();
        assert.deepEqual(simulator.keySeenAt(), origins);
      }
    });
  });

  it('gives nothing with a signature of another video or of another time', async () => {
    await withSimulator({ key: DIALECT_KEY }, async (simulator) => {
      const order = { durationSeconds: 0 };
      const url = await signedUrl(await startDialect(simulator, 'together', order));
      const other = await signedUrl(await startDialect(simulator, 'together', order));
      const token = new URL(other).searchParams.get('token') ?? '';
      assert.equal((await receive(url.replace(/token=[^&]+/, `token=${token}`))).status, 403);
      assert.equal((await receive(url.replace(/token=[^&]+/, ''))).status, 403);
      assert.equal((await receive(url.replace('/together/', '/ofox/'))).status, 403);
      assert.equal((await receive(url.replace('/together/', '/nobody/'))).status, 404);
    });
  });

  it('has nothing of a job that still runs', async () => {
    await withSimulator({ key: DIALECT_KEY }, async (simulator) => {
      const { id, url, headers } = await startDialect(simulator, 'polo', { durationSeconds: 60 });
      assert.equal((await getJson(`${url}/v1/videos/${id}`, headers)).body.video_url, null);
    });
  });

  it('takes scripted faults for its downloads, and is not counted against the limit of the key', async () => {
    const limits = { requestsPerMinute: 2, parallel: 1 };
    await withSimulator({ key: DIALECT_KEY, limits }, async (simulator) => {
      const job = await startDialect(simulator, 'together', { durationSeconds: 0 });
      const url = await signedUrl(job);
      simulator.script({ once: { kind: 'cut', afterBytes: 10 }, step: 'download', operation: job.id });
      assert.equal((await receive(url)).body.length, 10);
      for (let count = 0; count < 5; count++) assert.equal((await receive(url)).status, 200);
    });
  });
});

async function signedUrl({ statusUrl, headers }: StartedDialect): Promise<string> {
  const { body } = await getJson(statusUrl, headers);
  return body.outputs?.video_url ?? body.unsigned_urls[0];
}
