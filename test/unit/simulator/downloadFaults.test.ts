import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import type { Fault, Simulator } from '../../../src/simulator/simulator';
import { getJson, receive, sampleVideo, withSimulator } from './runningSimulator';

const video = readFileSync(sampleVideo);

/** A video of either contract. */
interface Finished {
  readonly name: string;
  readonly status: string;
  readonly content: string;
}

const contracts = { gemini: finishedGemini, videos: finishedVideo };

for (const [contract, finished] of Object.entries(contracts)) {
  describe(`a scripted download fault (${contract})`, () => {
    it('cuts the body after so many bytes, with unchanged headers', async () => {
      await withDownload(async (simulator, { content }) => {
        for (const afterBytes of [0, 1, 70_000]) {
          simulator.script({ once: { kind: 'cut', afterBytes }, step: 'download' });
          const { status, headers, body, complete } = await receive(content);
          assert.deepEqual([status, headers['content-length'], complete], [200, String(video.length), false]);
          assert.deepEqual(body, video.subarray(0, afterBytes));
        }
      });
    });

    it('cuts a requested part by its own bytes', async () => {
      await withDownload(async (simulator, { content }) => {
        simulator.script({ once: { kind: 'cut', afterBytes: 10 }, step: 'download' });
        const { status, headers, body, complete } = await receive(content, { range: 'bytes=100-299' });
        assert.deepEqual([status, headers['content-length'], complete], [206, '200', false]);
        assert.deepEqual(body, video.subarray(100, 110));
      });
    });

    it('may ignore a range', async () => {
      await withDownload(async (simulator, { content }) => {
        simulator.script({ once: { kind: 'ignoreRange' }, step: 'download' });
        const { status, headers, body } = await receive(content, { range: 'bytes=100-299' });
        assert.deepEqual([status, headers['content-range']], [200, undefined]);
        assert.deepEqual(body, video);
        assert.equal((await receive(content, { range: 'bytes=100-299' })).status, 206);
      });
    });

    it('may tell too large a length, and then ends the connection', async () => {
      await withDownload(async (simulator, { content }) => {
        const length = video.length + 1;
        simulator.script({ once: { kind: 'contentLength', length }, step: 'download' });
        const { headers, body, complete } = await receive(content);
        assert.deepEqual([headers['content-length'], complete], [String(length), false]);
        assert.deepEqual(body, video);
      });
    });

    it('may tell too small a length, which ends the body and keeps the connection', async () => {
      await withDownload(async (simulator, { content, status }) => {
        simulator.script({ once: { kind: 'contentLength', length: 1000 }, step: 'download' });
        const agent = new Agent({ keepAlive: true });
        const { headers, body } = await receive(content, {}, agent);
        assert.equal(headers['content-length'], '1000');
        assert.deepEqual(body, video.subarray(0, 1000));
        assert.equal((await receive(status, {}, agent)).reused, true);
      });
    });

    const answered: readonly [Fault, number][] = [
      [{ kind: 'wrongKey', form: 'gateway' }, 401],
      [{ kind: 'forbidden' }, 403],
      [{ kind: 'notFound' }, 404],
      [{ kind: 'rejected', status: 409 }, 409],
      [{ kind: 'rateLimited', retryAfter: 60 }, 429],
      [{ kind: 'budgetExceeded', status: 400, toldBy: 'type' }, 400],
      [{ kind: 'unavailable', status: 503 }, 503],
      [{ kind: 'redirect', location: 'https://example.com/elsewhere' }, 302],
      [{ kind: 'redirectLoop' }, 302],
      [{ kind: 'html' }, 200],
      [{ kind: 'truncated' }, 200],
      [{ kind: 'huge' }, 200],
      [{ kind: 'answer', status: 418, body: 'tea' }, 418],
    ];
    for (const [fault, status] of answered) {
      it(`of the kind ${fault.kind} is ${status} in place of the video, once`, async () => {
        await withDownload(async (simulator, { content }) => {
          simulator.script({ once: fault, step: 'download' });
          const faulty = await receive(content);
          assert.equal(faulty.status, status);
          assert.notEqual(faulty.headers['content-type'], 'video/mp4');
          assert.deepEqual((await receive(content)).body, video);
        });
      });
    }

    it('may delay the video', async () => {
      await withDownload(async (simulator, { content }) => {
        simulator.script({ once: { kind: 'delay', milliseconds: 20 }, step: 'download' });
        const asked = performance.now();
        assert.deepEqual((await receive(content)).body, video);
        // A timer may fire a fraction of a millisecond early.
        assert.equal(performance.now() - asked >= 19, true);
      });
    });

    it('may tear the connection down, or never answer', async () => {
      await withDownload(async (simulator, { content }) => {
        simulator.script({ once: { kind: 'reset' }, step: 'download' });
        await assert.rejects(receive(content), { code: 'ECONNRESET' });
        simulator.script({ once: { kind: 'hang' }, step: 'download' });
        const arrived = simulator.nextRequest();
        const hanging = assert.rejects(receive(content));
        await arrived;
        await simulator.stop();
        await hanging;
      });
    });

    it('concerns downloads only, and only of its operation', async () => {
      await withDownload(async (simulator, meant) => {
        const other = await finished(simulator);
        simulator.script({ always: { kind: 'forbidden' }, step: 'download', operation: meant.name });
        const urls = [meant.content, meant.status, other.content, other.status];
        assert.deepEqual(await statuses(urls), [403, 200, 200, 200]);
      });
    });

    it('concerns no download unless it says so', async () => {
      await withDownload(async (simulator, { content, status }) => {
        simulator.script({ always: { kind: 'forbidden' } }, { always: { kind: 'notFound' }, step: 'start' });
        assert.deepEqual(await statuses([content, status]), [200, 403]);
      });
    });

    async function withDownload(
      test: (simulator: Simulator, download: Finished) => Promise<void>,
    ): Promise<void> {
      await withSimulator({}, async (simulator) => test(simulator, await finished(simulator)));
    }
  });
}

describe('a scripted fault of another step', () => {
  it('may be for a start, of either contract', async () => {
    await withSimulator({}, async (simulator) => {
      const body = JSON.stringify({ instances: [{ prompt: '' }], model: 'veo', prompt: '' });
      for (const path of ['/v1beta/models/veo:predictLongRunning', '/v1/videos']) {
        simulator.script({ once: { kind: 'unavailable', status: 503 }, step: 'start' });
        const post = () => fetch(simulator.url + path, { method: 'POST', body });
        assert.deepEqual([(await post()).status, (await post()).status], [503, 200]);
      }
    });
  });

  it('may be for the metadata of a file', async () => {
    await withSimulator({}, async (simulator) => {
      const { content, name } = await finishedGemini(simulator);
      const metadata = content.replace(/:download.*/, '');
      simulator.script({ once: { kind: 'notFound' }, step: 'metadata', operation: name });
      assert.deepEqual(await statuses([content, metadata, metadata]), [200, 404, 200]);
    });
  });

  it('finds its operation by the video id, with or without padding', async () => {
    await withSimulator({}, async (simulator) => {
      const { name, status } = await finishedVideo(simulator);
      assert.match(name, /=$/);
      simulator.script({ always: { kind: 'forbidden' }, operation: name });
      assert.deepEqual(await statuses([status, encoded(status), status.replace(/=+$/, '')]), [403, 403, 403]);
      simulator.clearScript();
      simulator.script({ always: { kind: 'forbidden' }, operation: name.replace(/=+$/, '') });
      assert.deepEqual(await statuses([status]), [403]);
    });
  });

  it('may cut any answer', async () => {
    await withSimulator({}, async (simulator) => {
      const { status } = await finishedVideo(simulator);
      simulator.script({ kind: 'cut', afterBytes: 5 });
      const { body, complete } = await receive(status);
      assert.deepEqual([body.toString(), complete], ['{"id"', false]);
    });
  });
});

async function finishedGemini(simulator: Simulator): Promise<Finished> {
  const outcome = { kind: 'succeeded', samples: 2 } as const;
  const name = simulator.operationName({ model: 'veo-3.0-generate-001', durationSeconds: 0, outcome });
  const status = `${simulator.url}/v1beta/${name}`;
  const { body } = await getJson(status);
  return { name, status, content: body.response.generateVideoResponse.generatedSamples[1].video.uri };
}

async function finishedVideo(simulator: Simulator): Promise<Finished> {
  const outcome = { kind: 'succeeded', samples: 1 } as const;
  const order = { durationSeconds: 0, outcome, contract: 'videos' } as const;
  // At least one of these lengths needs padding.
  const names = ['veo', 'veo1'].map((model) => simulator.operationName({ ...order, model }));
  const name = names.find((id) => id.endsWith('=')) ?? '';
  const status = `${simulator.url}/v1/videos/${name}`;
  return { name, status, content: `${status}/content` };
}

function encoded(url: string): string {
  return url.replaceAll('=', '%3D');
}

async function statuses(urls: readonly string[]): Promise<number[]> {
  const seen: number[] = [];
  for (const url of urls) seen.push((await receive(url)).status);
  return seen;
}
