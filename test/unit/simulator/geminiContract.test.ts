import assert from 'node:assert/strict';
import type { Simulator } from '../../../src/simulator/simulator';
import { getJson, type JsonAnswer, ManualClock, TEN_O_CLOCK, withSimulator } from './runningSimulator';

const MODEL = 'veo-3.0-generate-001';

for (const root of ['/gemini', '']) {
  describe(`a simulated Gemini operation below "${root}"`, () => {
    it('runs for its duration and then has its videos', async () => {
      const clock = new ManualClock();
      await withSimulator({ now: clock.now }, async (simulator) => {
        const name = await start(simulator, '[2 samples] [30 s]');
        clock.advance(29.999);
        assert.deepEqual(await status(simulator, name), { status: 200, body: { name } });
        clock.advance(0.001);
        const { body } = await status(simulator, name);
        assert.equal(body.name, name);
        assert.equal(body.done, true);
        assert.match(body.response['@type'], /PredictLongRunningResponse$/);
        assert.equal(body.response.generateVideoResponse.generatedSamples.length, 2);
      });
    });

    it('tells why it was filtered', async () => {
      await withSimulator({}, async (simulator) => {
        const { body } = await status(simulator, await start(simulator, '[filtered] [0 s]'));
        const { raiMediaFilteredCount, raiMediaFilteredReasons } = body.response.generateVideoResponse;
        assert.equal(body.done, true);
        assert.equal(raiMediaFilteredCount, 1);
        assert.match(raiMediaFilteredReasons[0], /Support codes: \d+/);
      });
    });

    it('may be filtered without a reason', async () => {
      await withSimulator({}, async (simulator) => {
        const { body } = await status(simulator, await start(simulator, '[filtered without reasons] [0 s]'));
        assert.equal(body.done, true);
        assert.deepEqual(body.response.generateVideoResponse, {});
        assert.equal('error' in body, false);
      });
    });

    it('fails with a google.rpc.Status', async () => {
      await withSimulator({}, async (simulator) => {
        const { body } = await status(simulator, await start(simulator, '[failed] [0 s]'));
        assert.equal(body.done, true);
        assert.equal(typeof body.error.code, 'number');
        assert.equal(typeof body.error.message, 'string');
        assert.equal('response' in body, false);
      });
    });

    it("is unknown by a changed name, in Google's envelope", async () => {
      await withSimulator({}, async (simulator) => {
        const { status: code, body } = await status(simulator, `models/${MODEL}/operations/idrk08ltkg0a`);
        assert.equal(code, 404);
        assert.equal(body.error.code, 404);
        assert.equal(body.error.status, 'NOT_FOUND');
      });
    });

    it('is not started by a body without a prompt', async () => {
      await withSimulator({}, async (simulator) => {
        const { status: code, body } = await post(simulator, '{}');
        assert.equal(code, 400);
        assert.equal(body.error.status, 'INVALID_ARGUMENT');
      });
    });

    it('has the size and the expiry in the metadata of its files', async () => {
      const clock = new ManualClock();
      await withSimulator({ now: clock.now }, async (simulator) => {
        const file = await finishedFile(simulator, clock);
        const { body } = await getJson(`${simulator.url}${root}/v1beta/files/${file}`);
        assert.equal(body.name, `files/${file}`);
        assert.equal(body.state, 'ACTIVE');
        assert.equal(body.mimeType, 'video/mp4');
        assert.equal(Number(body.sizeBytes) > 0, true);
        assert.equal(Date.parse(body.expirationTime), TEN_O_CLOCK + (10 + 48 * 3600) * 1000);
      });
    });

    it('denies a file that does not exist yet or was deleted, and does not know any other', async () => {
      const clock = new ManualClock();
      await withSimulator({ now: clock.now }, async (simulator) => {
        const file = await finishedFile(simulator, clock);
        const url = `${simulator.url}${root}/v1beta/files/${file}`;
        clock.advance(48 * 3600 - 0.001);
        assert.equal((await fetch(`${url}:download?alt=media`)).status, 200);
        clock.advance(0.001);
        const gone = await getJson(`${url}:download?alt=media`);
        assert.equal(gone.status, 403);
        assert.match(gone.body.error.message, /or it may not exist/);
        clock.advance(-49 * 3600);
        assert.equal((await getJson(url)).status, 403);
        assert.equal((await getJson(`${simulator.url}${root}/v1beta/files/3j6svp4106e7`)).status, 404);
      });
    });

    async function start(simulator: Simulator, prompt: string): Promise<string> {
      const { status: code, body } = await post(simulator, JSON.stringify({ instances: [{ prompt }] }));
      assert.equal(code, 200);
      assert.match(body.name, /^models\/veo-3\.0-generate-001\/operations\/[a-z0-9-]+$/);
      return body.name;
    }

    async function post(simulator: Simulator, body: string): Promise<JsonAnswer> {
      const url = `${simulator.url}${root}/v1beta/models/${MODEL}:predictLongRunning`;
      const response = await fetch(url, { method: 'POST', body });
      return { status: response.status, body: await response.json() };
    }

    function status(simulator: Simulator, name: string): Promise<JsonAnswer> {
      return getJson(`${simulator.url}${root}/v1beta/${name}`);
    }

    async function finishedFile(simulator: Simulator, clock: ManualClock): Promise<string> {
      const name = await start(simulator, '[10 s]');
      clock.advance(10);
      const { body } = await status(simulator, name);
      const { uri } = body.response.generateVideoResponse.generatedSamples[0].video;
      return /files\/([^:]+):download\?alt=media$/.exec(uri)?.[1] ?? '';
    }
  });
}

describe('the name of a simulated operation', () => {
  it('is unique, even in the same millisecond', async () => {
    await withSimulator({ now: () => TEN_O_CLOCK }, async ({ operationName }) => {
      const order = { model: MODEL, durationSeconds: 5, outcome: { kind: 'failed' } } as const;
      assert.equal(new Set(Array.from({ length: 100 }, () => operationName(order))).size, 100);
    });
  });

  it('is known to a later simulator on another port, whose address its videos have', async () => {
    let name = '';
    let firstUrl = '';
    await withSimulator({}, async (first) => {
      firstUrl = first.url;
      const outcome = { kind: 'succeeded', samples: 4 } as const;
      name = first.operationName({ model: MODEL, startedAt: TEN_O_CLOCK, durationSeconds: 1, outcome });
      await withSimulator({ now: () => TEN_O_CLOCK + 1000 }, async (later) => {
        assert.notEqual(later.url, firstUrl);
        const { body } = await getJson(`${later.url}/gemini/v1beta/${name}`);
        const samples = body.response.generateVideoResponse.generatedSamples as { video: { uri: string } }[];
        assert.equal(samples.length, 4);
        for (const { video } of samples) assert.equal(new URL(video.uri).origin, later.url);
      });
    });
  });

  it('cannot hold a model that would lead to another path', async () => {
    await withSimulator({}, async ({ operationName }) => {
      for (const model of ['', '..', '../x', 'a/b', 'a?b', 'a b']) {
        assert.throws(
          () => operationName({ model, durationSeconds: 1, outcome: { kind: 'failed' } }),
          RangeError,
        );
      }
    });
  });
});
