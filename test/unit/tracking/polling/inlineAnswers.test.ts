import assert from 'node:assert/strict';
import type { InlineVideo } from '../../../../src/operations/operation';
import { type KeepInline, requestStatus } from '../../../../src/tracking/polling/statusRequest';
import { idOf } from '../../operations/arbitraries';
import { GOOGLE, PollingHarness } from '../pollingHarness';

const BASE64 = 'AAAAIGZ0eXBpc29tAAAC';
const inside: InlineVideo = { base64: BASE64, mimeType: 'video/mp4' };
const inline = () => ({ kind: 'succeeded', videos: [inside, { uri: 'https://a/b' }, inside] }) as const;

describe('videos inside an answer', () => {
  let harness: PollingHarness;
  beforeEach(() => {
    harness = new PollingHarness();
    harness.behaviour = inline;
  });

  it('are saved, in their order, and then the operation has ended', async () => {
    await harness.track('a1');
    const operation = harness.operation('a1');
    assert.equal(operation?.state, 'succeeded');
    assert.deepEqual(
      operation?.videos.map(({ uri }) => uri),
      ['file:///1', 'https://a/b', 'file:///2'],
    );
    assert.deepEqual(harness.inline, [inside, inside]);
  });

  it('do not end the operation while one of them is not saved, and are never in the stored list', async () => {
    const keep = harness.keepInline;
    let left = 1;
    harness.keepInline = async (video) => {
      if (left-- <= 0) throw new Error('No room for it');
      return keep(video);
    };
    await harness.track('a1');
    const operation = harness.operation('a1');
    assert.deepEqual([operation?.state, operation?.problem?.kind], ['running', 'notSaved']);
    assert.equal(operation?.problem?.message, 'No room for it');
    left = 10;
    await harness.advance(6);
    assert.deepEqual([harness.operation('a1')?.state, harness.problem('a1')], ['succeeded', undefined]);
    assert.deepEqual(harness.secondsAsked(), [0, 5.25]);
    await harness.advance(2);
    assert.doesNotMatch([...harness.storage.content.values()].join(), new RegExp(BASE64));
    assert.match([...harness.storage.content.values()].join(), /file:\/\/\/2/);
  });

  it('that cannot be saved delay the polls of that operation alone, longer each time', async () => {
    harness.keepInline = () => Promise.reject('no error');
    await harness.track('a1');
    assert.equal(harness.operation('a1')?.problem?.message, 'no error');
    await harness.advance(40);
    assert.deepEqual(harness.secondsAsked(), [0, 5.25, 15.75, 36.75]);
    assert.deepEqual(harness.failures, []);
  });

  it('are saved for their operation, each under its number', async () => {
    const kept: unknown[] = [];
    const keepInline: KeepInline = async (id, index, video) => {
      kept.push([id, index, video]);
      return { uri: 'file:///a' };
    };
    const keys = { get: async () => 'key 1' };
    const request = {
      id: idOf('a1'),
      hints: {},
      endpoint: GOOGLE,
      limiter: harness.limiters.of(idOf('a1')),
      probe: undefined,
    };
    const { signal } = new AbortController();
    await requestStatus({ ...request, signal }, { api: harness, keys, keepInline, time: harness.clock });
    assert.deepEqual(kept, [
      [idOf('a1'), 0, inside],
      [idOf('a1'), 2, inside],
    ]);
  });
});
