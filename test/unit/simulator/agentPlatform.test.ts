import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { SimulatedOutcome, Simulator } from '../../../src/simulator/simulator';
import { getJson, type JsonAnswer, ManualClock, sampleVideo, withSimulator } from './runningSimulator';
import { DIALECT_KEY, type DialectOrder, type StartedDialect, startAgentPlatform } from './startDialect';

const video = readFileSync(sampleVideo);

describe('a simulated operation of Agent Platform', () => {
  it('has its name alone, until its videos are in the answer', async () => {
    await withAgentPlatform(async (clock, simulator) => {
      const outcome = { kind: 'succeeded', samples: 2 } as const;
      const job = await startAgentPlatform(simulator, { durationSeconds: 30, outcome });
      const place = 'projects/simulated-project/locations/us-central1/publishers/google';
      assert.match(job.id, new RegExp(`^${place}/models/veo-3.1-generate-001/operations/[\\da-f-]{36}$`));
      clock.advance(29.999);
      assert.deepEqual((await fetched(job)).body, { name: job.id });
      clock.advance(0.001);
      const { body } = await fetched(job);
      assert.deepEqual([body.name, body.done, body.response.videos.length], [job.id, true, 2]);
      const [{ bytesBase64Encoded, mimeType }] = body.response.videos;
      assert.deepEqual([Buffer.from(bytesBase64Encoded, 'base64'), mimeType], [video, 'video/mp4']);
    });
  });

  it('leaves its videos in a bucket, where the start named one', async () => {
    await withAgentPlatform(async (_clock, simulator) => {
      const job = await startAgentPlatform(simulator, { durationSeconds: 0, storageUri: 'gs://mine/' });
      const [sample] = (await fetched(job)).body.response.videos;
      assert.match(sample.gcsUri, /^gs:\/\/simulated-bucket\/[\da-f-]{36}\/sample_0\.mp4$/);
      assert.equal(sample.bytesBase64Encoded, undefined);
    });
  });

  it('fails with an error, and is filtered with reasons or without', async () => {
    await withAgentPlatform(async (_clock, simulator) => {
      const failed = await endOf(simulator, { kind: 'failed' });
      assert.deepEqual([failed.done, failed.error.code, failed.response], [true, 13, undefined]);
      assert.equal((await endOf(simulator, { kind: 'cancelled' })).error.code, 1);
      const { response } = await endOf(simulator, { kind: 'filtered', reasons: 'given' });
      assert.deepEqual([response.raiMediaFilteredCount, response.videos], [1, undefined]);
      assert.equal(response.raiMediaFilteredReasons.length, 1);
      const withheld = await endOf(simulator, { kind: 'filtered', reasons: 'withheld' });
      assert.deepEqual(Object.keys(withheld.response), ['@type']);
    });
  });

  it('is not found by a GET of its name', async () => {
    await withAgentPlatform(async (_clock, simulator) => {
      const { id, headers } = await startAgentPlatform(simulator, { durationSeconds: 0 });
      const { status, body } = await getJson(`${simulator.url}/v1/${id}`, headers);
      assert.deepEqual([status, body.error.status], [404, 'NOT_FOUND']);
    });
  });

  it('wants a token, and refuses a name of another resource or of no operation', async () => {
    await withAgentPlatform(async (_clock, simulator) => {
      const job = await startAgentPlatform(simulator);
      const wrong = await fetched({ ...job, headers: { 'x-goog-api-key': DIALECT_KEY } });
      assert.deepEqual([wrong.status, wrong.body.error.status], [401, 'UNAUTHENTICATED']);
      assert.equal(wrong.body.error.details[0].reason, 'ACCESS_TOKEN_TYPE_UNSUPPORTED');
      const other = await fetched({ ...job, id: job.id.replace('us-central1', 'europe-west4') });
      assert.deepEqual([other.status, other.body.error.status], [400, 'INVALID_ARGUMENT']);
      const unknown = await fetched({ ...job, id: job.id.replace(/.$/, 'g') });
      assert.deepEqual([unknown.status, unknown.body.error.status], [404, 'NOT_FOUND']);
    });
  });
});

async function fetched({ statusUrl, id, headers }: StartedDialect): Promise<JsonAnswer> {
  const body = JSON.stringify({ operationName: id });
  const response = await fetch(statusUrl, { method: 'POST', headers, body });
  return { status: response.status, body: await response.json() };
}

async function endOf(simulator: Simulator, outcome: SimulatedOutcome) {
  const order: DialectOrder = { durationSeconds: 0, outcome };
  return (await fetched(await startAgentPlatform(simulator, order))).body;
}

async function withAgentPlatform(
  test: (clock: ManualClock, simulator: Simulator) => Promise<void>,
): Promise<void> {
  const clock = new ManualClock();
  await withSimulator({ now: clock.now, key: DIALECT_KEY }, (simulator) => test(clock, simulator));
}
