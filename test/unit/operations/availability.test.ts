import assert from 'node:assert/strict';
import { newOperation, type SucceededOperation, type Video } from '../../../src/operations/operation';
import { availabilitiesOf, availabilityOf } from '../../../src/operations/video';

const now = Date.parse('2026-11-28T12:00:00Z');
const unsaved: Video = { uri: 'https://a/1', expiresAt: '2026-11-28T12:00:01Z' };
const expired: Video = { uri: 'https://a/2', expiresAt: '2026-11-28T12:00:00Z' };
const saved: Video = { uri: 'https://a/3', expiresAt: '2026-11-27T12:00:00Z', file: '/videos/3.mp4' };
const gone: Video = { uri: 'https://a/4', expiresAt: '2026-11-29T12:00:00Z', gone: true };
const inBucket: Video = { uri: 'gs://bucket/5' };

describe('the availability of a video', () => {
  it('is saved once it has a file, although the server deleted it', () => {
    assert.equal(availabilityOf(saved, now), 'saved');
    assert.equal(availabilityOf({ ...gone, file: '/videos/4.mp4' }, now), 'saved');
  });

  it('is expired by the clock, and gone if the API says so', () => {
    assert.equal(availabilityOf(expired, now), 'expired');
    assert.equal(availabilityOf(gone, now), 'gone');
  });

  it('is unsaved until then, and for ever in the bucket of a person', () => {
    assert.equal(availabilityOf(unsaved, now), 'unsaved');
    assert.equal(availabilityOf(inBucket, now), 'unsaved');
  });

  it('is listed once for several videos, with the unsaved first', () => {
    const operation = {
      ...newOperation({ endpoint: 'google', name: 'video_1' }, {}, now),
      state: 'succeeded',
      finishedAt: '2026-11-28T11:00:00Z',
      videos: [saved, expired, saved, unsaved, gone],
    } as unknown as SucceededOperation;
    assert.deepEqual(availabilitiesOf(operation, now), ['unsaved', 'gone', 'expired', 'saved']);
    assert.deepEqual(availabilitiesOf({ ...operation, videos: [saved] }, now), ['saved']);
    assert.deepEqual(
      availabilitiesOf(newOperation({ endpoint: 'google', name: 'video_1' }, {}, now), now),
      [],
    );
  });
});
