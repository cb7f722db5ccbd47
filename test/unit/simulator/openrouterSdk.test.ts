import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { OpenRouter } from '@openrouter/sdk';
import { NotFoundResponseError, UnauthorizedResponseError } from '@openrouter/sdk/models/errors';
import { ManualClock, sampleVideo, withSimulator } from './runningSimulator';
import { DIALECT_KEY } from './startDialect';

describe("OpenRouter's own client with the simulator", () => {
  it('starts a video, waits for it and downloads it', async () => {
    const clock = new ManualClock();
    await withSimulator({ now: clock.now, key: DIALECT_KEY }, async ({ url }) => {
      const client = clientOf(url);
      const job = await started(client, 'A cat surfs [30 s]');
      assert.deepEqual([job.status, job.pollingUrl], ['pending', `/openrouter/api/v1/videos/${job.id}`]);
      clock.advance(29);
      assert.equal((await statusOf(client, job.id)).status, 'in_progress');
      clock.advance(1);
      const { status, usage, unsignedUrls } = await statusOf(client, job.id);
      assert.deepEqual([status, usage?.cost, unsignedUrls?.length], ['completed', 0.8, 1]);
      const content = await client.videoGeneration.getVideoContent({ jobId: job.id, index: 0 });
      const bytes = Buffer.from(await new Response(content).arrayBuffer());
      assert.deepEqual(bytes, await readFile(sampleVideo));
    });
  });

  for (const [words, end] of [
    ['[failed]', 'failed'],
    ['[filtered]', 'failed'],
    ['[cancelled]', 'cancelled'],
    ['[expired]', 'expired'],
  ] as const) {
    it(`sees a job ordered with "${words}" end as "${end}", with a text as its error`, async () => {
      await withSimulator({ key: DIALECT_KEY }, async ({ url }) => {
        const client = clientOf(url);
        const { id } = await started(client, `${words} [0 s]`);
        const { status, error } = await statusOf(client, id);
        assert.deepEqual([status, typeof error], [end, 'string']);
      });
    });
  }

  it('tells a wrong key and an unknown job by their errors', async () => {
    await withSimulator({ key: DIALECT_KEY }, async ({ url }) => {
      await assert.rejects(started(clientOf(url, 'sk-wrong'), 'A cat'), UnauthorizedResponseError);
      await assert.rejects(statusOf(clientOf(url), 'job-unknown'), NotFoundResponseError);
    });
  });
});

function clientOf(url: string, apiKey = DIALECT_KEY): OpenRouter {
  return new OpenRouter({ apiKey, serverURL: `${url}/openrouter/api/v1`, retryConfig: { strategy: 'none' } });
}

function started(client: OpenRouter, prompt: string) {
  return client.videoGeneration.generate({ videoGenerationRequest: { model: 'google/veo-3.1', prompt } });
}

function statusOf(client: OpenRouter, jobId: string) {
  return client.videoGeneration.getGeneration({ jobId });
}
