import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { ApiError, type GenerateVideosConfig, GoogleGenAI } from '@google/genai';
import { OAuth2Client } from 'google-auth-library';
import { ManualClock, sampleVideo, withSimulator } from './runningSimulator';
import { DIALECT_KEY } from './startDialect';

const MODEL = 'veo-3.1-generate-001';

describe("Google's own client with the simulator as Agent Platform", () => {
  it('starts a video, waits for it, and has it in the answer', async () => {
    const clock = new ManualClock();
    await withSimulator({ now: clock.now, key: DIALECT_KEY }, async ({ url }) => {
      const client = clientOf(url);
      let operation = await started(client, 'A cat surfs [30 s]');
      assert.match(
        operation.name ?? '',
        /^projects\/p1\/locations\/us-central1\/.+\/operations\/[\da-f-]{36}$/,
      );
      operation = await client.operations.getVideosOperation({ operation });
      assert.notEqual(operation.done, true);
      clock.advance(30);
      operation = await client.operations.getVideosOperation({ operation });
      const [generated] = operation.response?.generatedVideos ?? [];
      const bytes = Buffer.from(generated?.video?.videoBytes ?? '', 'base64');
      assert.deepEqual(bytes, await readFile(sampleVideo));
      assert.equal(generated?.video?.mimeType, 'video/mp4');
    });
  });

  it('has the address of a video that was to go into a bucket', async () => {
    await withSimulator({ key: DIALECT_KEY }, async ({ url }) => {
      const operation = await ended(clientOf(url), 'A cat surfs [0 s]', { outputGcsUri: 'gs://mine/videos' });
      assert.match(operation.response?.generatedVideos?.[0]?.video?.uri ?? '', /^gs:\/\/.+\.mp4$/);
    });
  });

  it('sees an operation fail, and another one filtered', async () => {
    await withSimulator({ key: DIALECT_KEY }, async ({ url }) => {
      const client = clientOf(url);
      assert.equal((await ended(client, '[failed] [0 s]')).error?.code, 13);
      const { response } = await ended(client, '[filtered] [0 s]');
      assert.equal(response?.raiMediaFilteredCount, 1);
      assert.equal(response?.raiMediaFilteredReasons?.length, 1);
    });
  });

  it('is refused with a wrong token', async () => {
    await withSimulator({ key: 'another' }, async ({ url }) => {
      await assert.rejects(
        started(clientOf(url), 'A cat'),
        (error) => error instanceof ApiError && error.status === 401,
      );
    });
  });
});

function clientOf(baseUrl: string): GoogleGenAI {
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: DIALECT_KEY });
  return new GoogleGenAI({
    vertexai: true,
    project: 'p1',
    location: 'us-central1',
    googleAuthOptions: { authClient },
    httpOptions: { baseUrl },
  });
}

function started(client: GoogleGenAI, prompt: string, config?: GenerateVideosConfig) {
  return client.models.generateVideos({ model: MODEL, source: { prompt }, ...(config && { config }) });
}

async function ended(client: GoogleGenAI, prompt: string, config?: GenerateVideosConfig) {
  const operation = await started(client, prompt, config);
  return client.operations.getVideosOperation({ operation });
}
