import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import Together, { AuthenticationError, NotFoundError } from 'together-ai';
import { ManualClock, receive, sampleVideo, withSimulator } from './runningSimulator';
import { DIALECT_KEY } from './startDialect';

const MODEL = 'google/veo-3.0';

describe("Together's own client with the simulator", () => {
  it('starts a video and waits for its address, which needs no key', async () => {
    const clock = new ManualClock();
    await withSimulator({ now: clock.now, key: DIALECT_KEY }, async (simulator) => {
      const { videos } = clientOf(simulator.url);
      const job = await videos.create({ model: MODEL, prompt: 'A cat surfs [30 s]' });
      assert.deepEqual([job.status, job.outputs], ['in_progress', undefined]);
      clock.advance(30);
      const { status, outputs } = await videos.retrieve(job.id);
      assert.deepEqual([status, outputs?.cost], ['completed', 1.6]);
      const { body } = await receive(outputs?.video_url ?? '');
      assert.deepEqual(body, await readFile(sampleVideo));
      assert.deepEqual(simulator.keySeenAt(), [simulator.url]);
    });
  });

  it('sees a job fail, with the reason', async () => {
    await withSimulator({ key: DIALECT_KEY }, async ({ url }) => {
      const { videos } = clientOf(url);
      const { id } = await videos.create({ model: MODEL, prompt: '[filtered] [0 s]' });
      const { status, error } = await videos.retrieve(id);
      assert.equal(status, 'failed');
      assert.match(error?.message ?? '', /usage guidelines/);
    });
  });

  it('tells a wrong key and an unknown job by their errors', async () => {
    await withSimulator({ key: DIALECT_KEY }, async ({ url }) => {
      const asStranger = clientOf(url, 'sk-wrong').videos.retrieve('any');
      await assert.rejects(Promise.resolve(asStranger), AuthenticationError);
      await assert.rejects(Promise.resolve(clientOf(url).videos.retrieve('any')), NotFoundError);
    });
  });
});

function clientOf(url: string, apiKey = DIALECT_KEY): Together {
  return new Together({ apiKey, baseURL: `${url}/together/v2`, maxRetries: 0 });
}
