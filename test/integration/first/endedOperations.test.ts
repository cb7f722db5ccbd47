import assert from 'node:assert/strict';
import type { SimulatedOutcome } from '../../../src/simulator/simulator';
import type { VeoOperationsApi } from '../../../src/ui/exportedApi';
import { exportedApi } from '../extension';
import { Gateway } from '../gateway';

const LIFETIME_MS = 48 * 60 * 60 * 1000;

describe('an operation that has ended', () => {
  let api: VeoOperationsApi;
  let gateway: Gateway;

  before(async () => {
    api = await exportedApi();
    gateway = await Gateway.open(api);
  });
  after(() => gateway.close());

  for (const samples of [1, 4] as const) {
    it(`with ${samples} samples has the address and the ID of each, in the order of the API`, async () => {
      const { operation, id } = await trackEnded({ kind: 'succeeded', samples });
      assert.ok(operation.state === 'succeeded');
      const expiresAt = new Date(Date.parse(operation.finishedAt) + LIFETIME_MS).toISOString();
      assert.deepEqual(
        operation.videos,
        Array.from({ length: samples }, (_, index) => {
          const videoId = `${id}-${index + 1}`;
          const uri = `${gateway.simulator.url}/v1beta/files/${videoId}:download?alt=media`;
          return { videoId, uri, expiresAt };
        }),
      );
    });
  }

  it('that failed has the code and the message of the API', async () => {
    const { operation } = await trackEnded({ kind: 'failed' });
    assert.ok(operation.state === 'failed');
    assert.deepEqual(operation.videos, []);
    assert.equal(operation.error.code, 13);
    assert.match(operation.error.message, /^Video generation failed/);
  });

  it('that was filtered has the reasons', async () => {
    const { operation } = await trackEnded({ kind: 'filtered', reasons: 'given' });
    assert.ok(operation.state === 'filtered');
    assert.deepEqual(operation.videos, []);
    assert.match(operation.filterReasons?.[0] ?? '', /Support codes: 42237218$/);
  });

  it('without video, error and reason counts as filtered, never as succeeded', async () => {
    const { operation } = await trackEnded({ kind: 'filtered', reasons: 'withheld' });
    assert.ok(operation.state === 'filtered');
    assert.deepEqual([operation.videos, operation.filterReasons], [[], undefined]);
  });

  it('has its model and its times, and never changes again', async () => {
    const { operation } = await trackEnded({ kind: 'succeeded', samples: 1 });
    const { endpoint, model, trackedAt, checkedAt = '', state } = operation;
    assert.deepEqual([endpoint, model], ['gateway', 'veo-3.1-generate-preview']);
    assert.ok(state !== 'running');
    for (const time of [trackedAt, checkedAt, operation.finishedAt]) assert.match(time, /^\d{4}-.*T.*\dZ$/);
    assert.ok(trackedAt <= operation.finishedAt);
    const again = await api.check(operation);
    assert.ok(again.state !== 'running');
    assert.equal(again.finishedAt, operation.finishedAt);
  });

  async function trackEnded(outcome: SimulatedOutcome) {
    const id = gateway.newId(outcome, 0);
    return { operation: await gateway.trackAndPoll(id), id: id.name.split('/').pop() };
  }
});
