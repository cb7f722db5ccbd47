import assert from 'node:assert/strict';
import { VideoApiError } from '../../../../src/endpoints/videoApi';
import type { VideoPresence } from '../../../../src/endpoints/videoContents';
import type { Operation, Video } from '../../../../src/operations/operation';
import { requestPresence } from '../../../../src/tracking/expiry/videoPresenceRequests';
import type { AuxiliaryRequests } from '../../../../src/tracking/limits/auxiliaryRequests';
import { at, idOf } from '../../operations/arbitraries';
import { GOOGLE_ORIGIN, PollingHarness } from '../pollingHarness';

const DAY_MS = 24 * 3600 * 1000;
const UNPROVED: Video = { uri: `${GOOGLE_ORIGIN}/v1beta/files/f1:download`, videoId: 'f1', gone: true };

describe('a video that counts as gone on the word of an earlier release', () => {
  let harness: PollingHarness;
  let auxiliaryRequests: AuxiliaryRequests;
  let asked: string[];
  let finds: () => Promise<VideoPresence>;
  beforeEach(() => {
    harness = new PollingHarness();
    asked = [];
    finds = async () => 'present';
    auxiliaryRequests = harness.newAuxiliaryRequests();
  });
  afterEach(() => auxiliaryRequests.dispose());

  it('counts as there when the API has it', async () => {
    await begin([UNPROVED]);
    assert.deepEqual(videos(), [{ uri: UNPROVED.uri, videoId: 'f1' }]);
    assert.deepEqual(asked, [`${UNPROVED.uri} key 1`]);
  });

  it('counts as gone for good when the API says so, and is not asked about again', async () => {
    finds = async () => 'gone';
    await begin([UNPROVED]);
    assert.deepEqual(videos(), [{ ...UNPROVED, goneAt: at(0) }]);
    request();
    await harness.settle();
    assert.equal(asked.length, 1);
  });

  for (const presence of ['withheld', 'notReady'] as const) {
    it(`stays as it is when the API says something else (${presence})`, async () => {
      finds = async () => presence;
      await begin([UNPROVED]);
      assert.deepEqual(videos(), [UNPROVED]);
    });
  }

  for (const kind of ['offline', 'unauthorized', 'forbidden', 'unavailable', 'malformed'] as const) {
    it(`stays as it is after a failure (${kind}), and is asked about again after the next start`, async () => {
      finds = async () => {
        throw new VideoApiError(kind, '');
      };
      await begin([UNPROVED]);
      assert.deepEqual(videos(), [UNPROVED]);
      finds = async () => 'present';
      request();
      await harness.settle();
      assert.equal(videos()?.[0]?.gone, undefined);
    });
  }

  it('is asked about by itself, beside other videos of its operation', async () => {
    const proved: Video = {
      ...UNPROVED,
      uri: `${GOOGLE_ORIGIN}/v1beta/files/f2:download`,
      goneAt: at(-DAY_MS),
    };
    const there: Video = { uri: `${GOOGLE_ORIGIN}/v1beta/files/f3:download`, videoId: 'f3' };
    await begin([proved, there, UNPROVED]);
    assert.deepEqual(asked, [`${UNPROVED.uri} key 1`]);
    assert.deepEqual(
      videos()?.map(({ gone }) => gone),
      [true, undefined, undefined],
    );
  });

  it('is not asked about after two weeks, when no server has it', async () => {
    await begin([UNPROVED], -14 * DAY_MS);
    assert.deepEqual([asked, videos()], [[], [UNPROVED]]);
  });

  it('is not asked about at a host that is not the endpoint', async () => {
    const foreign = { ...UNPROVED, uri: 'https://example.com/v1beta/files/f1' };
    await begin([foreign]);
    assert.deepEqual([asked, videos()], [[], [foreign]]);
  });

  it('is not asked about without a key, or after its operation was removed', async () => {
    harness.keys.clear();
    await begin([UNPROVED]);
    harness.keys.set(GOOGLE_ORIGIN, 'key 1');
    finds = async () => {
      harness.store.remove([idOf('a1')]);
      return 'present';
    };
    request();
    await harness.settle();
    assert.deepEqual([asked.length, harness.store.list()], [1, []]);
  });

  it('waits while the endpoint is blocked, like all auxiliary requests', async () => {
    harness.limiters
      .of(idOf('a1'))
      ?.noteFailure({ kind: 'rateLimited', message: '' }, 30_000, harness.clock.elapsed());
    await begin([UNPROVED]);
    assert.equal(asked.length, 0);
    await harness.advance(32);
    assert.equal(asked.length, 1);
  });

  it('counts against the rate limit once', async () => {
    await begin([UNPROVED]);
    const sent = harness.limiters.of(idOf('a1'))?.sent(harness.clock.elapsed());
    assert.equal(sent?.length, 1);
  });

  async function begin(all: readonly Video[], finishedAt = -DAY_MS): Promise<void> {
    const operation = {
      ...idOf('a1'),
      state: 'succeeded',
      trackedAt: at(finishedAt),
      finishedAt: at(finishedAt),
      videos: all,
    } as unknown as Operation;
    harness.store.restore([operation]);
    request();
    await harness.settle();
  }

  function request(): void {
    requestPresence({
      store: harness.store,
      contents: {
        probe: async ({ url }, key) => {
          asked.push(`${url} ${key}`);
          return finds();
        },
      },
      auxiliaryRequests,
      time: harness.clock,
    });
  }

  function videos(): readonly Video[] | undefined {
    return harness.operation('a1')?.videos;
  }
});
