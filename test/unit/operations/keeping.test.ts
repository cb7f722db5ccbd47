import assert from 'node:assert/strict';
import { keepingOf, keepingsOf } from '../../../src/operations/keeping';
import { newOperation, type SucceededOperation, type Video } from '../../../src/operations/operation';

const now = Date.parse('2026-11-28T12:00:00Z');
const unsaved: Video = { uri: 'https://a/1', expiresAt: '2026-11-28T12:00:01Z' };
const expired: Video = { uri: 'https://a/2', expiresAt: '2026-11-28T12:00:00Z' };
const saved: Video = { uri: 'https://a/3', expiresAt: '2026-11-27T12:00:00Z', file: '/videos/3.mp4' };
const gone: Video = { uri: 'https://a/4', expiresAt: '2026-11-29T12:00:00Z', gone: true };
const inBucket: Video = { uri: 'gs://bucket/5' };

describe('where a video is', () => {
  it('is its file once it was saved, although the server has deleted it', () => {
    assert.equal(keepingOf(saved, now), 'saved');
    assert.equal(keepingOf({ ...gone, file: '/videos/4.mp4' }, now), 'saved');
  });

  it('is nowhere once the server has deleted it, by the clock or by the word of the API', () => {
    assert.equal(keepingOf(expired, now), 'expired');
    assert.equal(keepingOf(gone, now), 'gone');
  });

  it('is the server until then, and for ever in a bucket of somebody', () => {
    assert.equal(keepingOf(unsaved, now), 'unsaved');
    assert.equal(keepingOf(inBucket, now), 'unsaved');
  });

  it('is told of several with what is still to be saved first, and each answer once', () => {
    const operation = {
      ...newOperation({ endpoint: 'google', name: 'video_1' }, {}, now),
      state: 'succeeded',
      finishedAt: '2026-11-28T11:00:00Z',
      videos: [saved, expired, saved, unsaved, gone],
    } as unknown as SucceededOperation;
    assert.deepEqual(keepingsOf(operation, now), ['unsaved', 'gone', 'expired', 'saved']);
    assert.deepEqual(keepingsOf({ ...operation, videos: [saved] }, now), ['saved']);
    assert.deepEqual(keepingsOf(newOperation({ endpoint: 'google', name: 'video_1' }, {}, now), now), []);
  });
});
