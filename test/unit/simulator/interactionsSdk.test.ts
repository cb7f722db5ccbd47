import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GoogleGenAI } from '@google/genai';
import { ManualClock, sampleVideo, withSimulator } from './runningSimulator';
import { DIALECT_KEY } from './startDialect';

const MODEL = 'gemini-omni-1.1-flash';

describe("Google's own client with the simulator's interactions", () => {
  it('creates one in the background, waits for it, and has the video in the answer', async () => {
    const clock = new ManualClock();
    await withSimulator({ now: clock.now, key: DIALECT_KEY }, async ({ url }) => {
      const { interactions } = clientOf(url);
      const created = await interactions.create({
        model: MODEL,
        input: 'A cat surfs [30 s]',
        background: true,
      });
      assert.equal(created.status, 'in_progress');
      clock.advance(29);
      assert.equal((await interactions.get(created.id)).status, 'in_progress');
      clock.advance(1);
      const { status, output_video } = await interactions.get(created.id);
      assert.equal(status, 'completed');
      assert.deepEqual(Buffer.from(output_video?.data ?? '', 'base64'), await readFile(sampleVideo));
    });
  });

  it('has the address of a video in the first answer alone, waits for the file and saves it', async () => {
    const clock = new ManualClock();
    const folder = await mkdtemp(join(tmpdir(), 'simulator-'));
    try {
      await withSimulator({ now: clock.now, key: DIALECT_KEY }, async ({ url }) => {
        const client = clientOf(url);
        const { id, output_video } = await client.interactions.create({
          model: MODEL,
          input: 'A cat surfs [30 s]',
          response_format: { type: 'video', delivery: 'uri' },
          background: true,
        });
        const name = /files\/\w+/.exec(output_video?.uri ?? '')?.[0] ?? '';
        assert.equal((await client.files.get({ name })).state, 'PROCESSING');
        clock.advance(30);
        assert.equal((await client.files.get({ name })).state, 'ACTIVE');
        assert.equal((await client.interactions.get(id)).output_video, undefined);
        const downloadPath = join(folder, 'video.mp4');
        await client.files.download({ file: name, downloadPath });
        assert.deepEqual(await readFile(downloadPath), await readFile(sampleVideo));
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('sees each of the ends, and cancels', async () => {
    await withSimulator({ key: DIALECT_KEY }, async ({ url }) => {
      const { interactions } = clientOf(url);
      for (const [words, status] of [
        ['[failed]', 'failed'],
        ['[filtered]', 'failed'],
        ['[cancelled]', 'cancelled'],
        ['[incomplete]', 'incomplete'],
        ['[budget exceeded]', 'budget_exceeded'],
        ['[requires action]', 'requires_action'],
      ] as const) {
        const { id } = await interactions.create({ model: MODEL, input: `${words} [0 s]`, background: true });
        assert.equal((await interactions.get(id)).status, status);
      }
      const { id } = await interactions.create({ model: MODEL, input: 'A cat', background: true });
      assert.equal((await interactions.cancel(id)).status, 'cancelled');
    });
  });

  it('is refused with a wrong key, and with an unknown id', async () => {
    await withSimulator({ key: DIALECT_KEY }, async ({ url }) => {
      for (const [apiKey, status] of [
        ['sk-wrong', 401],
        [DIALECT_KEY, 404],
      ] as const) {
        const asked = clientOf(url, apiKey).interactions.get('v1_unknown');
        await assert.rejects(asked, (error) => statusIn(error) === status);
      }
    });
  });
});

function statusIn(error: unknown): unknown {
  const { status, statusCode } = error as { status?: unknown; statusCode?: unknown };
  return status ?? statusCode;
}

function clientOf(baseUrl: string, apiKey = DIALECT_KEY): GoogleGenAI {
  return new GoogleGenAI({
    apiKey,
    vertexai: false,
    httpOptions: { baseUrl, retryOptions: { attempts: 1 } },
  });
}
