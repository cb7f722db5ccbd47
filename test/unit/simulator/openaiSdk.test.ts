import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import OpenAI, { APIError, AuthenticationError, BadRequestError, NotFoundError, toFile } from 'openai';
import type { DialectId } from '../../../src/simulator/dialects/dialect';
import { ManualClock, receive, sampleVideo, withSimulator } from './runningSimulator';

const MODEL = 'veo-3.1-lite-generate-001';
const KEY = 'sk-a-key-of-the-simulator';

describe("OpenAI's own client with the simulator", () => {
  it('starts a video, waits for it and downloads it', async () => {
    const clock = new ManualClock();
    await withSimulator({ now: clock.now, key: KEY }, async ({ url }) => {
      const { videos } = clientOf(url);
      const prompt = 'A cat surfs [30 s]';
      const order = { model: MODEL, prompt, seconds: '8', size: '1280x720' } as const;
      const { id, model, seconds, size } = await videos.create(order);
      assert.deepEqual([model, seconds, size], [MODEL, '8', '1280x720']);
      clock.advance(29);
      assert.equal((await videos.retrieve(id)).status, 'processing');
      clock.advance(1);
      assert.equal((await videos.retrieve(id)).status, 'completed');
      const content = await videos.downloadContent(id);
      assert.deepEqual(Buffer.from(await content.arrayBuffer()), await readFile(sampleVideo));
    });
  });

  it('starts a video from an image', async () => {
    await withSimulator({ key: KEY }, async ({ url }) => {
      const { videos } = clientOf(url);
      const image = await readFile(join(__dirname, '../../../media/icon.png'));
      const input_reference = await toFile(image, 'icon.png', { type: 'image/png' });
      const { id } = await videos.create({ model: MODEL, prompt: 'A cat surfs [0 s]', input_reference });
      assert.equal((await videos.retrieve(id)).status, 'completed');
    });
  });

  it('sees an operation fail, and another one without a video', async () => {
    await withSimulator({ key: KEY }, async ({ url }) => {
      const { videos } = clientOf(url);
      const failed = await videos.create({ model: MODEL, prompt: '[failed] [0 s]' });
      const { status, error } = await videos.retrieve(failed.id);
      assert.deepEqual([status, typeof error?.message], ['failed', 'string']);
      await assert.rejects(Promise.resolve(videos.downloadContent(failed.id)), BadRequestError);
      const filtered = await videos.create({ model: MODEL, prompt: '[filtered] [0 s]' });
      assert.equal((await videos.retrieve(filtered.id)).status, 'completed');
      await assert.rejects(
        Promise.resolve(videos.downloadContent(filtered.id)),
        (told) => told instanceof APIError && told.status === 500 && /No video data found/.test(told.message),
      );
    });
  });

  it('tells a wrong key, a bad request and an unknown video by their errors', async () => {
    await withSimulator({ key: KEY }, async ({ url }) => {
      const { videos } = clientOf(url);
      const stranger = clientOf(url, 'sk-wrong').videos;
      const request = { model: MODEL, prompt: 'A cat surfs' };
      await assert.rejects(Promise.resolve(stranger.create(request)), AuthenticationError);
      await assert.rejects(Promise.resolve(videos.create({ ...request, seconds: '12' })), BadRequestError);
      await assert.rejects(Promise.resolve(videos.retrieve('video_unknown')), NotFoundError);
    });
  });
});

describe("OpenAI's own client with the simulator as another gateway", () => {
  for (const service of ['newapi', 'bifrost', 'apiyi'] as const) {
    it(`starts a video at ${service}, waits for it and downloads it`, async () => {
      const clock = new ManualClock();
      await withSimulator({ now: clock.now, key: KEY }, async ({ url }) => {
        const { videos } = clientAt(service, url);
        const { id, status } = await videos.create({ model: 'veo-3.1', prompt: 'A cat surfs [30 s]' });
        assert.equal(status, 'queued');
        clock.advance(29);
        assert.equal((await videos.retrieve(id)).status, 'in_progress');
        clock.advance(1);
        const { status: end, progress } = await videos.retrieve(id);
        assert.deepEqual([end, progress], ['completed', 100]);
        const content = await videos.downloadContent(id);
        assert.deepEqual(Buffer.from(await content.arrayBuffer()), await readFile(sampleVideo));
      });
    });
  }

  for (const service of ['comet', 'polo'] as const) {
    it(`starts a video at ${service}, whose address is in the answer`, async () => {
      await withSimulator({ key: KEY }, async ({ url }) => {
        const { videos } = clientAt(service, url);
        const { id } = await videos.create({ model: 'veo-3.1', prompt: 'A cat surfs [0 s]' });
        const video = (await videos.retrieve(id)) as { status: string; video_url?: string };
        assert.equal(video.status, 'completed');
        const { body } = await receive(video.video_url ?? '');
        assert.deepEqual(body, await readFile(sampleVideo));
      });
    });
  }

  it('tells a wrong key and a job that New API does not know by their errors', async () => {
    await withSimulator({ key: KEY }, async ({ url }) => {
      const { videos } = clientAt('newapi', url, 'sk-wrong');
      await assert.rejects(Promise.resolve(videos.retrieve('task_1')), AuthenticationError);
      const known = clientAt('newapi', url).videos.retrieve('task_1');
      await assert.rejects(Promise.resolve(known), BadRequestError);
    });
  });
});

/** apiyi wants the key without "Bearer". */
function clientAt(service: DialectId, url: string, apiKey = KEY): OpenAI {
  const defaultHeaders = service === 'apiyi' ? { authorization: apiKey } : {};
  return new OpenAI({ apiKey, baseURL: `${url}/${service}/v1`, maxRetries: 0, defaultHeaders });
}

function clientOf(url: string, apiKey = KEY): OpenAI {
  return new OpenAI({ apiKey, baseURL: `${url}/v1`, maxRetries: 0 });
}
