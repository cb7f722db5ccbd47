import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiError, GoogleGenAI } from '@google/genai';
import { ManualClock, sampleVideo, withSimulator } from './runningSimulator';

const MODEL = 'veo-3.1-generate-preview';
const KEY = 'a-key-of-the-simulator';

describe("Google's own client with the simulator", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'simulator-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  for (const root of ['', '/gemini']) {
    it(`starts a video below "${root}", waits for it and saves it`, async () => {
      const clock = new ManualClock();
      await withSimulator({ now: clock.now, key: KEY }, async ({ url }) => {
        const client = clientOf(url + root);
        let operation = await client.models.generateVideos({
          model: MODEL,
          source: { prompt: 'A cat surfs [30 s]' },
        });
        operation = await client.operations.getVideosOperation({ operation });
        assert.notEqual(operation.done, true);
        clock.advance(30);
        operation = await client.operations.getVideosOperation({ operation });
        assert.equal(operation.done, true);
        const uri = operation.response?.generatedVideos?.[0]?.video?.uri ?? '';
        const downloadPath = join(folder, 'video.mp4');
        await client.files.download({ file: fileName(uri), downloadPath });
        assert.deepEqual(await readFile(downloadPath), await readFile(sampleVideo));
      });
    });
  }

  it('sees an operation fail, and another one filtered', async () => {
    await withSimulator({ key: KEY }, async ({ url }) => {
      const client = clientOf(url);
      const failed = await ended(client, '[failed] [0 s]');
      assert.deepEqual([failed.done, failed.error?.code], [true, 13]);
      const filtered = await ended(client, '[filtered] [0 s]');
      assert.deepEqual([filtered.done, filtered.error], [true, undefined]);
      assert.equal(filtered.response?.raiMediaFilteredCount, 1);
      assert.equal(filtered.response?.raiMediaFilteredReasons?.length, 1);
    });
  });

  it('is refused with a wrong key', async () => {
    await withSimulator({ key: 'another' }, async ({ url }) => {
      await assert.rejects(
        clientOf(url).models.generateVideos({ model: MODEL, source: { prompt: 'A cat surfs' } }),
        (error) =>
          error instanceof ApiError && error.status === 400 && error.message.includes('API_KEY_INVALID'),
      );
    });
  });
});

function clientOf(baseUrl: string): GoogleGenAI {
  return new GoogleGenAI({ apiKey: KEY, vertexai: false, httpOptions: { baseUrl } });
}

/** The client finds the name of a file only in an https URI, so it needs the name of the simulator's. */
function fileName(uri: string): string {
  return /files\/[^:]+/.exec(uri)?.[0] ?? '';
}

async function ended(client: GoogleGenAI, prompt: string) {
  const operation = await client.models.generateVideos({ model: MODEL, source: { prompt } });
  return client.operations.getVideosOperation({ operation });
}
