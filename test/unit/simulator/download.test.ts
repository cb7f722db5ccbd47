import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { copyFile, mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Simulator } from '../../../src/simulator/simulator';
import { getJson, receive, sampleVideo, withSimulator } from './runningSimulator';

const video = readFileSync(sampleVideo);

describe('a download from the simulator', () => {
  it('is the sample video, at the uri of the answer and at the address of the gateway', async () => {
    await withSimulator({}, async (simulator) => {
      const uri = await videoUri(simulator);
      const id = /files\/[^:]+:download\?alt=media$/.exec(uri)?.[0];
      for (const url of [uri, `${simulator.url}/gemini/download/v1beta/${id}`]) {
        const response = await fetch(url);
        assert.equal(response.status, 200);
        assert.equal(response.headers.get('content-type'), 'video/mp4');
        assert.equal(response.headers.get('content-length'), String(video.length));
        assert.equal(response.headers.get('accept-ranges'), 'bytes');
        assert.deepEqual(Buffer.from(await response.arrayBuffer()), video);
      }
    });
  });

  const last = video.length - 1;
  for (const [range, start, end] of [
    ['bytes=0-99', 0, 99],
    ['bytes=1000-', 1000, last],
    ['bytes=-500', video.length - 500, last],
    [`bytes=0-${video.length * 2}`, 0, last],
    [`bytes=-${video.length * 2}`, 0, last],
  ] as const) {
    it(`is a part for "${range}"`, async () => {
      await withSimulator({}, async (simulator) => {
        const response = await fetch(await videoUri(simulator), { headers: { range } });
        assert.equal(response.status, 206);
        assert.equal(response.headers.get('content-range'), `bytes ${start}-${end}/${video.length}`);
        assert.deepEqual(Buffer.from(await response.arrayBuffer()), video.subarray(start, end + 1));
      });
    });
  }

  it('is refused for a range that begins after the end', async () => {
    await withSimulator({}, async (simulator) => {
      const headers = { range: `bytes=${video.length}-` };
      const response = await fetch(await videoUri(simulator), { headers });
      assert.equal(response.status, 416);
      assert.equal(response.headers.get('content-range'), `bytes */${video.length}`);
    });
  });

  it('is the whole video for a range of unknown form', async () => {
    await withSimulator({}, async (simulator) => {
      const uri = await videoUri(simulator);
      for (const range of ['bytes=-', 'bytes=9-3', 'bytes=0-1,5-6', 'lines=1-2']) {
        const response = await fetch(uri, { headers: { range } });
        assert.equal(response.status, 200, range);
        assert.equal((await response.arrayBuffer()).byteLength, video.length);
      }
    });
  });

  it('is a part only if the video is still the one whose rest is wanted', async () => {
    await withSimulator({}, async (simulator) => {
      const uri = await videoUri(simulator);
      const etag = (await fetch(uri, { method: 'HEAD' })).headers.get('etag') ?? '';
      assert.match(etag, /^"[\da-z-]+"$/);
      const same = await fetch(uri, { headers: { range: 'bytes=1000-', 'if-range': etag } });
      assert.deepEqual([same.status, same.headers.get('etag')], [206, etag]);
      for (const other of ['"another"', `W/${etag}`, 'Fri, 20 Nov 2026 10:00:00 GMT']) {
        const response = await fetch(uri, { headers: { range: 'bytes=1000-', 'if-range': other } });
        assert.equal(response.status, 200, other);
        assert.deepEqual(Buffer.from(await response.arrayBuffer()), video);
      }
    });
  });

  it('has another ETag after the video changed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'simulator-'));
    const copy = join(folder, 'copy.mp4');
    await copyFile(sampleVideo, copy);
    await withSimulator({ sampleVideo: copy }, async (simulator) => {
      const uri = await videoUri(simulator);
      const before = (await fetch(uri, { method: 'HEAD' })).headers.get('etag');
      await utimes(copy, 1, 1);
      assert.notEqual((await fetch(uri, { method: 'HEAD' })).headers.get('etag'), before);
    }).finally(() => rm(folder, { recursive: true }));
  });

  it('is redirected to the host of the files without the key', async () => {
    await withSimulator({}, async (host) => {
      await withSimulator({ fileHost: host.url, key: 'right' }, async (simulator) => {
        const headers = { 'x-goog-api-key': 'right' };
        const uri = await videoUri(simulator, headers);
        assert.equal((await fetch(uri, { redirect: 'manual' })).status, 400);
        const first = await fetch(uri, { redirect: 'manual', headers });
        assert.equal(first.status, 302);
        const location = first.headers.get('location') ?? '';
        assert.equal(new URL(location).origin, host.url);
        assert.deepEqual((await receive(location)).body, video);
        assert.equal((await getJson(uri.replace(/:download.*/, ''), headers)).status, 200);
      });
    });
  });

  it('has only its length for a HEAD request', async () => {
    await withSimulator({}, async (simulator) => {
      const response = await fetch(await videoUri(simulator), { method: 'HEAD' });
      assert.equal(response.headers.get('content-length'), String(video.length));
      assert.equal((await response.arrayBuffer()).byteLength, 0);
    });
  });

  it('is 500 if the sample video is missing', async () => {
    await withSimulator({ sampleVideo: `${sampleVideo}.absent` }, async (simulator) => {
      const uri = await videoUri(simulator);
      assert.equal((await getJson(uri)).status, 500);
      assert.equal((await getJson(uri.replace(/:download.*/, ''))).status, 500);
    });
  });
});

async function videoUri(simulator: Simulator, headers: Record<string, string> = {}): Promise<string> {
  const outcome = { kind: 'succeeded', samples: 1 } as const;
  const name = simulator.operationName({ model: 'veo-3.0-generate-001', durationSeconds: 0, outcome });
  const { body } = await getJson(`${simulator.url}/gemini/v1beta/${name}`, headers);
  return body.response.generateVideoResponse.generatedSamples[0].video.uri;
}
