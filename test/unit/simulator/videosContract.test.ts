import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SimulatedOutcome, Simulator } from '../../../src/simulator/simulator';
import {
  getJson,
  type JsonAnswer,
  ManualClock,
  receive,
  sampleVideo,
  TEN_O_CLOCK,
  withSimulator,
} from './runningSimulator';

const MODEL = 'veo-3.1-lite-generate-001';
const SUCCESS = { kind: 'succeeded', samples: 1 } as const;
const video = readFileSync(sampleVideo);

describe('a simulated video', () => {
  it('is queued, then processed, then completed', async () => {
    const clock = new ManualClock();
    await withSimulator({ now: clock.now }, async (simulator) => {
      const { status, body } = await start(simulator, { model: MODEL, prompt: '[30 s]' });
      assert.equal(status, 200);
      const { id, ...rest } = body;
      const created_at = TEN_O_CLOCK / 1000;
      assert.deepEqual(rest, { object: 'video', status: 'queued', created_at, model: MODEL });
      assert.match(id, /^video_/);
      for (const [seconds, expected] of [
        [0, 'queued'],
        [2.999, 'queued'],
        [0.001, 'processing'],
        [26.999, 'processing'],
        [0.001, 'completed'],
        [1_000_000, 'completed'],
      ] as const) {
        clock.advance(seconds);
        const answer = await getJson(`${simulator.url}/v1/videos/${id}`);
        assert.deepEqual(answer, { status: 200, body: { ...body, status: expected } });
      }
    });
  });

  it('has its start, and the requested length and size, until the end', async () => {
    const clock = new ManualClock();
    await withSimulator({ now: clock.now }, async (simulator) => {
      const order = { model: MODEL, prompt: '[30 s]', seconds: '6', size: '720x1280' };
      const { body } = await start(simulator, order);
      for (const seconds of [0, 10, 20]) {
        clock.advance(seconds);
        const answer = await getJson(`${simulator.url}/v1/videos/${body.id}`);
        const { created_at, seconds: length, size } = answer.body;
        assert.deepEqual([created_at, length, size], [TEN_O_CLOCK / 1000, '6', '720x1280']);
      }
    });
  });

  it('fails with an error', async () => {
    await withSimulator({}, async (simulator) => {
      const { body } = await getJson(urlOf(simulator, { kind: 'failed' }));
      assert.equal(body.status, 'failed');
      assert.deepEqual([typeof body.error.code, typeof body.error.message], ['number', 'string']);
    });
  });

  for (const reasons of ['given', 'withheld'] as const) {
    it(`is completed if filtered (reasons ${reasons}), and only its content tells`, async () => {
      await withSimulator({}, async (simulator) => {
        const url = urlOf(simulator, { kind: 'filtered', reasons });
        const { body } = await getJson(url);
        assert.equal(body.status, 'completed');
        assert.equal('error' in body, false);
        const content = await getJson(`${url}/content`);
        assert.deepEqual([content.status, content.body.error.code], [500, '500']);
        assert.match(content.body.error.message, /No video data found in completed operation/);
      });
    });
  }

  it('is refused without a prompt', async () => {
    await withSimulator({}, async (simulator) => {
      const { status, body } = await start(simulator, { model: MODEL });
      assert.deepEqual([status, body.error.code], [400, '400']);
      assert.match(body.error.message, /prompt/);
    });
  });

  it('is known by an id without padding, and by one that is percent-encoded', async () => {
    await withSimulator({}, async (simulator) => {
      const padded = idsOf(simulator).find((id) => id.endsWith('==')) ?? '';
      for (const id of [padded, padded.slice(0, -2), encodeURIComponent(padded)]) {
        assert.equal((await getJson(`${simulator.url}/v1/videos/${id}`)).status, 200, id);
        assert.equal((await receive(`${simulator.url}/v1/videos/${id}/content`)).status, 200, id);
      }
      assert.equal(encodeURIComponent(padded).endsWith('%3D%3D'), true);
    });
  });

  it('is not known by any other id', async () => {
    await withSimulator({}, async ({ url }) => {
      for (const id of ['video_', 'video_Zm9v', 'unknown', '%', '%FF', 'video_%2F..%2F']) {
        for (const path of [id, `${id}/content`]) {
          const { status, body } = await getJson(`${url}/v1/videos/${path}`);
          assert.deepEqual([status, body.error.code], [404, '404'], path);
        }
      }
    });
  });

  it('is known to a later simulator', async () => {
    let path = '';
    await withSimulator({}, async (first) => {
      path = new URL(urlOf(first, SUCCESS)).pathname;
    });
    await withSimulator({}, async ({ url }) => {
      assert.equal((await getJson(url + path)).body.status, 'completed');
    });
  });

  it('needs the key as a bearer token', async () => {
    await withSimulator({ key: 'right' }, async (simulator) => {
      const url = urlOf(simulator, SUCCESS);
      const hash = createHash('sha256').update('wrong').digest('hex');
      for (const path of [url, `${url}/content`]) {
        const { status, body } = await getJson(path, { authorization: 'Bearer wrong' });
        assert.deepEqual([status, body.error.type], [401, 'token_not_found_in_db']);
        assert.equal(body.error.message.includes(hash), true);
        assert.equal((await getJson(path, { 'x-goog-api-key': 'right' })).status, 401);
        assert.equal((await receive(path, { authorization: 'Bearer right' })).status, 200);
      }
    });
  });
});

describe('the content of a simulated video', () => {
  it('is the sample video, or a part of it', async () => {
    await withSimulator({}, async (simulator) => {
      const url = `${urlOf(simulator, SUCCESS)}/content`;
      const whole = await receive(url);
      assert.deepEqual([whole.status, whole.headers['content-type']], [200, 'video/mp4']);
      assert.deepEqual(whole.body, video);
      const part = await receive(url, { range: 'bytes=100-199' });
      assert.deepEqual([part.status, part.body], [206, video.subarray(100, 200)]);
    });
  });

  it('exists from the end of the operation until 48 h later', async () => {
    const clock = new ManualClock();
    await withSimulator({ now: clock.now }, async (simulator) => {
      const url = `${urlOf(simulator, SUCCESS, 10)}/content`;
      clock.advance(9.999);
      const early = await getJson(url);
      assert.deepEqual([early.status, early.body.error.code], [400, '400']);
      clock.advance(0.001);
      assert.equal((await receive(url)).status, 200);
      clock.advance(48 * 3600 - 0.001);
      assert.equal((await receive(url)).status, 200);
      clock.advance(0.001);
      const late = await getJson(url);
      assert.deepEqual([late.status, late.body.error.code], [404, '404']);
    });
  });

  it('is refused if the operation failed', async () => {
    await withSimulator({}, async (simulator) => {
      const { status, body } = await getJson(`${urlOf(simulator, { kind: 'failed' })}/content`);
      assert.deepEqual([status, body.error.code], [400, '400']);
    });
  });

  it('is an error of the gateway if the sample video is missing', async () => {
    await withSimulator({ sampleVideo: `${sampleVideo}.absent` }, async (simulator) => {
      const { status, body } = await getJson(`${urlOf(simulator, SUCCESS)}/content`);
      assert.deepEqual([status, body.error.code], [500, '500']);
    });
  });
});

async function start({ url }: Simulator, fields: object): Promise<JsonAnswer> {
  const body = JSON.stringify(fields);
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/v1/videos`, { method: 'POST', headers, body });
  return { status: response.status, body: await response.json() };
}

function urlOf(simulator: Simulator, outcome: SimulatedOutcome, durationSeconds = 0): string {
  const order = { model: MODEL, durationSeconds, outcome, contract: 'videos' } as const;
  return `${simulator.url}/v1/videos/${simulator.operationName(order)}`;
}

/** Ids with models of different lengths, and so with each padding. */
function idsOf(simulator: Simulator): string[] {
  const order = { durationSeconds: 0, outcome: SUCCESS, contract: 'videos' } as const;
  return ['veo-1', 'veo-12', 'veo-123'].map((model) => simulator.operationName({ ...order, model }));
}
