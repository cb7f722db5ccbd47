import assert from 'node:assert/strict';
import type { Disposable } from '../../../../src/base/event';
import { VideoApiError } from '../../../../src/endpoints/videoApi';
import type { VideoContents } from '../../../../src/endpoints/videoContents';
import type { Operation, Video } from '../../../../src/operations/operation';
import { requestExpiryTimes } from '../../../../src/tracking/expiry/expiryTimeRequests';
import type { AuxiliaryRequests } from '../../../../src/tracking/limits/auxiliaryRequests';
import { at, idOf } from '../../operations/arbitraries';
import { type Behaviour, failing, GOOGLE_ORIGIN, inTurn, PollingHarness } from '../pollingHarness';

const HOUR_MS = 60 * 60 * 1000;
const TOLD = at(30 * HOUR_MS);
const ESTIMATE = at(48 * HOUR_MS);

interface Question {
  readonly url: string;
  readonly key: string | undefined;
  readonly signal: AbortSignal;
  answer(expiresAt: string | undefined): void;
  fail(error: unknown): void;
}

function fileVideo(id: string): Video {
  return { uri: `${GOOGLE_ORIGIN}/v1beta/files/${id}:download?alt=media`, videoId: id };
}

function yielding(...videos: [Video, ...Video[]]): Behaviour {
  return () => ({ kind: 'succeeded', videos });
}

describe('the time at which a video will be deleted', () => {
  let harness: PollingHarness;
  let questions: Question[];
  let requests: Disposable;
  let auxiliaryRequests: AuxiliaryRequests;
  beforeEach(() => {
    harness = new PollingHarness();
    harness.behaviour = yielding(fileVideo('f1'));
    questions = [];
    const contents: VideoContents = {
      probe: async () => 'present',
      open: () => Promise.reject(new Error('Nobody should ask')),
      expiry: (url, key, signal) =>
        new Promise((answer, fail) => {
          questions.push({ url, key, signal, answer, fail });
        }),
    };
    auxiliaryRequests = harness.newAuxiliaryRequests();
    requests = requestExpiryTimes({
      store: harness.store,
      contents,
      auxiliaryRequests,
      time: harness.clock,
    });
  });
  afterEach(() => {
    requests.dispose();
    auxiliaryRequests.dispose();
  });

  it('is asked once, with the key, when an operation finishes', async () => {
    await harness.track('a1');
    assert.deepEqual(asked(), [`${GOOGLE_ORIGIN}/v1beta/files/f1`]);
    assert.equal(questions[0]?.key, 'key 1');
    assert.equal(expiryOf('a1'), ESTIMATE);
    await answer(0, TOLD);
    assert.equal(expiryOf('a1'), TOLD);
    await harness.poller.check(idOf('a1'));
    await harness.advance(3600);
    assert.equal(questions.length, 1);
  });

  it('is asked of one video after the other', async () => {
    harness.behaviour = yielding(fileVideo('f1'), fileVideo('f2'));
    await harness.track('a1', 'b2');
    assert.equal(questions.length, 1);
    await harness.advance(0.1);
    assert.equal(questions.length, 1);
    for (const index of [0, 1, 2, 3]) {
      assert.equal(questions.length, index + 1);
      await answer(index, index === 1 ? TOLD : undefined);
    }
    assert.deepEqual(
      asked().map((url) => url.slice(-2)),
      ['f1', 'f2', 'f1', 'f2'],
    );
    const expiries = harness.operation('a1')?.videos.map(({ expiresAt }) => expiresAt);
    assert.deepEqual(expiries, [ESTIMATE, TOLD]);
  });

  it('waits for the rate limit of the endpoint, and counts against it', async () => {
    harness.requestsPerMinute = 1;
    harness.behaviour = yielding(fileVideo('f1'), fileVideo('f2'));
    await harness.track('a1');
    await harness.advance(59);
    assert.deepEqual([questions.length, harness.clock.countTimers()], [0, 1]);
    await harness.advance(1);
    assert.equal(questions.length, 1);
    await answer(0, TOLD);
    await harness.advance(59);
    assert.equal(questions.length, 1);
    await harness.advance(1);
    assert.equal(questions.length, 2);
    assert.equal(
      harness.limiters.of(idOf('a1'))?.nextAt(harness.clock.now(), 'person'),
      harness.clock.now() + 60_000,
    );
  });

  it('is not asked during a Retry-After', async () => {
    harness.limiters
      .of(idOf('a1'))
      ?.noteFailure({ kind: 'rateLimited', message: '' }, 30_000, harness.clock.now());
    await harness.track('a1');
    await harness.advance(30);
    assert.equal(questions.length, 0);
    await harness.advance(2);
    assert.equal(questions.length, 1);
  });

  it('stays the estimate where the API says a time months away', async () => {
    await harness.track('a1');
    await answer(0, at(60 * 24 * HOUR_MS));
    assert.equal(expiryOf('a1'), ESTIMATE);
  });

  it('stays the estimate where the API does not say or fails, and the next video is asked about', async () => {
    harness.behaviour = yielding(fileVideo('f1'), fileVideo('f2'), fileVideo('f3'));
    await harness.track('a1');
    await answer(0, undefined);
    questions[1]?.fail(new VideoApiError('notFound', 'gone'));
    await harness.settle();
    await answer(2, TOLD);
    const expiries = harness.operation('a1')?.videos.map(({ expiresAt }) => expiresAt);
    assert.deepEqual(expiries, [ESTIMATE, ESTIMATE, TOLD]);
    assert.deepEqual([harness.problem('a1'), harness.failures], [undefined, []]);
  });

  it('is asked when an operation finishes that had been missing', async () => {
    const bad = failing('notFound');
    harness.behaviour = inTurn(bad, bad, bad, bad, bad, yielding(fileVideo('f1')));
    await harness.track('a1');
    await harness.advance(100);
    assert.equal(harness.operation('a1')?.state, 'missing');
    await harness.poller.check(idOf('a1'));
    await harness.settle();
    assert.equal(questions.length, 1);
  });

  const others: Readonly<Record<string, Video>> = {
    'one at another host': { uri: 'https://example.com/v1beta/files/f1', videoId: 'f1' },
    'one in a bucket': { uri: 'gs://bucket/files/f1', videoId: 'f1' },
    'one that came inside the answer': { uri: 'file:///a/files/f1', videoId: 'f1', file: '/a/f1' },
    'one that is saved already': { ...fileVideo('f1'), file: '/a/f1' },
    'one that is no file': { uri: `${GOOGLE_ORIGIN}/a` },
    'one whose id could lead elsewhere': { uri: `${GOOGLE_ORIGIN}/v1beta/files/x`, videoId: '../x' },
  };
  for (const [what, video] of Object.entries(others)) {
    it(`is not asked for ${what}`, async () => {
      harness.behaviour = yielding(video);
      await harness.track('a1');
      assert.deepEqual([harness.operation('a1')?.state, questions.length], ['succeeded', 0]);
    });
  }

  it('is not asked for a video of /v1/videos', async () => {
    harness.behaviour = yielding({
      uri: 'http://127.0.0.1:8080/v1/videos/video_ab/content',
      videoId: 'video_ab',
    });
    harness.store.track({ endpoint: 'simulator', name: 'video_ab' });
    await harness.settle();
    assert.equal(harness.store.list()[0]?.state, 'succeeded');
    assert.equal(questions.length, 0);
  });

  it('is not asked without a key, without an endpoint, or for what is restored', async () => {
    await harness.track('a1');
    await answer(0, TOLD);
    harness.store.restore(harness.store.remove([idOf('a1')]));
    await harness.settle();
    assert.equal(questions.length, 1);
    harness.behaviour = async () => {
      harness.keys.clear();
      return { kind: 'succeeded', videos: [fileVideo('f2')] };
    };
    await harness.track('b2');
    assert.deepEqual([harness.operation('b2')?.state, questions.length], ['succeeded', 1]);
  });

  it('is dropped when its operation is removed before the request or before the answer', async () => {
    harness.behaviour = yielding(fileVideo('f1'), fileVideo('f2'));
    await harness.track('a1');
    harness.store.remove([idOf('a1')]);
    await answer(0, TOLD);
    assert.deepEqual([questions.length, harness.store.list()], [1, []]);
  });

  it('does not undo a change that came before the answer', async () => {
    await harness.track('a1');
    harness.store.track(idOf('a1'), { label: 'The cat' });
    await answer(0, TOLD);
    assert.deepEqual([harness.operation('a1')?.label, expiryOf('a1')], ['The cat', TOLD]);
  });

  it('is not asked after dispose, and a later answer is ignored', async () => {
    harness.behaviour = yielding(fileVideo('f1'), fileVideo('f2'));
    await harness.track('a1');
    requests.dispose();
    auxiliaryRequests.dispose();
    assert.equal(questions[0]?.signal.aborted, true);
    await answer(0, TOLD);
    assert.equal(expiryOf('a1'), ESTIMATE);
    await harness.track('b2');
    await harness.advance(1);
    assert.equal(questions.length, 1);
  });

  it('is not asked after dispose when the key comes only then', async () => {
    let give: (key: string) => void = () => undefined;
    const key = new Promise<string>((resolve) => {
      give = resolve;
    });
    harness.behaviour = () => {
      harness.keys.get = () => key as never;
      return { kind: 'succeeded', videos: [fileVideo('f1')] };
    };
    await harness.track('a1');
    auxiliaryRequests.dispose();
    give('key 1');
    await harness.settle();
    assert.equal(questions.length, 0);
  });

  it('leaves no timer behind', async () => {
    harness.requestsPerMinute = 1;
    harness.behaviour = yielding(fileVideo('f1'), fileVideo('f2'));
    await harness.track('a1');
    await harness.advance(5);
    assert.equal(harness.clock.countTimers(), 1);
    requests.dispose();
    auxiliaryRequests.dispose();
    assert.equal(harness.clock.countTimers(), 0);
  });

  function asked(): string[] {
    return questions.map(({ url }) => url);
  }

  async function answer(index: number, expiresAt: string | undefined): Promise<void> {
    questions[index]?.answer(expiresAt);
    await harness.settle();
  }

  function expiryOf(id: string): string | undefined {
    return (harness.operation(id) as Operation | undefined)?.videos[0]?.expiresAt;
  }
});
